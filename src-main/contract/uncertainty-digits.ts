import { z } from 'zod'

/** How many significant digits of an uncertainty decide the digits of a value, in tables and documents; never in data. */
export const UncertaintyDigits = z.union([z.literal(1), z.literal(2), z.literal(3)])
export type UncertaintyDigits = z.infer<typeof UncertaintyDigits>

/** As the journals of physics have it. */
export const usualUncertaintyDigits = 2

let source = (): UncertaintyDigits => usualUncertaintyDigits

/** How many there are now. */
export function uncertaintyDigits(): UncertaintyDigits {
  return source()
}

/** Has the number asked for at each value, for as long as the program runs: for the window, where it may change. */
export function readUncertaintyDigits(from: () => UncertaintyDigits): void {
  source = from
}

/** Does something with that many digits; what it begins and does not finish has the usual number again. */
export function withUncertaintyDigits<T>(digits: UncertaintyDigits, work: () => T): T {
  const before = source
  source = () => digits
  try {
    return work()
  } finally {
    source = before
  }
}

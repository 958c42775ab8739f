import { z } from 'zod'

/** Significant digits of an uncertainty; they set the decimals of a value in tables and documents, never in data. */
export const UncertaintyDigits = z.union([z.literal(1), z.literal(2), z.literal(3)])
export type UncertaintyDigits = z.infer<typeof UncertaintyDigits>

/** The convention of physics journals. */
export const usualUncertaintyDigits = 2

let source = (): UncertaintyDigits => usualUncertaintyDigits

/** The current number of digits. */
export function uncertaintyDigits(): UncertaintyDigits {
  return source()
}

/** Looks the number up at each use, for as long as the program runs: for the window, where it may change. */
export function readUncertaintyDigits(from: () => UncertaintyDigits): void {
  source = from
}

/** Runs `work` with that many digits; asynchronous continuations use the default again. */
export function withUncertaintyDigits<T>(digits: UncertaintyDigits, work: () => T): T {
  const before = source
  source = () => digits
  try {
    return work()
  } finally {
    source = before
  }
}

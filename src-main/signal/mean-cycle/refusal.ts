import { fixed } from '../../contract/numbers.ts'
import { plain as short } from '../../contract/quantities.ts'

/** Why no mean cycle is read: expected, found, remedy; and the number behind it. */
export interface Refusal {
  kind: 'refused'
  /** A stable name. */
  check: string
  text: string
  number: string
}

export function refused(check: string, text: string, number: string): Refusal {
  return { kind: 'refused', check, text, number }
}

/** mV or ms, to the significant digits. */
export function plain(x: number): string {
  const size = Math.abs(x)
  if (size < 1) return short(x, 2)
  return fixed(x, size >= 100 ? 0 : size >= 10 ? 1 : 2)
}

import { fixed } from '../../contract/numbers.ts'
import type { Evidence } from './evidence.ts'

type Recorded = Pick<Evidence, 'recorded'>

/** A voltage difference in the recording's unit: “5.2 mV”, or “0.52 in model units”. */
export function voltage(size: number, { recorded }: Recorded): string {
  return withUnit(Math.abs(size * recorded.gain), recorded.unit)
}

/** A voltage level in the recording's unit. */
export function voltageLevel(level: number, { recorded }: Recorded): string {
  return withUnit(recorded.offset + level * recorded.gain, recorded.unit)
}

/** A time in ms. */
export function milliseconds(t: number): string {
  return `${twoDigits(t)} ms`
}

/** A ratio: “twice”, “half”, “1.6 times”. */
export function times(ratio: number): string {
  if (Math.abs(ratio - 2) < 0.1) return 'twice'
  if (Math.abs(ratio - 0.5) < 0.03) return 'half'
  return `${twoDigits(ratio)} times`
}

function withUnit(v: number, unit: string | null): string {
  return unit === null ? `${twoDigits(v)} in model units` : `${twoDigits(v)} ${unit}`
}

/** Formats with at least two significant digits. */
function twoDigits(x: number): string {
  const digits = x === 0 ? 0 : 1 - Math.floor(Math.log10(Math.abs(x)))
  return fixed(x, Math.min(6, Math.max(0, digits)))
}

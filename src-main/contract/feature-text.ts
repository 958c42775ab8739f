import type { Feature, TraceFeatures } from './features.ts'
import { fixed } from './numbers.ts'

/** A feature's value and standard deviation as text; “–” if undefined. */
export interface FeatureText {
  value: string
  /** Empty if there is none. */
  sd: string
}

const mostDecimals = 3

/** Two significant digits of the sd determine the decimals; without one the value has three. Counts are integers. */
export function featureText({ value, sd, values, unit }: Feature): FeatureText {
  if (value === null) return { value: '–', sd: '' }
  const varies = sd !== null && sd >= 0.5 * 10 ** -mostDecimals
  if (varies) {
    const decimals = decimalsOf(sd, 2)
    return { value: fixed(value, decimals), sd: fixed(sd, decimals) }
  }
  const count = unit === null && values.length === 0 && Number.isInteger(value)
  return { value: fixed(value, count ? 0 : decimalsOf(value, 3)), sd: sd === null ? '' : '0' }
}

/** Number of decimals that shows so many significant digits. */
function decimalsOf(x: number, digits: number): number {
  if (x === 0) return 1
  const decimals = digits - 1 - Math.floor(Math.log10(Math.abs(x)) + 1e-9)
  return Math.min(mostDecimals, Math.max(0, decimals))
}

/** A time range as text: “700–2700 ms”; if it begins below 0, “−10 to 20 ms”. */
function stretchText({ from, to }: { from: number; to: number }): string {
  const decimals = to - from < 100 ? 1 : 0
  const [a, b] = [fixed(from, decimals), fixed(to, decimals)]
  return from < 0 ? `${a} to ${b} ms` : `${a}–${b} ms`
}

/** Window and stimulus as text: “0–3000 ms, stimulus 700–2700 ms”. */
export function measuredText({ window, stimulus }: TraceFeatures): string {
  return stretchText(window) + (stimulus ? `, stimulus ${stretchText(stimulus)}` : '')
}

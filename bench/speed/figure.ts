/** A measured number with its expected value. */
export interface Figure {
  name: string
  /** Null where it could not be measured; `expected` says why. */
  value: number | null
  unit: string
  /** A requirement (“at most 0.25”), or an earlier measurement. */
  expected: string
  /** Whether the requirement is met; null where there is none. */
  met: boolean | null
}

export interface Section {
  title: string
  figures: Figure[]
}

export function atLeast(name: string, value: number, unit: string, limit: number): Figure {
  return { name, value, unit, expected: `at least ${shown(limit)}`, met: value >= limit }
}

export function atMost(name: string, value: number, unit: string, limit: number): Figure {
  return { name, value, unit, expected: `at most ${shown(limit)}`, met: value <= limit }
}

/** A number without a requirement. @param before earlier measurement, on the machine of docs/bench.md */
export function about(name: string, value: number, unit: string, before?: number): Figure {
  return { name, value, unit, expected: before === undefined ? '' : `about ${shown(before)}`, met: null }
}

export function notMeasured(name: string, why: string): Figure {
  return { name, value: null, unit: '', expected: why, met: null }
}

/** A requirement that could not be checked. */
export function failed(name: string, why: string): Figure {
  return { ...notMeasured(name, why), met: false }
}

/** Three significant digits, with separators. */
export function shown(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString('en-US', { maximumFractionDigits: 20 })
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

export function quantile(values: readonly number[], p: number): number {
  const sorted = values.slice().sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))]
}

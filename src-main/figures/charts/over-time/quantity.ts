import type { Summary } from '../../../contract/common.ts'
import type { SeriesParameter, SeriesWindow } from '../../../contract/series.ts'

/** A parameter over time: itself, or converted to units of the recording. */
export interface Quantity {
  symbol: string
  label: string
  unit: string | null
  of: (window: SeriesWindow) => Summary | null
  /** The prior’s limits; null if unknown in this unit. */
  limits: { lower: number; upper: number } | null
}

/** A parameter itself or, if requested and known, in a unit of the recording. */
export function quantityOf(
  { name, symbol, unit, meaning, prior, assumption }: SeriesParameter,
  windows: readonly SeriesWindow[],
  inUnits: boolean,
): Quantity {
  const found = (window: SeriesWindow) => window.parameters.find((one) => one.name === name)
  const derived = inUnits
    ? (windows.map((window) => found(window)?.derived[0]).find((one) => one !== undefined) ?? null)
    : null
  if (derived) {
    const of = (window: SeriesWindow) => found(window)?.derived[0]?.summary ?? null
    return { symbol, label: derived.label, unit: derived.unit, of, limits: null }
  }
  const of = (window: SeriesWindow) => found(window)?.posterior ?? null
  const label = assumption ? `${meaning} (${assumption})` : meaning
  return { symbol, label, unit, of, limits: { lower: prior.lower, upper: prior.upper } }
}

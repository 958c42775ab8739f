import { featureText, measuredText } from '../contract/feature-text.ts'
import type { TraceFeatures } from '../contract/features.ts'
import { table } from './table.ts'

/** Features as JSON: how they were measured, then each by its name. */
export function featuresJson(measured: TraceFeatures) {
  const { window, stimulus, rule, level, notes, peaks, features } = measured
  const byName = features.map(({ name, value, sd, values, unit, efel, note }) => [
    name,
    { value, sd, values, unit, efel, note },
  ])
  return { window, stimulus, rule, level, notes, peaks, ...Object.fromEntries(byName) }
}

/** A table of the available features as text; those that are missing below it. */
export function featureLines(measured: TraceFeatures): string[] {
  const there = measured.features.filter(({ value }) => value !== null)
  const rows = there.map((feature) => {
    const { value, sd } = featureText(feature)
    const { label, values, unit, name } = feature
    return [label, value, sd && `± ${sd}`, unit ?? '', values.length > 0 ? `n = ${values.length}` : '', name]
  })
  return [
    `recorded features (${measuredText(measured)})`,
    `${measured.ruleText}`,
    ...measured.notes,
    ...table([['', 'value', 'sd', 'unit', '', 'name in eFEL and --json'], ...rows]),
    ...there.flatMap(({ label, note }) => (note === null ? [] : [`${label}: ${note}`])),
  ]
}

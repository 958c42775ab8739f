import type { Report } from '../contract/reports.ts'

/** A recorded feature in a table of parameters: name, unit, mean and sd over the spikes. */
export function featureRows({ features }: Report): (string | number | null)[][] {
  if (!features) return []
  return features.features
    .filter(({ value }) => value !== null)
    .map(({ name, unit, value, sd }) => [`feature: ${name}`, unit, value, sd])
}

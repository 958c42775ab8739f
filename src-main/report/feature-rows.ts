import type { Report } from '../contract/reports.ts'

/** Recorded features as rows of a parameter table: name, unit, mean and sd over the spikes. */
export function featureRows({ features }: Report): (string | number | null)[][] {
  if (!features) return []
  return features.features
    .filter(({ value }) => value !== null)
    .map(({ name, unit, value, sd }) => [`feature: ${name}`, unit, value, sd])
}

import type { Report } from '../../src-main/contract/reports.ts'

/** Times of a report's residuals, ms: those of its fit, or those of the recording's own samples. */
export function residualTimes({ fit, residuals }: Pick<Report, 'fit' | 'residuals'>): readonly number[] {
  const { interval, values } = residuals
  return interval === undefined ? fit.t : values.map((_, i) => fit.t[0] + i * interval)
}

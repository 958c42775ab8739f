import type { Residuals } from '../../../contract/fit.ts'

/** Times and spacing of residuals, ms: the fit's times, or those of the recording's samples, which may be denser. */
export function residualTimes(
  fitTimes: readonly number[],
  { values, interval }: Pick<Residuals, 'values' | 'interval'>,
): { t: readonly number[]; interval: number } {
  if (interval === undefined) {
    const last = fitTimes.length - 1
    return { t: fitTimes, interval: (fitTimes[last] - fitTimes[0]) / last }
  }
  return { t: values.map((_, i) => fitTimes[0] + i * interval), interval }
}

import { chiSquareSurvival } from './chi-square.ts'

/**
 * Ljung–Box test (1978): p value of these autocorrelations if the series is white.
 * @param r autocorrelations from lag 0 on @param n length of the series @param fitted parameters fitted to it
 */
export function ljungBox(r: readonly number[], n: number, fitted: number): number {
  let q = 0
  for (let k = 1; k < r.length; k++) q += (r[k] * r[k]) / (n - k)
  return chiSquareSurvival(n * (n + 2) * q, r.length - 1 - fitted)
}

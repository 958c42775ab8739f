import type { Summary } from './common.ts'
import { fixed, signed } from './numbers.ts'
import type { NoisesCompared } from './reports.ts'
import { uncertaintyDigits } from './uncertainty-digits.ts'

/** Decimals that show a width to the chosen number of significant digits (two by default), 0 … 8: 0.030 → 3. */
export function decimalsFor(width: number): number {
  if (!(width > 0) || !Number.isFinite(width)) return 3
  return Math.min(8, Math.max(0, uncertaintyDigits() - 1 - Math.floor(Math.log10(width) + 1e-9)))
}

/** Median and ends of the 90 % interval, as text; the interval's width determines the decimals of all three. */
export function estimateText({ q05, q50, q95 }: Summary): { median: string; low: string; high: string } {
  const decimals = decimalsFor(q95 - q05)
  return { median: fixed(q50, decimals), low: fixed(q05, decimals), high: fixed(q95, decimals) }
}

/** Whether a quantity has no spread beyond rounding, and so no interval to report. */
export function isPoint({ q50, sd }: Summary): boolean {
  return sd <= 1e-9 * Math.abs(q50)
}

/** An interval as text: “0.627–0.657”, with “to” next to a minus sign. */
export function rangeText(low: string, high: string): string {
  return low.startsWith('−') || high.startsWith('−') ? `${low} to ${high}` : `${low}–${high}`
}

/** “The evidence favours white noise. ln Bayes factors against it: white 0, AR(1) −3.1.” */
export function noisesText({ decided, compared }: NoisesCompared): string {
  const order = compared
    .flatMap(({ name, logFactor }) => (logFactor === null ? [] : [{ name, logFactor }]))
    .sort((a, b) => b.logFactor - a.logFactor)
  const factors = order.map(
    ({ name, logFactor }) => `${name} ${logFactor === 0 ? '0' : signed(logFactor, 1)}`,
  )
  if (order.length === 0) {
    const all = compared.map(({ name }) => name).join(', ')
    return `The evidence was not compared, since importance sampling did not converge: ${all}.`
  }
  const said = decided
    ? `The evidence favours ${order[0].name} noise`
    : `The evidence does not decide; ${order[0].name} noise has the most`
  const left = compared.flatMap(({ name, logFactor }) => (logFactor === null ? [name] : []))
  const without =
    left.length > 0 ? ` Not compared, since importance sampling did not converge: ${left.join(', ')}.` : ''
  return `${said}. ln Bayes factors against it: ${factors.join(', ')}.${without}`
}

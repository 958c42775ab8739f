import type { Summary } from '../contract/common.ts'
import { membraneDraws } from '../contract/limits.ts'
import type { AnyReport } from './any-report.ts'

/** One number in a report and in another one of the same trace. */
export interface ComparedNumber {
  parameter: string
  number: keyof Summary
  before: number
  now: number
  /** |now − before| over its Monte Carlo standard error for independent draws; 0 where they are identical. */
  inErrors: number
}

export interface ComparedNumbers {
  /** `near`: all within `mostErrors`. */
  outcome: 'identical' | 'near' | 'different'
  numbers: ComparedNumber[]
  /** Parameters in only one of the two. */
  unmatched: string[]
}

/** Over dozens of numbers, Monte Carlo error exceeds this in at most about 1 % of pairs of reports. */
export const mostErrors = 4

/** Normal density at the quantiles 0.05, 0.5 and 0.95, in units of 1/sd. */
const density = { q05: 0.10314, q50: 0.39894, q95: 0.10314 }
const share = { q05: 0.05, q50: 0.5, q95: 0.95 }

/** A posterior in a result, or a number without Monte Carlo error, which must be identical. */
interface Told {
  name: string
  summary: Summary
  /** Effective sample size; infinite for deterministic numbers. */
  ess: number
}

/**
 * Whether two results of the same recording agree: means, sds and quantiles of the posteriors (of a series in each
 * window, of a cell in both layers), and the features, which must be identical. Standard errors assume normal
 * posteriors and independent draws, as many as the effective sample size; those of quantiles are √(p(1−p)/n)/f
 * (Serfling 1980, §2.3.3).
 */
export function compareNumbers(before: AnyReport, now: AnyReport): ComparedNumbers {
  const [a, b] = [toldOf(before), toldOf(now)]
  const numbers = a.flatMap(({ name, summary, ess }) => {
    const other = b.find((one) => one.name === name)
    if (!other) return []
    const scale = Math.sqrt(1 / Math.max(ess, 1) + 1 / Math.max(other.ess, 1))
    return compareSummaries(name, summary, other.summary, scale)
  })
  const names = (of: readonly Told[]): string[] => of.map(({ name }) => name)
  const unmatched = [
    ...names(a).filter((name) => !names(b).includes(name)),
    ...names(b).filter((name) => !names(a).includes(name)),
  ]
  const worst = Math.max(0, ...numbers.map(({ inErrors }) => inErrors))
  const sameVerdict = verdictsOf(before).join() === verdictsOf(now).join()
  const outcome =
    unmatched.length > 0 || !(worst <= mostErrors) || (numbers.length === 0 && !sameVerdict)
      ? 'different'
      : worst === 0
        ? 'identical'
        : 'near'
  return { outcome, numbers, unmatched }
}

/** Verdict levels: of each window of a series, including those without one. */
export function verdictsOf(report: AnyReport): string[] {
  return report.format === 'nagumo-series'
    ? report.windows.map(({ outcome, level }) => level ?? outcome)
    : [report.verdict.level]
}

function toldOf(report: AnyReport): Told[] {
  switch (report.format) {
    case 'nagumo-report':
      return report.parameters.map(({ name, posterior }) => ({
        name,
        summary: posterior,
        ess: report.diagnostics.ess,
      }))
    case 'nagumo-series':
      return report.windows.flatMap(({ index, parameters, features, ess }) => [
        ...parameters.map(({ name, posterior }) => ({
          name: `window ${index + 1}: ${name}`,
          summary: posterior,
          ess: ess ?? 1,
        })),
        ...features.flatMap(({ name, value }) => exact(`window ${index + 1}: ${name}`, value)),
      ])
    case 'nagumo-cell': {
      const draws = Object.values(report.gif?.draws ?? {})[0]?.length ?? 1
      return [
        ...(report.membrane?.parameters ?? []).map(({ name, posterior }) => ({
          name: `membrane: ${name}`,
          summary: posterior,
          ess: membraneDraws,
        })),
        ...(report.gif?.parameters ?? []).map(({ name, posterior }) => ({
          name: `gif: ${name}`,
          summary: posterior,
          ess: draws,
        })),
        ...report.features.summary.flatMap(({ name, value }) => exact(`feature: ${name}`, value)),
      ]
    }
  }
}

function exact(name: string, value: number | null): Told[] {
  if (value === null) return []
  const summary = { mean: value, sd: 0, q05: value, q50: value, q95: value }
  return [{ name, summary, ess: Number.POSITIVE_INFINITY }]
}

function compareSummaries(parameter: string, a: Summary, b: Summary, scale: number): ComparedNumber[] {
  // A number without a spread is compared once.
  const which =
    a.sd === 0 && b.sd === 0 ? (['mean'] as const) : (['mean', 'sd', 'q05', 'q50', 'q95'] as const)
  return which.map((number) => {
    const error = Math.max(a.sd, b.sd) * scale * factorOf(number)
    const difference = Math.abs(b[number] - a[number])
    const inErrors = difference === 0 ? 0 : difference / error
    return { parameter, number, before: a[number], now: b[number], inErrors }
  })
}

/** Standard error in units of sd/√n. */
function factorOf(number: keyof Summary): number {
  if (number === 'mean') return 1
  if (number === 'sd') return Math.SQRT1_2
  return Math.sqrt(share[number] * (1 - share[number])) / density[number]
}

import type { Summary } from '../contract/common.ts'
import type { Report } from '../contract/reports.ts'

/** One number of a report and of another one of the same trace. */
export interface ComparedNumber {
  parameter: string
  number: keyof Summary
  before: number
  now: number
  /** |now − before| over the Monte Carlo standard error of that difference, were the two independent; 0 where they are identical. */
  inErrors: number
}

export interface ComparedNumbers {
  /** `near`: all within `mostErrors`. */
  outcome: 'identical' | 'near' | 'different'
  numbers: ComparedNumber[]
  /** Parameters that only one of the two has. */
  unmatched: string[]
}

/** Of dozens of numbers, Monte Carlo error puts one beyond it in about a hundred pairs of reports at most. */
export const mostErrors = 4

/** Normal quantiles at 0.05 and 0.95 lie here; the density there and at 0, in units of 1/sd. */
const density = { q05: 0.10314, q50: 0.39894, q95: 0.10314 }
const share = { q05: 0.05, q50: 0.5, q95: 0.95 }

/**
 * Whether two reports of the same trace agree, number by number: the posterior's mean, sd and quantiles. Standard errors are
 * those of independent draws as many as the effective sample sizes, from a normal distribution; the ones of the quantiles are
 * √(p(1−p)/n)/f (Serfling 1980, §2.3.3).
 */
export function compareNumbers(before: Report, now: Report): ComparedNumbers {
  const scale = Math.sqrt(1 / Math.max(before.diagnostics.ess, 1) + 1 / Math.max(now.diagnostics.ess, 1))
  const numbers = before.parameters.flatMap(({ name, posterior }) => {
    const other = now.parameters.find((one) => one.name === name)?.posterior
    return other ? compareSummaries(name, posterior, other, scale) : []
  })
  const names = (of: Report): string[] => of.parameters.map(({ name }) => name)
  const unmatched = [
    ...names(before).filter((name) => !names(now).includes(name)),
    ...names(now).filter((name) => !names(before).includes(name)),
  ]
  const worst = Math.max(0, ...numbers.map(({ inErrors }) => inErrors))
  const sameVerdict = before.verdict.level === now.verdict.level
  const outcome =
    unmatched.length > 0 || !(worst <= mostErrors) || (numbers.length === 0 && !sameVerdict)
      ? 'different'
      : worst === 0
        ? 'identical'
        : 'near'
  return { outcome, numbers, unmatched }
}

function compareSummaries(parameter: string, a: Summary, b: Summary, scale: number): ComparedNumber[] {
  return (['mean', 'sd', 'q05', 'q50', 'q95'] as const).map((number) => {
    const error = Math.max(a.sd, b.sd) * scale * factorOf(number)
    const difference = Math.abs(b[number] - a[number])
    const inErrors = difference === 0 ? 0 : difference / error
    return { parameter, number, before: a[number], now: b[number], inErrors }
  })
}

/** Standard error over sd/√n. */
function factorOf(number: keyof Summary): number {
  if (number === 'mean') return 1
  if (number === 'sd') return Math.SQRT1_2
  return Math.sqrt(share[number] * (1 - share[number])) / density[number]
}

import { quantile } from '../../src-main/signal/robust.ts'
import type { Outcome, quantities, Told } from './outcome.ts'

/** Calibration of a quantity's posteriors, over the cells of a kind that have any. */
export interface QuantitySummary {
  name: string
  /** Fraction of cells whose true value lies in the central 90 % interval, and in the 98 % one. */
  in90: number
  in98: number
  /** Median of (posterior median − truth), in posterior standard deviations. */
  shift: number
  /** The same in mV (differences), or as a fraction of the true value. */
  bias: number
  /** Median width of the 90 % interval: in mV, or as the ratio of its ends. */
  width: number
}

export interface KindSummary {
  kind: string
  cells: number
  /** Fractions of cells. */
  verdicts: Record<Outcome['verdict'], number>
  /** The most frequent failed checks, with their fractions. */
  checks: [string, number][]
  quantities: QuantitySummary[]
  /**
   * Medians; the maximum of seconds; and `settled`, the fraction of cells with an effective sample size of at least
   * 400.
   */
  explained: number
  essFraction: number
  lastEss: number
  ess: number
  settled: number
  seconds: number
  slowest: number
  cpuSeconds: number
  mostCpuSeconds: number
}

const enoughDraws = 400
const inMillivolts: readonly string[] = ['vT', 'eNa', 'eK'] satisfies (typeof quantities)[number][]

/** @param outcomes of one kind */
export function summarize(outcomes: readonly Outcome[], names: readonly string[]): KindSummary {
  const told = outcomes.filter((one) => Object.keys(one.told).length > 0)
  const share = (of: readonly Outcome[], is: (one: Outcome) => boolean): number =>
    of.filter(is).length / of.length
  const median = (of: (one: Outcome) => number): number => middle(told.map(of))
  const checks = new Map<string, number>()
  for (const one of outcomes) {
    for (const check of new Set(one.checks)) checks.set(check, (checks.get(check) ?? 0) + 1 / outcomes.length)
  }
  return {
    kind: outcomes[0].kind,
    cells: outcomes.length,
    verdicts: {
      ok: share(outcomes, ({ verdict }) => verdict === 'ok'),
      caution: share(outcomes, ({ verdict }) => verdict === 'caution'),
      unreliable: share(outcomes, ({ verdict }) => verdict === 'unreliable'),
      refused: share(outcomes, ({ verdict }) => verdict === 'refused'),
    },
    checks: [...checks].sort((a, b) => b[1] - a[1]),
    quantities: names.map((name) =>
      ofQuantity(
        name,
        told.map((one) => one.told[name]),
      ),
    ),
    explained: median(({ explained }) => explained ?? Number.NaN),
    essFraction: median(({ essFraction }) => essFraction),
    lastEss: median(({ lastEss }) => lastEss),
    ess: median(({ ess }) => ess),
    settled: share(told, ({ ess }) => ess >= enoughDraws),
    seconds: middle(outcomes.map(({ seconds }) => seconds)),
    slowest: Math.max(...outcomes.map(({ seconds }) => seconds)),
    cpuSeconds: middle(outcomes.map(({ cpuSeconds }) => cpuSeconds)),
    mostCpuSeconds: Math.max(...outcomes.map(({ cpuSeconds }) => cpuSeconds)),
  }
}

function ofQuantity(name: string, all: readonly Told[]): QuantitySummary {
  const linear = inMillivolts.includes(name)
  const share = (is: (one: Told) => boolean): number => all.filter(is).length / all.length
  return {
    name,
    in90: share(({ truth, q05, q95 }) => truth >= q05 && truth <= q95),
    in98: share(({ truth, q01, q99 }) => truth >= q01 && truth <= q99),
    shift: middle(all.map(({ truth, q50, sd }) => (q50 - truth) / sd)),
    bias: middle(all.map(({ truth, q50 }) => (linear ? q50 - truth : q50 / truth - 1))),
    width: middle(all.map(({ q05, q95 }) => (linear ? q95 - q05 : q95 / q05))),
  }
}

function middle(values: readonly number[]): number {
  const sorted = Float64Array.from(values.filter((x) => !Number.isNaN(x))).sort()
  return sorted.length > 0 ? quantile(sorted, 0.5) : Number.NaN
}

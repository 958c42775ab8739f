import type { HeldOut } from '../../../contract/cells.ts'
import type { CellValues } from '../../../model/known-current/integrate-and-fire/cell.ts'
import type { Random } from '../../../model/random.ts'
import { median, quantile } from '../../../signal/robust.ts'
import { asPartOf, type FitSteps } from '../fit-options.ts'
import { drawCells, fitCell } from './cell-posterior.ts'
import { countBand, firstFrom, type PredictedSweep, predictSweep, simulations } from './predict-sweeps.ts'
import type { BinnedFamily } from './prepare.ts'
import { exponentialP, rescaledIntervals } from './time-rescaling.ts'
import type { SumsAt } from './voltage-posterior.ts'

/**
 * Cross-validation: even sweeps predict odd ones, and odd ones even ones; with the draws that each half was predicted
 * by.
 */
export function* holdOut(
  family: BinnedFamily,
  sumsAt: SumsAt,
  random: Random,
): FitSteps<{ heldOut: HeldOut; halves: CellValues[][] }> {
  const places = family.sweeps.map((_, i) => i)
  const predicted: PredictedSweep[] = []
  const intervals: number[] = []
  const halves: CellValues[][] = []
  for (const part of [0, 1]) {
    const seen = places.filter((i) => i % 2 === part)
    const unseen = places.filter((i) => i % 2 !== part)
    const own = random.fork(part)
    const posterior = yield* asPartOf(fitCell(family, sumsAt, seen, own.fork(0)), part / 2, (part + 0.7) / 2)
    const cells = drawCells(posterior, simulations, own.fork(1))
    halves.push(cells)
    const drawn = own.fork(2)
    for (const [k, i] of unseen.entries()) {
      yield (part + 0.7 + (0.3 * k) / unseen.length) / 2
      predicted[i] = predictSweep(family, i, cells, drawn)
    }
    intervals.push(...rescaledIntervals(family, unseen, posterior, own.fork(3)))
  }
  return { heldOut: scoreOf(family, predicted, exponentialP(intervals)), halves }
}

/** Scores predictions against the recording. */
export function scoreOf(
  { sweeps, clock, onset }: BinnedFamily,
  predicted: readonly PredictedSweep[],
  ksP: number | null,
): HeldOut {
  const from = onset ?? 0
  const rows = sweeps.map(({ index, spikes }, i): HeldOut['sweeps'][number] => {
    const { counts, mean, latencies } = predicted[i]
    const first = onset === null ? null : firstFrom(spikes, from)
    // No latency where fewer than half of the simulations have one.
    const has = onset !== null && 2 * latencies.length >= counts.length
    return {
      sweep: index,
      recorded: spikes.length,
      predicted: { mean, ...countBand(counts) },
      latency: first === null ? null : (first - from) * clock.bin,
      predictedLatency: has
        ? {
            q05: quantile(latencies, 0.05),
            q50: quantile(latencies, 0.5),
            q95: quantile(latencies, 0.95),
          }
        : null,
    }
  })
  const total = rows.reduce((sum, r) => sum + r.recorded, 0)
  const silent = rows.filter((r) => r.recorded === 0)
  const late = rows.flatMap(({ latency, predictedLatency }) =>
    latency === null || predictedLatency === null ? [] : [Math.abs(predictedLatency.q50 - latency)],
  )
  return {
    countError:
      rows.reduce((sum, r) => sum + Math.abs(r.predicted.mean - r.recorded), 0) / Math.max(1, total),
    coverage:
      rows.filter((r) => r.recorded >= r.predicted.q05 && r.recorded <= r.predicted.q95).length / rows.length,
    latencyError: late.length === 0 ? null : median(late),
    silent: { sweeps: silent.length, stay: silent.filter((r) => r.predicted.mean < 1).length },
    ksP,
    sweeps: rows,
  }
}

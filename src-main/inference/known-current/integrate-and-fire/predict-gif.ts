import type { CellPrediction, CellProtocol, DrawnCommand, GifResult } from '../../../contract/cells.ts'
import { NagumoError } from '../../../contract/errors.ts'
import { fixed, percent } from '../../../contract/numbers.ts'
import { simulateCell } from '../../../model/known-current/integrate-and-fire/simulate-cell.ts'
import type { Random } from '../../../model/random.ts'
import { quantile } from '../../../signal/robust.ts'
import { cellsOf } from './draws.ts'
import { countBand } from './predict-sweeps.ts'
import { unlikeFitted } from './unlike-fitted.ts'

/** ms; bins of the model. */
const binLength = 0.5
const mostRuns = 200
const mostPoints = 1500
/** Bin width of the rate: this many ms, or a fortieth of a longer command. */
const rateBin = 25
const shownTrains = 20
/** 1000 s. */
const mostBins = 2_000_000

/**
 * Predicts the fitted cell under another command: one free simulation per posterior draw, so that the bands include
 * both parameter uncertainty and spiking noise.
 * @param draws of a report @param fittedOn protocol of the fit, for notes where the command leaves its range
 * @throws NOT_FOUND where there are no draws
 */
export function predictGif(
  draws: GifResult['draws'],
  command: DrawnCommand,
  { random, signal }: { random: Random; signal?: AbortSignal },
  fittedOn: Pick<CellProtocol, 'shape' | 'holding' | 'amplitudes'>,
): CellPrediction {
  const { bin, current } = inBins(command)
  const { cells, clock } = cellsOf(draws, bin, mostRuns)
  const stride = Math.max(1, Math.ceil(current.length / mostPoints))
  const points = Math.ceil(current.length / stride)
  const length = current.length * bin
  const wide = Math.max(rateBin, Math.ceil(length / 40 / rateBin) * rateBin)
  const rateBins = Math.max(1, Math.ceil(length / wide))
  const voltages = Array.from({ length: points }, () => new Float64Array(cells.length))
  const rates = Array.from({ length: rateBins }, () => new Float64Array(cells.length))
  const counts = new Float64Array(cells.length)
  const trains: number[][] = []
  const potential = new Float64Array(current.length)
  let capped = 0
  cells.forEach((cell, i) => {
    signal?.throwIfAborted()
    const run = simulateCell(current, clock, cell, random, potential)
    for (let p = 0; p < points; p++) voltages[p][i] = potential[p * stride]
    for (const t of run.spikes) {
      const at = Math.min(rateBins - 1, Math.floor((t * bin) / wide))
      rates[at][i] += 1000 / Math.min(wide, length - at * wide)
    }
    counts[i] = run.spikes.length
    if (run.capped) capped++
    if (i < shownTrains) trains.push(Array.from(run.spikes, (t) => (t + 0.5) * bin))
  })
  for (const list of [...voltages, ...rates, counts]) list.sort()
  const at = (lists: Float64Array[], share: number): number[] => lists.map((list) => quantile(list, share))
  return {
    t: Array.from({ length: points }, (_, p) => (p * stride + 0.5) * bin),
    voltage: { q05: at(voltages, 0.05), q50: at(voltages, 0.5), q95: at(voltages, 0.95) },
    rate: {
      x: rates.map((_, k) => k * wide + Math.min(wide, length - k * wide) / 2),
      q05: at(rates, 0.05),
      q50: at(rates, 0.5),
      q95: at(rates, 0.95),
    },
    bin: wide,
    count: { mean: counts.reduce((a, b) => a + b, 0) / counts.length, ...countBand(counts) },
    spikes: trains,
    notes: [unlikeFitted(command, fittedOn), ...notesOf(current, fittedOn, capped / cells.length)].filter(
      (note) => note !== null,
    ),
  }
}

/** The command in bins of about 0.5 ms: means of finer samples, repeats of coarser ones. */
function inBins({ interval, current }: DrawnCommand): { bin: number; current: Float64Array } {
  if (interval <= binLength) {
    const samples = Math.max(1, Math.round(binLength / interval))
    return {
      bin: samples * interval,
      current: Float64Array.from({ length: Math.max(1, Math.floor(current.length / samples)) }, (_, k) => {
        const part = current.slice(k * samples, (k + 1) * samples)
        return part.reduce((a, b) => a + b, 0) / part.length
      }),
    }
  }
  const repeats = Math.ceil(interval / binLength)
  if (current.length * repeats > mostBins) {
    throw new NagumoError(
      'USAGE',
      `The command lasts ${fixed((current.length * interval) / 1000, 0)} s; at most ${fixed((mostBins * binLength) / 1000, 0)} s can be simulated. Shorten it.`,
    )
  }
  return {
    bin: interval / repeats,
    current: Float64Array.from(
      { length: current.length * repeats },
      (_, k) => current[Math.floor(k / repeats)],
    ),
  }
}
function notesOf(
  current: Float64Array,
  { holding, amplitudes }: Pick<CellProtocol, 'holding' | 'amplitudes'>,
  cappedShare: number,
): string[] {
  const notes: string[] = []
  const levels = [holding, ...amplitudes.map((a) => holding + a)]
  const [low, high] = [Math.min(...levels), Math.max(...levels)]
  const lowest = current.reduce((a, b) => Math.min(a, b))
  const highest = current.reduce((a, b) => Math.max(a, b))
  // A hundredth of the range allows for rounding.
  const slack = 0.01 * (high - low)
  const range = `${fixed(low, 0)} to ${fixed(high, 0)} pA`
  if (highest > high + slack)
    notes.push(
      `The command extends up to ${fixed(highest, 0)} pA; the cell was fitted on ${range}. Beyond that the prediction is an extrapolation.`,
    )
  if (lowest < low - slack)
    notes.push(
      `The command extends down to ${fixed(lowest, 0)} pA; the cell was fitted on ${range}. Beyond that the prediction is an extrapolation.`,
    )
  if (cappedShare > 0.05)
    notes.push(
      `In ${percent(cappedShare)} of the simulations the hazard reaches its cap of e⁵/ms: firing is then limited by the refractory time only.`,
    )
  return notes
}

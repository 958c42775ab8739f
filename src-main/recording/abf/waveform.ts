import type { AbfEpoch, AbfOutput } from './header.ts'

/** Clampex holds for 1/64 of a sweep before the first epoch. */
const leadShare = 64

const off = 0
/** Supported epoch kinds. */
const drawn: Record<number, Shape> = { 1: step, 2: ramp, 3: pulses, 4: triangles, 5: cosine, 7: biphasic }

/** Writes an epoch from its first sample. @param before level of the preceding epoch */
type Shape = (into: Float64Array, level: number, before: number, epoch: AbfEpoch) => void

/** Unsupported epoch kinds of an output. */
export function unknownKinds({ epochs }: AbfOutput): number[] {
  return [...new Set(epochs.map(({ kind }) => kind))].filter((kind) => kind !== off && !(kind in drawn))
}

/**
 * Computes the waveform of an output in a sweep, in its own unit, from its epoch table: 1/64 of the sweep at the
 * preceding level, the epochs, then the holding level or the last epoch's. Conventions as in pyABF.
 * @param sweep from 0
 * @param points samples in the sweep
 */
export function epochWaveform(output: AbfOutput, sweep: number, points: number): Float64Array {
  const { holding, keepsLastLevel } = output
  const epochs = output.epochs.filter(({ kind }) => kind !== off)
  const levelIn = (epoch: AbfEpoch, k: number): number => epoch.level + epoch.levelStep * k
  const last = epochs[epochs.length - 1]
  const stays = keepsLastLevel && last !== undefined
  const samples = new Float64Array(points)
  let before = stays && sweep > 0 ? levelIn(last, sweep - 1) : holding
  let at = Math.floor(points / leadShare)
  samples.fill(before, 0, at)
  for (const epoch of epochs) {
    const end = Math.min(points, at + Math.max(0, epoch.duration + epoch.durationStep * sweep))
    const level = levelIn(epoch, sweep)
    drawn[epoch.kind]?.(samples.subarray(at, end), level, before, epoch)
    before = level
    at = end
  }
  samples.fill(stays ? levelIn(last, sweep) : holding, at)
  return samples
}

function step(into: Float64Array, level: number): void {
  into.fill(level)
}

function ramp(into: Float64Array, level: number, before: number): void {
  const steps = Math.max(1, into.length - 1)
  for (let i = 0; i < into.length; i++) into[i] = before + ((level - before) * i) / steps
}

function pulses(into: Float64Array, level: number, before: number, { period, width }: AbfEpoch): void {
  into.fill(before)
  for (const start of trainStarts(into.length, period)) into.fill(level, start, start + width)
}

function triangles(into: Float64Array, level: number, before: number, { period, width }: AbfEpoch): void {
  into.fill(before)
  for (const start of trainStarts(into.length, period)) {
    ramp(into.subarray(start, start + width), level, before)
    ramp(into.subarray(start + width, start + period), before, level)
  }
}

/** As many whole periods as fit, spread over the epoch. */
function cosine(into: Float64Array, level: number, before: number, { period }: AbfEpoch): void {
  const cycles = wholePeriods(into.length, period)
  const steps = Math.max(1, into.length - 1)
  for (let i = 0; i < into.length; i++) {
    into[i] = before + ((level - before) / 2) * (1 - Math.cos((2 * Math.PI * cycles * i) / steps))
  }
}

function biphasic(into: Float64Array, level: number, before: number, { period, width }: AbfEpoch): void {
  into.fill(before)
  for (const start of trainStarts(into.length, period)) {
    const middle = Math.floor(start + width / 2)
    into.fill(level, start, middle)
    into.fill(2 * before - level, middle, start + width)
  }
}

/** Start samples of the whole periods in a train. */
function* trainStarts(length: number, period: number): Generator<number> {
  for (let k = 0; k < wholePeriods(length, period); k++) yield k * period
}

function wholePeriods(length: number, period: number): number {
  return period > 0 ? Math.floor(length / period) : 0
}

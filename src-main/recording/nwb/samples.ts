import { frequency } from '../../contract/quantities.ts'
import type { Doubt } from '../../contract/recordings.ts'
import type { Hdf5File } from '../hdf5/hdf5-file.ts'
import { quote } from '../table/problems.ts'
import type { Series } from './series.ts'

/** Values read at once, unless a chunk is larger. */
const blockValues = 2 ** 18
/** Tolerated deviation of listed times from even sampling, in steps. */
const unevenness = 0.25
/** Maximum factor by which filling gaps may lengthen a series. */
const mostStretch = 4

/**
 * The samples of a series, one array per column, in `factor` times its unit. Non-numeric values become NaN.
 * @param beat called between blocks
 */
export function readSeries(file: Hdf5File, series: Series, factor: number, beat: () => void): Float64Array[] {
  const { samples, columns, conversion, offset } = series
  const found = Array.from({ length: columns }, () => new Float64Array(samples))
  for (const { from, values } of blocks(file, `${series.path}/data`, series, beat)) {
    for (let i = 0; i < values.length; i++) {
      const value = (values[i] * conversion + offset) * factor
      found[i % columns][from + Math.floor(i / columns)] = Number.isFinite(value) ? value : Number.NaN
    }
  }
  return found
}

/** Listed times mapped to even sampling, with the sample positions. */
export interface Clock {
  /** ms. */
  samplingInterval: number
  /** Positions of the samples; null if they fill all positions in order. */
  places: Uint32Array | null
  /** Total number of positions. */
  points: number
}

/**
 * Fits even sampling to the listed times of a series; gaps become missing samples.
 * @returns the reason where the times are uneven
 */
export function readClock(file: Hdf5File, series: Series, beat: () => void): Clock | string {
  const path = `${series.path}/timestamps`
  const { size, numbers, chunkRows, chunkBytes, unknownFilters } = file.shape(path)
  const n = series.samples
  if (size.length !== 1 || size[0] !== n || !numbers)
    return `it has ${n} samples and ${size.join(' × ')} times`
  if (unknownFilters.length > 0 || chunkBytes > 2 ** 28)
    return 'its times are stored in a way that is not supported'
  if (n < 2) return 'it has one sample'
  const times = new Float64Array(n)
  for (const { from, values } of blocks(file, path, { samples: n, columns: 1, chunkRows }, beat))
    times.set(values, from)

  const even = (times[n - 1] - times[0]) / (n - 1)
  for (const [step, gaps] of [
    [even, false],
    [usualStep(times), true],
  ] as const) {
    if (!(step > 0) || !Number.isFinite(step)) return 'its times do not increase'
    const places = placesOf(times, step)
    if (!places) continue
    const points = places[n - 1] + 1
    if (points > mostStretch * n + 1000) return 'most of its duration was not recorded'
    return { samplingInterval: Number((1000 * step).toPrecision(7)), places: gaps ? places : null, points }
  }
  return 'its times are uneven'
}

/** Relative tolerance between the stated rate and that of the times. */
const sameRate = 0.01

/** Doubt about listed times that disagree with the stated rate; the stated rate is used. */
export function timesApart(file: Hdf5File, series: Series, beat: () => void): Doubt | null {
  const { samplingInterval: interval, path, name } = series
  if (interval === null || file.kind(`${path}/timestamps`) !== 'dataset') return null
  const clock = readClock(file, series, beat)
  const rate = 1000 / interval
  const says = `${quote(name)} gives a rate of ${frequency(rate)}, which was used,`
  if (typeof clock === 'string') {
    const text = `${says} and also has times, which are not used: ${clock}.`
    return { code: 'RATE_CONTRADICTED', about: 'columns', text }
  }
  const listed = 1000 / clock.samplingInterval
  if (clock.places === null && Math.abs(listed / rate - 1) <= sameRate) return null
  const gaps = clock.places === null ? '' : ' with gaps'
  return {
    code: 'RATE_CONTRADICTED',
    about: 'rate',
    text: `${says} and times at ${frequency(listed)}${gaps}. What is the sampling rate?`,
    answers: [rate, listed].map((one, k) => ({
      label: frequency(one),
      because: k === 0 ? 'the rate of the series' : 'its times',
      choice: { rate: Number(one.toPrecision(9)) },
    })),
  }
}

/** A column at its sampling positions; gaps are NaN. */
export function onClock(samples: Float64Array, { places, points }: Clock): Float64Array {
  if (!places) return samples
  const spread = new Float64Array(points).fill(Number.NaN)
  for (let i = 0; i < samples.length; i++) spread[places[i]] = samples[i]
  return spread
}

/** Rows of a dataset in blocks aligned with its chunks where possible. */
function* blocks(
  file: Hdf5File,
  path: string,
  { samples, columns, chunkRows }: { samples: number; columns: number; chunkRows: number },
  beat: () => void,
): Generator<{ from: number; values: Float64Array }> {
  const wanted = Math.max(1, Math.floor(blockValues / columns))
  const rows = Math.max(1, chunkRows) * Math.max(1, Math.floor(wanted / Math.max(1, chunkRows)))
  for (let from = 0; from < samples; from += rows) {
    yield { from, values: file.rows(path, from, Math.min(rows, samples - from)) }
    beat()
  }
}

/** Null where a sample lies between two positions, or times do not rise. */
function placesOf(times: Float64Array, step: number): Uint32Array | null {
  const places = new Uint32Array(times.length)
  for (let i = 0; i < times.length; i++) {
    const at = (times[i] - times[0]) / step
    const place = Math.round(at)
    if (!(Math.abs(at - place) <= unevenness) || place > 2 ** 32 - 2 || (i > 0 && place <= places[i - 1]))
      return null
    places[i] = place
  }
  return places
}

/** Median of several thousand steps. */
function usualStep(times: Float64Array): number {
  const stride = Math.max(1, Math.floor(times.length / 5000))
  const steps: number[] = []
  for (let i = 1; i < times.length; i += stride) steps.push(times[i] - times[i - 1])
  return steps.sort((a, b) => a - b)[steps.length >> 1]
}

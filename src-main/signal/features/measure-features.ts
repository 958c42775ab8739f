import { NagumoError } from '../../contract/errors.ts'
import type { Feature, TraceFeatures } from '../../contract/features.ts'
import type { Conditioning, Window } from '../../contract/recordings.ts'
import { millivolts } from '../../contract/units.ts'
import { condition } from '../conditioning/condition.ts'
import { cut, indexOf, type ObservationSource } from '../sweep.ts'
import type { Definition } from './definitions/definition.ts'
import { definitions } from './definitions/definitions.ts'
import { findPeaks } from './find-peaks.ts'
import { finiteRuns, interpolate } from './grid.ts'
import { meanSpike } from './mean-spike.ts'
import { firstAt } from './peaks.ts'
import { slopes } from './slope.ts'
import { spikeShapes } from './spike-shape.ts'
import { levels } from './subthreshold.ts'
import { mean, peakTimes, standardDeviation, type TraceMeasures } from './trace-measures.ts'
import { unmeasured } from './unmeasured.ts'

/** Fewest samples that are measured: a derivative takes three. */
const fewest = 3

/**
 * Spike and subthreshold features of a stretch of a recording by eFEL's definitions (eFEL 5.7, its default settings).
 * Voltages are in mV, or in model units where the recording is; missing samples (NaN) are in none of them.
 * @param options conditioning: done to the whole sweep first; window: the whole sweep where left out; stimulus: when current was injected, where that is known.
 *   Both in ms on the recording's clock.
 * @throws NagumoError WINDOW_INVALID, CONDITIONING_INVALID
 */
export function measureFeatures(
  source: ObservationSource,
  options: {
    conditioning?: Conditioning | undefined
    window?: Window | undefined
    stimulus?: Window | null | undefined
  } = {},
): TraceFeatures {
  if (source.times) return unmeasured(source, source.times, options)
  const { samples: conditioned, texts } = condition(source, options.conditioning ?? [])
  const stretch = stretchOf({ ...source, samples: conditioned }, options.window)
  const { samples, samplingInterval, start } = stretch
  const stimulus = options.stimulus ? stimulusWithin(options.stimulus, stretch) : null
  const grid = interpolate(samples, samplingInterval, start)
  const runs = finiteRuns(grid.v, fewest)
  const slope = slopes(grid, runs)
  const found = findPeaks(stretch, grid, runs)
  const inMillivolts = stretch.voltageUnit !== 'none'
  const begin = Math.max(stimulus?.from ?? start, start)
  const stimulusBegin = firstAt(grid.t, begin, [0, grid.t.length])
  const spikes = runs.map((run, k) =>
    spikeShapes(grid, slope, run, found.peaks[k], stimulusBegin, {
      minimum: inMillivolts ? 'first' : 'lowest',
      hasOnset: inMillivolts,
    }),
  )
  const end = stimulus?.to ?? grid.t[grid.t.length - 1]
  const measures: TraceMeasures = { grid, runs, spikes, stimulus, begin, end, levels: levels(grid, stimulus) }
  return {
    window: { from: start, to: start + samples.length * samplingInterval },
    stimulus,
    voltageUnit: inMillivolts ? 'mV' : null,
    rule: found.rule,
    ruleText: found.ruleText,
    level: found.level,
    peaks: peakTimes(measures),
    features: definitions.map((definition) => featureOf(definition, measures, inMillivolts)),
    notes: [
      ...texts.map((text) => `Measured after this was done to the sweep: ${text}`),
      ...found.notes,
      ...missingNotes(samples, spikes),
      ...stimulusNotes(options.stimulus, stimulus, start),
    ],
    meanSpike: meanSpike(grid, runs, spikes),
  }
}

function featureOf(definition: Definition, measures: TraceMeasures, inMillivolts: boolean): Feature {
  const { name, label, group, efel, meaning, why } = definition
  const common = { name, label, group, efel, meaning, unit: unitOf(definition, inMillivolts) }
  const none = { ...common, value: null, sd: null, values: [] }
  if (definition.onlyMillivolts && !inMillivolts) {
    return { ...none, note: 'It takes dV/dt in mV/ms, and the trace is in model units.' }
  }
  if (definition.onlyStimulus && !measures.stimulus) {
    return { ...none, note: 'The time of a stimulus is not given.' }
  }
  const found = definition.measure(measures)
  if (found === null) return { ...none, note: `${why}.` }
  if (!Array.isArray(found)) return { ...common, value: found, sd: null, values: [], note: null }
  const values = found.filter((value) => value !== null)
  if (values.length === 0) {
    return { ...none, note: `${measures.spikes.flat().length === 0 ? 'There is no spike' : why}.` }
  }
  const note = values.length < found.length ? leftOut(found.length - values.length, found.length, why) : null
  return { ...common, value: mean(values), sd: standardDeviation(values), values, note }
}

function leftOut(count: number, of: number, why: string): string {
  return `${count} of ${of} spikes ${count === 1 ? 'is' : 'are'} left out: ${why[0].toLowerCase()}${why.slice(1)}.`
}

function unitOf({ unit }: Definition, inMillivolts: boolean): string | null {
  if (unit === 'voltage') return inMillivolts ? 'mV' : null
  if (unit === 'slope') return inMillivolts ? 'mV/ms' : '1/ms'
  return unit
}

/** The samples in the window, in mV where they have a unit. */
function stretchOf(source: ObservationSource, window: Window | undefined): ObservationSource {
  const { voltageUnit, samplingInterval, start } = source
  if (window && !(window.from < window.to && Number.isFinite(window.to - window.from))) {
    throw new NagumoError(
      'WINDOW_INVALID',
      `A window needs a start before its end; found ${window.from} to ${window.to} ms. Choose another one.`,
    )
  }
  const part = window ? cut(source, window) : source.samples
  if (part.length < fewest) {
    const { samples } = source
    throw new NagumoError(
      'WINDOW_INVALID',
      `Features take ${fewest} samples at least; the window has ${part.length}. The recording goes from ${start} to ${start + samples.length * samplingInterval} ms.`,
    )
  }
  const first = window ? indexOf(window.from, source) : 0
  const factor = voltageUnit === 'none' ? 1 : millivolts[voltageUnit]
  return {
    samples: factor === 1 ? part : part.map((v) => v * factor),
    samplingInterval,
    start: start + first * samplingInterval,
    voltageUnit: voltageUnit === 'none' ? 'none' : 'mV',
  }
}

/**
 * A stimulus that overlaps the stretch; one elsewhere in the sweep says nothing about it.
 * @throws NagumoError WINDOW_INVALID where it does not begin before it ends
 */
function stimulusWithin(
  stimulus: Window,
  { samples, samplingInterval, start }: ObservationSource,
): Window | null {
  const { from, to } = stimulus
  if (!(from < to && Number.isFinite(to - from))) {
    throw new NagumoError(
      'WINDOW_INVALID',
      `A stimulus needs a start before its end; found ${from} to ${to} ms. Give other times, or none.`,
    )
  }
  return from < start + samples.length * samplingInterval && to > start ? { from, to } : null
}

function missingNotes(samples: Float64Array, spikes: readonly unknown[][]): string[] {
  const missing = samples.reduce((count, v) => count + (Number.isFinite(v) ? 0 : 1), 0)
  if (missing === 0) return []
  const withSpikes = spikes.filter((run) => run.length > 0).length
  const across = Math.max(0, withSpikes - 1)
  const intervals =
    across === 0
      ? ''
      : ` ${across} interspike ${across === 1 ? 'interval' : 'intervals'} across them left out.`
  return [
    `${missing} of ${samples.length} samples are missing; spikes cut by them are not counted, and the rate is over the recorded time.${intervals}`,
  ]
}

function stimulusNotes(given: Window | null | undefined, stimulus: Window | null, start: number): string[] {
  if (given && !stimulus) {
    return [
      `The stimulus from ${given.from} to ${given.to} ms is not in this stretch, which is measured without it.`,
    ]
  }
  if (!stimulus || stimulus.from >= start) return []
  return ['The stimulus began before this stretch: latency and rate count from where the stretch begins.']
}

import type { Conditioning } from '../../contract/conditioning.ts'
import { NagumoError } from '../../contract/errors.ts'
import type { Feature, TraceFeatures } from '../../contract/features.ts'
import type { Window } from '../../contract/recordings.ts'
import { millivolts } from '../../contract/units.ts'
import { conditionCleaned } from '../artefacts/condition-cleaned.ts'
import { describeArtefacts } from '../artefacts/describe.ts'
import { cut, indexOf, type ObservationSource } from '../sweep.ts'
import type { Definition } from './definitions/definition.ts'
import { definitions } from './definitions/definitions.ts'
import { findPeaks } from './find-peaks.ts'
import { finiteRuns, interpolate, nanosecond } from './grid.ts'
import { heldPoints } from './held-points.ts'
import { meanSpike } from './mean-spike.ts'
import { artefactNotes, edgeNotes, missingNotes, stimulusNotes } from './notes.ts'
import { firstAt } from './peaks.ts'
import { slopes } from './slope.ts'
import { spikeShapes } from './spike-shape.ts'
import { levels } from './subthreshold.ts'
import { mean, peakTimes, standardDeviation, type TraceMeasures } from './trace-measures.ts'
import { unmeasured } from './unmeasured.ts'

/** Fewest samples: a derivative takes three. */
const fewest = 3

interface FeatureOptions {
  conditioning?: Conditioning | undefined
  window?: Window | undefined
  stimulus?: Window | null | undefined
}

/**
 * Spike and subthreshold features of a stretch of a recording by eFEL's definitions (eFEL 5.7, default settings); where
 * those are wrong, docs/features.md gives the replacement. Voltages are in mV, or in model units where the recording
 * is; missing samples (NaN) and artefacts are excluded.
 * @param options conditioning: applied to the whole sweep first; window: the whole sweep where left out; stimulus: when
 *   current was injected, where known. Both in ms on the recording's clock.
 * @throws NagumoError WINDOW_INVALID, CONDITIONING_INVALID
 */
export function measureFeatures(source: ObservationSource, options: FeatureOptions = {}): TraceFeatures {
  if (source.times) return unmeasured(source, source.times, options)
  const { forSpikes, texts, artefacts } = conditionCleaned(source, options.conditioning ?? [])
  const { stretch, first } = stretchOf({ ...source, samples: forSpikes }, options.window)
  const { samples, samplingInterval, start } = stretch
  const window = { from: start, to: start + samples.length * samplingInterval }
  const stimulus = options.stimulus ? stimulusWithin(options.stimulus, stretch) : null
  // Times from the beginning of the stretch: results do not depend on the clock's zero.
  const own = { ...stretch, start: 0 }
  const given = stimulus && { from: nanosecond(stimulus.from - start), to: nanosecond(stimulus.to - start) }
  const grid = interpolate(samples, samplingInterval, 0)
  const runs = finiteRuns(grid.v, fewest)
  const slope = slopes(grid, runs)
  const found = findPeaks(own, grid, runs)
  const inMillivolts = stretch.voltageUnit !== 'none'
  const begin = Math.max(given?.from ?? 0, 0)
  const stimulusBegin = firstAt(grid.t, begin, [0, grid.t.length])
  const isHeld = heldPoints(artefacts, { grid, samplingInterval, first })
  const spikes = runs.map((run, k) =>
    spikeShapes(grid, slope, run, found.peaks[k], stimulusBegin, {
      minimum: inMillivolts ? 'first' : 'lowest',
      level: found.level ?? Number.POSITIVE_INFINITY,
      isHeld,
      hasOnset: inMillivolts,
    }),
  )
  const end = given?.to ?? grid.t[grid.t.length - 1]
  const measures: TraceMeasures = {
    grid,
    runs,
    spikes,
    stimulus: given,
    begin,
    end,
    levels: levels(grid, given),
  }
  return {
    window,
    stimulus,
    voltageUnit: inMillivolts ? 'mV' : null,
    rule: found.rule,
    ruleText: found.ruleText,
    level: found.level,
    peaks: peakTimes(measures).map((t) => t + start),
    features: definitions.map((definition) => featureOf(definition, measures, inMillivolts)),
    notes: [
      ...texts.map((text) => `Measured after conditioning the sweep: ${text}`),
      ...artefactNotes(describeArtefacts(artefacts, source, options.window), spikes.flat()),
      ...found.notes,
      ...missingNotes(samples, spikes),
      ...stimulusNotes(options.stimulus, stimulus, start),
      ...edgeNotes(measures),
    ],
    meanSpike: meanSpike(grid, runs, spikes),
  }
}

function featureOf(definition: Definition, measures: TraceMeasures, inMillivolts: boolean): Feature {
  const { name, label, group, efel, meaning, why } = definition
  const common = { name, label, group, efel, meaning, unit: unitOf(definition, inMillivolts) }
  const none = { ...common, value: null, sd: null, values: [] }
  if (definition.onlyMillivolts && !inMillivolts) {
    return { ...none, note: 'Needs dV/dt in mV/ms, while the trace is in model units.' }
  }
  if (definition.onlyStimulus && !measures.stimulus) {
    return { ...none, note: 'No stimulus times are given.' }
  }
  const found = definition.measure(measures)
  const whyNot = typeof why === 'string' ? why : why(measures)
  if (found === null) return { ...none, note: `${whyNot}.` }
  if (!Array.isArray(found)) return { ...common, value: found, sd: null, values: [], note: null }
  const values = found.filter((value) => value !== null)
  if (values.length === 0) {
    return { ...none, note: `${measures.spikes.flat().length === 0 ? 'There is no spike' : whyNot}.` }
  }
  const note =
    values.length < found.length ? leftOut(found.length - values.length, found.length, whyNot) : null
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

/** The samples in the window, in mV where they have a unit, and the index of the first. */
function stretchOf(
  source: ObservationSource,
  window: Window | undefined,
): { stretch: ObservationSource; first: number } {
  const { voltageUnit, samplingInterval, start } = source
  if (window && !(window.from < window.to && Number.isFinite(window.to - window.from))) {
    throw new NagumoError(
      'WINDOW_INVALID',
      `A window needs a start before its end; found ${window.from} to ${window.to} ms. Choose another window.`,
    )
  }
  const part = window ? cut(source, window) : source.samples
  if (part.length < fewest) {
    const { samples } = source
    throw new NagumoError(
      'WINDOW_INVALID',
      `Features need at least ${fewest} samples; the window has ${part.length}. The recording extends from ${start} to ${start + samples.length * samplingInterval} ms.`,
    )
  }
  const first = window ? indexOf(window.from, source) : 0
  const factor = voltageUnit === 'none' ? 1 : millivolts[voltageUnit]
  const stretch: ObservationSource = {
    samples: factor === 1 ? part : part.map((v) => v * factor),
    samplingInterval,
    start: start + first * samplingInterval,
    voltageUnit: voltageUnit === 'none' ? 'none' : 'mV',
  }
  return { stretch, first }
}

/**
 * The stimulus where it overlaps the stretch; one elsewhere in the sweep is irrelevant.
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
      `A stimulus needs a start before its end; found ${from} to ${to} ms. Enter other times, or none.`,
    )
  }
  return from < start + samples.length * samplingInterval && to > start ? { from, to } : null
}

import type { CycleEvidence } from '../../../contract/cycles.ts'
import { traceData } from '../../../contract/data.ts'
import { NagumoError } from '../../../contract/errors.ts'
import { toSamples } from '../../../contract/missing.ts'
import { fixed } from '../../../contract/numbers.ts'
import type { Window } from '../../../contract/recordings.ts'
import type { Reason } from '../../../contract/reports.ts'
import { millivolts } from '../../../contract/units.ts'
import { conditionCleaned } from '../../../signal/artefacts/condition-cleaned.ts'
import { proposeConditioning } from '../../../signal/conditioning/propose.ts'
import { cycleDataSize, writeCycleData } from '../../../signal/mean-cycle/cycle-data.ts'
import { type MeanCycle, readMeanCycle } from '../../../signal/mean-cycle/read-mean-cycle.ts'
import type { CycleMean } from '../../../signal/mean-cycle/scatter.ts'
import { median } from '../../../signal/robust.ts'
import { cut, indexOf, type ObservationSource } from '../../../signal/sweep.ts'
import type { Observation, SweepOptions } from '../../observation.ts'
import { artefactNotes } from '../sweep/artefact-notes.ts'
import { checkWindow, wholeOf } from '../sweep/window.ts'

/** Maximum number of samples drawn of a refused stretch. */
const mostDrawn = 4000

/**
 * The mean cycle of a window of a sweep (the whole sweep where none is chosen), from the recording's own samples; or
 * the stretch itself, with the reason why it has no mean cycle.
 * @throws NagumoError WINDOW_INVALID, CONDITIONING_INVALID
 */
export function prepareCycle(recorded: ObservationSource, options: SweepOptions): Observation {
  const { conditioning = [] } = options
  // Clipping is judged with the cycles.
  const { forSpikes: samples, texts, artefacts } = conditionCleaned(recorded, conditioning)
  const source = { ...recorded, samples }
  const whole = wholeOf(samples, source)
  if (options.window) checkWindow(options.window, whole, source)
  const window = options.window ?? whole
  const { voltageUnit, samplingInterval } = source
  const stretch = cut(source, window)
  const start = source.start + indexOf(window.from, source) * samplingInterval
  const gain = voltageUnit === 'none' ? 1 : 1 / millivolts[voltageUnit]
  const artefactsSaid = artefactNotes({ ...artefacts, rails: [] }, recorded, window)
  const common = {
    notes: artefactsSaid,
    window,
    needed: 0,
    // The model is in mV: V = gain · mV.
    rescaling: { offset: 0, gain, timeScale: 1 },
    rescalingParameters: 0,
    untouched: conditioning.length === 0,
    conditioned: texts,
    proposals: proposeConditioning(source, window, conditioning),
    ownSamples: null,
  }
  const refuse = (reason: Reason): Observation => {
    const every = Math.max(1, Math.ceil(stretch.length / mostDrawn))
    const kept = farthestOf(stretch, every)
    return {
      ...common,
      steps: [`No mean cycle was computed: ${reason.text}`],
      refusal: reason,
      t: Array.from(kept, (_, i) => start + i * every * samplingInterval),
      d: toSamples(kept.map((v) => v / gain)),
      data: {
        ...traceData,
        value: { ...traceData.value, symbol: 'V', unit: voltageUnit === 'none' ? 'model units' : 'mV' },
      },
    }
  }
  if (voltageUnit === 'none') return refuse(inModelUnits)
  if (stretch.length < 2) {
    throw new NagumoError(
      'WINDOW_INVALID',
      'The window contains no samples. Choose a longer one, inside the recording.',
    )
  }
  const found = readMeanCycle({ samples: stretch.map((v) => v / gain), samplingInterval, start })
  if (found.kind === 'refused') {
    const { check, text, number } = found
    return refuse({ check, level: 'unreliable', cause: 'recording', text, number })
  }
  const { cycle } = found
  const data = dataOf(cycle, cycle.whole)
  return {
    ...common,
    steps: stepsOf(cycle, window),
    t: Array.from(data, (_, i) => i + 1),
    d: toSamples(data),
    data: {
      axis: { name: 'component of the mean cycle', unit: null },
      value: { name: 'membrane potential at the nodes', symbol: 'V', unit: 'mV' },
    },
    cycles: evidenceOf(cycle),
    notes: [
      ...artefactsSaid,
      ...cycle.doubts
        // Reported by the check of the estimate itself.
        .filter(({ check }) => check !== 'variation')
        .map((doubt) => ({ ...doubt, cause: 'recording' as const })),
    ],
  }
}

/** Of every `every` samples the one farthest from the median potential, so that no spike is lost. */
function farthestOf(samples: Float64Array, every: number): Float64Array {
  const usual = median(samples)
  return Float64Array.from({ length: Math.ceil(samples.length / every) }, (_, k) =>
    samples
      .subarray(k * every, (k + 1) * every)
      .reduce((a, b) => (Math.abs(b - usual) > Math.abs(a - usual) || Number.isNaN(a) ? b : a)),
  )
}

const inModelUnits: Reason = {
  check: 'modelUnits',
  level: 'unreliable',
  cause: 'recording',
  text: 'A spike cycle is compared in millivolts, and this recording is in model units. Set its voltage unit on the Recordings screen, or use a FitzHugh–Nagumo model.',
  number: 'expected V, mV or µV; found model units',
}

function dataOf({ design }: MeanCycle, mean: CycleMean): Float64Array {
  const data = new Float64Array(cycleDataSize)
  writeCycleData(design, mean, data, 0)
  return data
}

function evidenceOf(cycle: MeanCycle): CycleEvidence {
  const { recorded, shape, slopes, halves, steadiness } = cycle
  return {
    recorded,
    shape,
    phase: { v: slopes.v, slope: slopes.slope },
    halves: halves && [toSamples(dataOf(cycle, halves[0])), toSamples(dataOf(cycle, halves[1]))],
    cv: steadiness.cv,
  }
}

function stepsOf({ design, whole, recorded, shape }: MeanCycle, { from, to }: Window): string[] {
  const n = recorded.intervals.length
  return [
    `From ${fixed(from, 0)} to ${fixed(to, 0)} ms, ${n} cycles from one spike to the next were aligned where the potential rises through ${fixed(design.level, 1)} mV; they count as ${fixed(whole.effective, 1)} independent ones.`,
    ...(recorded.leftOut.length > 0 ? [`Left out: ${recorded.leftOut.join('; ')}.`] : []),
    `The mean cycle: ${fixed(Math.exp(whole.mean[0]), 1)} ms from spike to spike, spikes ${fixed(shape.width, 2)} ms wide, peak ${fixed(shape.peak, 1)} mV, trough ${fixed(shape.trough, 1)} mV. It is sampled at the recording’s own rate, without rescaling time around the spikes.`,
  ]
}

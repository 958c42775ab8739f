import type { Estimator } from '../../src-main/inference/estimate/estimator.ts'
import { composeForward } from '../../src-main/model/composition/forward.ts'
import { traceAtPriorMean } from '../../src-main/model/composition/trace-at-mean.ts'
import { prepareSweep } from '../../src-main/model/observable/sweep/prepare-sweep.ts'
import type { Random } from '../../src-main/model/random.ts'
import { thetasOf } from '../../src-main/model/simulate/simulate.ts'
import { createRowSolver } from '../../src-main/model/simulate/simulator.ts'
import { findSpikes } from '../../src-main/recording/index.ts'
import type { ObservationSource } from '../../src-main/signal/sweep.ts'

export type Scale = { offset: number; gain: number; timeScale: number }

/** The recording in mV: V = −25 mV + 24 mV · u; 1 ms of model time is 1.3 ms. */
const usualScale: Scale = { offset: -25, gain: 24, timeScale: 1.3 }
/** Grid points before and after the window, for the resampling filter. */
const margin = 20
/** Minimum refinement of the solver's step relative to the prior's own. */
const finer = 2

export type RecordingAtRate = ObservationSource & {
  /** ms before the window. */
  lead: number
}

/** Additional components of a recording. */
export interface Made {
  scale?: Scale
  /** Adds the noise, in model units, to the recording’s own samples; the prior's noise if omitted. */
  addNoise?: (samples: Float64Array) => void
  /** mV/s. */
  drift?: number
  /** Hz, mV. */
  hum?: { frequency: number; amplitude: number }
}

/**
 * A recording by the float64 solver, with noise generated at the recording's own rate.
 * @param values of the prior's parameters @param ratio samples per grid point
 */
export function record(
  { prior }: Estimator,
  values: Float64Array,
  ratio: number,
  random: Random,
  { scale = usualScale, addNoise, drift = 0, hum = { frequency: 0, amplitude: 0 } }: Made = {},
): RecordingAtRate {
  const { grid, observable } = prior
  const before = observable.estimatesScales ? Math.ceil(margin * ratio) : 0
  const points = Math.ceil((grid.points + (before > 0 ? margin : 0)) * ratio) + before + 1
  const substeps = Math.max(1, Math.ceil((finer * grid.substeps) / ratio))
  const forward = composeForward({ ...prior.forward, grid: { dt: grid.dt / ratio, points, substeps } })
  const samples = new Float64Array(points)
  createRowSolver(forward)(thetasOf(prior, values, 1), 0, samples)
  const noise = prior.noise(values, 0)
  if (addNoise) addNoise(samples)
  else {
    // Noise defined at the compared samples uses the recording's own samples.
    const own = prior.noiseModel.ofComparedSamples ? noise : noise.atStep(1 / ratio)
    own.add(samples, 0, points, random)
  }
  if (!observable.estimatesScales) {
    return { samples, samplingInterval: grid.dt / ratio, start: 0, voltageUnit: 'none', lead: 0 }
  }
  const samplingInterval = (grid.dt * scale.timeScale) / ratio
  return {
    samples: samples.map((v, i) => {
      const seconds = (i * samplingInterval) / 1000
      const added = drift * seconds + hum.amplitude * Math.sin(2 * Math.PI * hum.frequency * seconds)
      return scale.offset + scale.gain * v + added
    }),
    samplingInterval,
    start: 0,
    voltageUnit: 'mV',
    lead: before * samplingInterval,
  }
}

/** The observation as prepared by the program, as in jobs/estimate-trace.ts. */
export function jobOf({ prior }: Estimator, source: RecordingAtRate, scale = usualScale) {
  const inUnits = source.voltageUnit !== 'none'
  const length = prior.grid.dt * prior.grid.points * (inUnits ? scale.timeScale : 1)
  const window = { from: source.lead, to: source.lead + length }
  const observation = prepareSweep(
    source,
    { grid: prior.grid, unit: 'model units', mean: () => traceAtPriorMean(prior), start: () => '' },
    inUnits ? { window, rescaling: scale } : { window },
  )
  const spikes = findSpikes(source.samples, source, { unchanging: true }).times
  return {
    trace: observation.d,
    ...(observation.ownSamples && { ownSamples: observation.ownSamples }),
    scale: { ...observation.rescaling, start: observation.window.from },
    voltageUnit: inUnits ? 'mV' : null,
    recordedSpikes: observation.untouched
      ? null
      : spikes.filter((t) => t >= observation.window.from && t <= observation.window.to),
    rescalingParameters: observation.rescalingParameters,
  }
}

import type { EstimateJob } from '../../../src-main/contract/compute.ts'
import type { PriorFile } from '../../../src-main/contract/priors.ts'
import { addNoise } from '../../../src-main/model/noise/ar1/ar1-noise.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { findSpikes, prepareObservation, readRecording } from '../../../src-main/recording/index.ts'
import type { ObservationSource } from '../../../src-main/signal/sweep.ts'
import { hodgkinHuxley, izhikevich, morrisLecar, type OtherNeuron } from './other-neurons.ts'

/** Inputs of an estimate, except model and seed. */
export type TraceJob = Pick<EstimateJob, 'trace'> & Partial<EstimateJob>

/** Traces not from a FitzHugh–Nagumo neuron; each verdict on them must be unreliable. */
export interface Stranger {
  name: string
  /** @param k varies noise and frequencies */
  make: (k: number, prior: PriorFile) => TraceJob
}

export const strangers: readonly Stranger[] = [
  { name: 'white noise', make: (k, { grid }) => ({ trace: noise(grid.points, 0.5, 0, k) }) },
  { name: 'AR(1) noise', make: (k, { grid }) => ({ trace: noise(grid.points, 0.35, 0.8, k) }) },
  { name: 'strong AR(1) noise', make: (k, { grid }) => ({ trace: noise(grid.points, 1.2, 0.9, k) }) },
  { name: 'slow AR(1) noise', make: (k, { grid }) => ({ trace: noise(grid.points, 1.5, 0.97, k) }) },
  {
    name: 'AR(2) noise of the model’s rhythm',
    make: (k, { grid }) => ({ trace: rhythmicNoise(grid.points, k) }),
  },
  {
    name: 'a sine with noise',
    make: (k, { grid }) => ({ trace: sine(noise(grid.points, 0.35, 0.8, k), grid.dt, 9 + 3 * random01(k)) }),
  },
  {
    name: 'a sine with little noise',
    make: (k, { grid }) => ({ trace: sine(noise(grid.points, 0.05, 0.5, k), grid.dt, 9 + 3 * random01(k)) }),
  },
  ...[0.5, 2, 8].flatMap((sd) => [
    neuron('Hodgkin–Huxley', sd, (k) => hodgkinHuxley(8 + 20 * random01(k), 10_000)),
    neuron('Morris–Lecar', sd, (k) => morrisLecar(95 + 40 * random01(k), 40_000)),
    neuron('Izhikevich', sd, (k) => izhikevich(8 + 8 * random01(k), 20_000)),
  ]),
]

const random01 = (k: number): number => createRandom(k).uniform()

function noise(points: number, sd: number, rho: number, k: number): number[] {
  const trace = new Float64Array(points)
  addNoise(trace, 0, points, sd, rho, createRandom(1000 + k))
  return Array.from(trace)
}

/** AR(2) noise that oscillates at about the rate of the model’s spikes, with their amplitude. */
function rhythmicNoise(points: number, k: number): number[] {
  const random = createRandom(2000 + k)
  const [radius, turn] = [0.98, (2 * Math.PI) / 50]
  const trace: number[] = []
  let [a, b] = [0, 0]
  for (let i = -1000; i < points; i++) {
    const v = 2 * radius * Math.cos(turn) * a - radius * radius * b + random.normal()
    ;[a, b] = [v, a]
    if (i >= 0) trace.push(v)
  }
  const sd = Math.sqrt(trace.reduce((sum, v) => sum + v * v, 0) / points)
  return trace.map((v) => (1.4 * v) / sd)
}

function sine(trace: number[], dt: number, period: number): number[] {
  return trace.map((v, i) => v + 1.8 * Math.sin((2 * Math.PI * i * dt) / period))
}

/** A neuron of another model, recorded in mV with noise, rescaled like a recording. @param sd of the noise, mV */
function neuron(name: string, sd: number, simulate: (k: number) => OtherNeuron): Stranger {
  return {
    name: `${name}, noise of ${sd} mV`,
    make: (k, prior) => {
      const { samples, samplingInterval } = simulate(k)
      // A correlation time of 1 ms.
      addNoise(samples, 0, samples.length, sd, Math.exp(-samplingInterval), createRandom(3000 + k))
      return recordedJob({ samples, samplingInterval, start: 0, voltageUnit: 'mV' }, prior)
    },
  }
}

/** All sweeps of a recording, each as the Estimate button would read it. */
export async function recordingJobs(path: string, name: string, prior: PriorFile): Promise<TraceJob[]> {
  const { sweeps, samplingInterval, start, reading } = await readRecording(path, name)
  return sweeps.map(({ samples }) =>
    recordedJob({ samples, samplingInterval, start, voltageUnit: reading.voltageUnit }, prior),
  )
}

function recordedJob(source: ObservationSource, prior: PriorFile): TraceJob {
  const { d, ownSamples, rescaling, window, rescalingParameters } = prepareObservation(source, prior, {})
  return {
    trace: d,
    ...(ownSamples && { ownSamples }),
    scale: { ...rescaling, start: window.from },
    voltageUnit: source.voltageUnit === 'none' ? null : source.voltageUnit,
    recordedSpikes: findSpikes(source.samples, source).times.filter(
      (t) => t >= window.from && t <= window.to,
    ),
    rescalingParameters,
  }
}

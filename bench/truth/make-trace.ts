import type { PriorFile } from '../../src-main/contract/priors.ts'
import type { TraceSource } from '../../src-main/jobs/trace-job.ts'
import { addNoise, type Chance, drawFrom } from './chance.ts'
import { createNeuron } from './neuron.ts'

/** A file with known true parameters. */
export interface KnownTrace {
  source: TraceSource
  /**
   * The true parameters in the units that the program chose.
   * @param scale the program's: V = offset + gain·u, ms of recording per ms of model time, and the start of the window
   */
  truth(scale: {
    offset: number
    gain: number
    timeScale: number
    start: number
  }): Partial<Record<string, number>>
}

const draw = (prior: PriorFile, chance: Chance): Record<string, number> =>
  Object.fromEntries(
    Object.entries(prior.parameters).map(([name, belief]) => [name, drawFrom(belief, chance)]),
  )

const sourceOf = (
  samples: Float64Array,
  samplingInterval: number,
  voltageUnit: 'none' | 'mV',
): TraceSource => ({
  recordingId: null,
  recordingName: 'truth.csv',
  sweep: 'V',
  sweepIndex: 0,
  samples,
  samplingInterval,
  start: 0,
  voltageUnit,
})

const constant = ({ constants }: PriorFile, name: string): number => {
  const value = constants[name]
  return typeof value === 'number' ? value : Number.NaN
}

/** A draw from a prior of traces in model units, on its grid, with AR(1) noise: a silent one where the neuron rests. */
export function makeTrace(prior: PriorFile, chance: Chance): KnownTrace {
  const truth = draw(prior, chance)
  const { dt, points } = prior.grid
  const { theta0, theta1, sigma, rho } = truth
  const [gamma, zeta] = [constant(prior, 'gamma'), constant(prior, 'zeta')]
  const { advance } = createNeuron({ theta0, theta1, gamma, zeta })
  const y = Float64Array.of(constant(prior, 'u0'), constant(prior, 'v0'))
  const samples = new Float64Array(points)
  for (let i = 0; i < points; i++) {
    if (i > 0) advance(y, dt)
    samples[i] = y[0]
  }
  addNoise(samples, sigma / dt, rho, chance)
  return { source: sourceOf(samples, dt, 'none'), truth: () => truth }
}

const rates = [10, 12.5, 16, 20, 25]
/** Recordings are longer than the window that the program selects itself, which contains about 13 cycles. */
const [cycles, spare] = [18, 1.1]

/**
 * A draw from a prior of recordings, in mV at 10 to 25 kHz, on scales unknown to the program. Its noise is generated at
 * the recording's own rate, so that its ρ is positive: noise in continuous time has no other.
 */
export function makeRecording(prior: PriorFile, chance: Chance): KnownTrace {
  for (;;) {
    const truth = draw(prior, chance)
    const { theta0, theta1, tau, phase, sigma } = truth
    const rho = Math.abs(truth.rho)
    const [gamma, zeta] = [constant(prior, 'gamma'), constant(prior, 'zeta')]
    const neuron = createNeuron({ theta0, theta1, gamma, zeta })
    const cycle = neuron.cycle()
    if (!cycle) continue
    const { dt, points } = prior.grid
    const scale = {
      offset: -70 + 40 * chance.uniform(),
      gain: 8 + 22 * chance.uniform(),
      timeScale: 0.5 * 16 ** chance.uniform(),
    }
    const interval = 1 / rates[Math.floor(rates.length * chance.uniform())]
    const period = cycle.period * tau * scale.timeScale
    const length = spare * Math.max(cycles * period, dt * points * scale.timeScale)
    const samples = new Float64Array(Math.ceil(length / interval))
    const y = cycle.start.slice()
    neuron.advance(y, phase * cycle.period)
    for (let i = 0; i < samples.length; i++) {
      if (i > 0) neuron.advance(y, interval / (tau * scale.timeScale))
      samples[i] = truth.offset + truth.gain * y[0]
    }
    addNoise(samples, sigma / dt, rho ** (interval / (dt * scale.timeScale)), chance)
    return {
      source: sourceOf(
        samples.map((u) => scale.offset + scale.gain * u),
        interval,
        'mV',
      ),
      truth: (own) => ({
        theta0,
        theta1,
        tau: (tau * scale.timeScale) / own.timeScale,
        phase: (phase + own.start / period) % 1,
        offset: (scale.offset + scale.gain * truth.offset - own.offset) / own.gain,
        gain: (scale.gain * truth.gain) / own.gain,
        sigma: (sigma * scale.gain) / own.gain,
        rho: rho ** (own.timeScale / scale.timeScale),
      }),
    }
  }
}

import type { Prior } from '../../../model/composition/prior.ts'
import { correlationAtStep, logCorrelationSlope } from '../../../model/noise/ar1/correlation-at-step.ts'
import { logDeterminant } from '../../../model/noise/ar1/gaps.ts'
import { createOrbits } from '../../../model/observable/recorded-trace/orbits.ts'
import { recordedPlaces } from '../../../model/observable/recorded-trace/parameters.ts'
import type { CycleReading } from '../../../signal/cycle/cycle-reading.ts'
import { findGaps } from '../../../signal/gaps.ts'
import type { Target } from '../../target.ts'
import { recordedRoles } from './recorded-coordinates.ts'
import { createScaleSums } from './scale-sums.ts'
import { logScaleIntegral, type Scale, type ScalePosterior } from './scales.ts'

/** What a draw's cycle and scales came out as: τ, phase at the first sample, then offset and gain given all else. */
export const recordedExtra = 7

/** Rows that are simulated at once: whole blocks of the kernel, at most so many rows and so many numbers. */
const [block, mostRows, mostNumbers] = [32, 224, 224_000]

/**
 * The posterior of a recording on unknown scales, in the coordinates of coordinates.ts: offset and gain are integrated
 * out, τ follows from the period. A neuron that does not fire has no probability here.
 * @param observed at the samples of the prior's forward model; NaN is missing
 */
export function createRecordedTarget(
  prior: Prior,
  observed: Float32Array,
  reading: CycleReading | null,
): Target {
  const { neuron, grid, thetaSize, distributions, coordinateDistributions } = prior
  const { dt } = grid
  const samples = prior.forward.grid
  const { points } = samples
  const ratio = samples.dt / dt
  const places = recordedPlaces(neuron.parameters.length)
  const roles = recordedRoles(prior)
  const D = prior.parameters.length
  const d = roles.length
  const [offset, gain] = [places.offset, places.gain].map((index) => scaleOf(prior, index))
  const at = Object.fromEntries(roles.map(({ role }, j) => [role, j])) as Partial<Record<string, number>>
  const indexOf = (role: string): number => (at[role] === undefined ? -1 : roles[at[role]!].index)
  const [tauIndex, phaseIndex, sigmaIndex, rhoIndex] = ['period', 'phase', 'sigma', 'rho'].map(indexOf)
  const near = reading?.place.phase ?? 0

  const cycles = neuron.cycles!()
  const orbits = createOrbits(neuron, samples)
  const gaps = findGaps(observed)
  const sums = gaps && createScaleSums(observed, gaps)
  const values = new Float64Array(D)
  const theta = new Float64Array(thetaSize)
  const constants = new Float64Array(prior.constants.length)
  const state = new Float64Array(neuron.states)
  const chunk = Math.max(block, Math.min(mostRows, block * Math.floor(mostNumbers / (block * points))))
  const rows = new Float64Array(chunk * orbits.size)
  const traces = new Float32Array(chunk * points)
  const logPrior = new Float64Array(chunk)
  const noise = new Float64Array(2 * chunk)
  const forms = new Float64Array(6)
  const posterior: ScalePosterior = { offset: 0, gain: 0, root: [0, 0, 0] }
  const centre = (grid.points - 1) / 2

  /** Fills row k of the simulations. @returns whether the point has any probability */
  function prepare(z: Float64Array, from: number, k: number, extra: Float64Array, to: number): boolean {
    let density = 0
    for (let j = 0; j < d; j++) {
      const { index, role } = roles[j]
      if (role !== 'own') continue
      const distribution = coordinateDistributions[index]
      values[index] = distribution.fromUnbounded(z[from + j])
      density += distributions[index].logDensity(values[index]) + distribution.logJacobian(z[from + j])
    }
    prior.theta(values, 0, theta, 0)
    prior.constantsAt(theta, 0, constants)
    const cycle = cycles.find(theta, 0, constants)
    if (!cycle) return false
    if (tauIndex >= 0) {
      const tau = (Math.exp(z[from + at.period!]) * dt) / cycle.period
      values[tauIndex] = tau
      theta[places.tau] = tau
      density += distributions[tauIndex].logDensity(tau) + Math.log(tau)
    }
    const tau = theta[places.tau]
    let phase = theta[places.phase]
    if (phaseIndex >= 0) {
      const middle = z[from + at.phase!]
      if (Math.abs(middle - near) > 0.5) return false
      phase = middle - (centre * dt) / (tau * cycle.period)
      phase -= Math.floor(phase)
      density += distributions[phaseIndex].logDensity(phase)
    }
    if (sigmaIndex >= 0) {
      const sigma = Math.exp(z[from + at.sigma!]) * dt
      density += distributions[sigmaIndex].logDensity(sigma) + Math.log(sigma)
      values[sigmaIndex] = sigma
    }
    if (rhoIndex >= 0) {
      const own = Math.tanh(z[from + at.rho!])
      const rho = correlationAtStep(own, 1 / ratio)
      density += distributions[rhoIndex].logDensity(rho) + Math.log(1 - own * own)
      density += logCorrelationSlope(own, ratio)
      values[rhoIndex] = rho
    }
    if (!(density > Number.NEGATIVE_INFINITY)) return false
    logPrior[k] = density
    const own = prior.noise(values, 0)
    noise[2 * k] = own.sd
    noise[2 * k + 1] = own.correlation(1)
    extra[to] = tau
    extra[to + 1] = phase
    cycle.stateAt(phase, state)
    const row = k * orbits.size
    for (let j = 0; j < places.tau; j++) rows[row + j] = theta[j]
    rows.set(constants, row + places.tau)
    rows.set(state, row + orbits.size - 1 - state.length)
    rows[row + orbits.size - 1] = samples.dt / tau
    return true
  }

  return {
    dimension: d,
    extra: recordedExtra,
    logDensity(z, n, out, extra) {
      out.fill(Number.NEGATIVE_INFINITY, 0, n)
      if (!gaps || !sums) return
      const waiting: number[] = []
      const run = (): void => {
        orbits.traces(rows, waiting.length, traces)
        waiting.forEach((i, k) => {
          const [s, rho] = [noise[2 * k], noise[2 * k + 1]]
          sums.take(traces, k * points)
          sums.forms(rho, forms)
          const likelihood = logScaleIntegral(
            forms,
            gaps.count,
            logDeterminant(gaps, rho),
            s,
            offset,
            gain,
            posterior,
          )
          if (!Number.isNaN(likelihood)) out[i] = likelihood + logPrior[k]
          const to = i * recordedExtra + 2
          extra[to] = posterior.offset
          extra[to + 1] = posterior.gain
          extra.set(posterior.root, to + 2)
        })
        waiting.length = 0
      }
      for (let i = 0; i < n; i++) {
        if (prepare(z, i * d, waiting.length, extra, i * recordedExtra)) waiting.push(i)
        if (waiting.length === chunk) run()
      }
      if (waiting.length > 0) run()
    },
  }
}

/** What is believed of a scale: its normal distribution, or the value that it is fixed at. */
function scaleOf(prior: Prior, modelIndex: number): Scale {
  const { name } = prior.forward.parameters[modelIndex]
  const free = prior.parameters.findIndex((p) => p.name === name)
  if (free >= 0) {
    const { mean, sd } = prior.distributions[free]
    return { mean, variance: sd * sd }
  }
  const theta = new Float64Array(prior.thetaSize)
  prior.theta(new Float64Array(prior.parameters.length), 0, theta, 0)
  return { mean: theta[modelIndex], variance: 0 }
}

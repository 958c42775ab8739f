import type { Prior } from '../../../model/composition/prior.ts'
import { correlationAtStep, logCorrelationSlope } from '../../../model/noise/ar1/correlation-at-step.ts'
import type { Noise } from '../../../model/noise-model.ts'
import { createOrbits } from '../../../model/observable/recorded-trace/orbits.ts'
import { drifts, recordedPlaces } from '../../../model/observable/recorded-trace/parameters.ts'
import type { CycleReading } from '../../../signal/cycle/cycle-reading.ts'
import { findGaps } from '../../../signal/gaps.ts'
import type { Target } from '../../target.ts'
import { bySums, byWhitening, columnNumbers } from './column-likelihood.ts'
import { correlationRatio, recordedRoles } from './recorded-coordinates.ts'
import type { Scale } from './scales.ts'

/**
 * Extra numbers of a draw: τ, phase at the first sample, then the conditional posterior of offset, gain and, where
 * there is one, drift.
 */
export function recordedExtra({ observable }: Pick<Prior, 'observable'>): number {
  return 2 + columnNumbers(scalesOf(observable).length)
}

/** Names of the marginalized scales, in the order of their columns. */
export function scalesOf(observable: Prior['observable']): readonly string[] {
  return drifts(observable) ? ['offset', 'gain', 'drift'] : ['offset', 'gain']
}

/** Rows simulated at once: whole blocks of the kernel, limited by rows and by numbers. */
const [block, mostRows, mostNumbers] = [32, 224, 224_000]

/**
 * The posterior of a recording on unknown scales, in the coordinates of recorded-coordinates.ts: offset and gain are
 * marginalized (a drift too, where there is one), τ follows from the period. A neuron that does not fire has density
 * 0.
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
  const ratio = correlationRatio(prior)
  const places = recordedPlaces(neuron.parameters.length)
  const roles = recordedRoles(prior)
  const D = prior.parameters.length
  const d = roles.length
  const scales = scalesOf(prior.observable).map((name) => scaleOf(prior, name))
  const E = recordedExtra(prior)
  const at = Object.fromEntries(roles.map(({ role }, j) => [role, j])) as Partial<Record<string, number>>
  const indexOf = (role: string): number => (at[role] === undefined ? -1 : roles[at[role]!].index)
  const [tauIndex, phaseIndex, sigmaIndex, rhoIndex] = ['period', 'phase', 'sigma', 'rho'].map(indexOf)
  const near = reading?.place.phase ?? 0

  const cycles = neuron.cycles!()
  const orbits = createOrbits(neuron, samples)
  const gaps = findGaps(observed)
  const simple = prior.noiseModel.sums !== false && scales.length === 2
  const likelihood =
    gaps && (simple ? bySums(observed, gaps, scales) : byWhitening(observed, gaps, scales, samples.dt))
  const values = new Float64Array(D)
  const theta = new Float64Array(thetaSize)
  const constants = new Float64Array(prior.constants.length)
  const state = new Float64Array(neuron.states)
  const chunk = Math.max(block, Math.min(mostRows, block * Math.floor(mostNumbers / (block * points))))
  const rows = new Float64Array(chunk * orbits.size)
  const traces = new Float32Array(chunk * points)
  const logPrior = new Float64Array(chunk)
  const noises = new Array<Noise>(chunk)
  const centre = (grid.points - 1) / 2

  /** Fills row k of the simulations. @returns whether the point has a nonzero density */
  function prepare(z: Float64Array, from: number, k: number, extra: Float64Array, to: number): boolean {
    let density = 0
    for (let j = 0; j < d; j++) {
      const { index, role } = roles[j]
      if (role !== 'own' && role !== 'noise') continue
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
    noises[k] = prior.noise(values, 0)
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
    extra: E,
    logDensity(z, n, out, extra) {
      out.fill(Number.NEGATIVE_INFINITY, 0, n)
      if (!likelihood) return
      const waiting: number[] = []
      const run = (): void => {
        orbits.traces(rows, waiting.length, traces)
        waiting.forEach((i, k) => {
          const found = likelihood.of(traces, k * points, noises[k], extra, i * E + 2)
          if (!Number.isNaN(found)) out[i] = found + logPrior[k]
        })
        waiting.length = 0
      }
      for (let i = 0; i < n; i++) {
        if (prepare(z, i * d, waiting.length, extra, i * E)) waiting.push(i)
        if (waiting.length === chunk) run()
      }
      if (waiting.length > 0) run()
    },
  }
}

/** Prior of a scale: its normal distribution, or the value at which it is fixed. */
function scaleOf(prior: Prior, name: string): Scale {
  const free = prior.parameters.findIndex((p) => p.name === name)
  if (free >= 0) {
    const { mean, sd } = prior.distributions[free]
    return { mean, variance: sd * sd }
  }
  const theta = new Float64Array(prior.thetaSize)
  prior.theta(new Float64Array(prior.parameters.length), 0, theta, 0)
  return { mean: theta[prior.forward.parameters.findIndex((p) => p.name === name)], variance: 0 }
}

import type { Prior } from '../../../model/composition/prior.ts'
import { type CycleReading, cycleHarmonics } from '../../../signal/cycle/cycle-reading.ts'
import { bins, harmonicsOfBins } from '../../../signal/cycle/fourier.ts'
import type { Mixture } from '../../mixture.ts'
import { recordedRoles } from './recorded-coordinates.ts'

/** Grid points per neuron parameter; fewer for more than two parameters. */
const gridSize = 41
const mostEntries = 3000
/** Library entries in the initial proposal. */
const kept = 12
/** Phase shifts that are tried, cycles. */
const shifts = Array.from({ length: 9 }, (_, i) => (i - 4) * 0.004)
/**
 * Standard deviations of the proposal beyond the reading's own errors: phase (cycles), log noise and atanh ρ, unknown
 * parameters.
 */
const spread = { phase: 0.004, noise: 0.15, unknown: 1 }

interface Entry {
  /** Coordinates of the neuron's own parameters, in the order of their roles. */
  own: number[]
  /** Fourier coefficients of a cycle that starts at its upstroke. */
  re: Float64Array
  im: Float64Array
}

interface Library {
  entries: Entry[]
  /** Grid spacing in each coordinate. */
  spacing: number[]
}

const libraries = new WeakMap<Prior, Library>()

/**
 * An initial proposal without a network: compares cycles on a grid over the neuron's parameters with that of the
 * trace, each at its best gain and phase.
 * @returns null where the library has no cycle
 */
export function searchLibrary(prior: Prior, reading: CycleReading): Mixture | null {
  const ofNoise = (index: number): number =>
    prior.coordinateDistributions[index].toUnbounded(prior.distributions[index].mean)
  let library = libraries.get(prior)
  if (!library) {
    library = buildLibrary(prior)
    libraries.set(prior, library)
  }
  const matches = library.entries.map((entry) => ({ entry, ...match(entry, reading) }))
  matches.sort((a, b) => a.misfit - b.misfit)
  const best = matches.slice(0, kept)
  if (best.length === 0) return null
  // The grid is coarser than the posterior: neighbours of the best entry keep some weight, however much worse they
  // fit.
  const width = Math.max(2, (best[best.length - 1].misfit - best[0].misfit) / 3)
  const weights = best.map(({ misfit }) => Math.exp(-(misfit - best[0].misfit) / width))
  const total = weights.reduce((a, b) => a + b, 0)
  const roles = recordedRoles(prior)
  const d = roles.length
  const means = new Float64Array(best.length * d)
  const factors = new Float64Array(best.length * d * d)
  best.forEach(({ entry, phase }, k) => {
    let next = 0
    roles.forEach(({ role, index }, j) => {
      const { place, scale } = reading
      const own =
        role === 'own'
          ? { mean: entry.own[next], sd: 0.8 * library.spacing[next] }
          : role === 'period'
            ? { mean: place.logPeriod, sd: 3 * scale.logPeriod }
            : role === 'phase'
              ? { mean: phase, sd: Math.hypot(spread.phase, scale.phase) }
              : role === 'noise'
                ? { mean: ofNoise(index), sd: spread.unknown }
                : { mean: role === 'sigma' ? place.logNoise : place.atanhRho, sd: spread.noise }
      if (role === 'own') next++
      means[k * d + j] = own.mean
      factors[(k * d + j) * d + j] = 1 / own.sd
    })
  })
  return {
    dimension: d,
    components: best.length,
    degrees: 5,
    weights: Float64Array.from(weights, (w) => w / total),
    means,
    factors,
  }
}

/** Misfit (a χ² by the noise at each harmonic) at the best gain and phase; the phase at the middle of the trace. */
function match({ re, im }: Entry, { harmonics: h, place }: CycleReading): { misfit: number; phase: number } {
  let best = { misfit: Number.POSITIVE_INFINITY, phase: 0 }
  const count = Math.min(cycleHarmonics, h.re.length)
  for (const shift of shifts) {
    const phase = place.phase + shift
    let [product, square, total] = [0, 0, 0]
    for (let k = 0; k < count; k++) {
      if (h.re[k] === 0 && h.im[k] === 0) break
      const omega = 2 * Math.PI * h.frequency * (k + 1)
      const whitening = 1 - 2 * h.rho * Math.cos(omega) + h.rho * h.rho
      const angle = 2 * Math.PI * (k + 1) * phase
      const [c, s] = [Math.cos(angle), Math.sin(angle)]
      const [a, b] = [re[k] * c - im[k] * s, re[k] * s + im[k] * c]
      product += whitening * (h.re[k] * a + h.im[k] * b)
      square += whitening * (a * a + b * b)
      total += whitening * (h.re[k] ** 2 + h.im[k] ** 2)
    }
    const gain = Math.max(0, product / square)
    const left = total - 2 * gain * product + gain * gain * square
    const misfit = left / (h.s * h.s * (1 - h.rho * h.rho))
    if (misfit < best.misfit) best = { misfit, phase }
  }
  return best
}

function buildLibrary(prior: Prior): Library {
  const { neuron, distributions, coordinateDistributions, parameters, thetaSize } = prior
  const ownRoles = recordedRoles(prior).filter(({ role }) => role === 'own')
  const size = Math.min(gridSize, Math.max(2, Math.floor(mostEntries ** (1 / Math.max(1, ownRoles.length)))))
  const axes = ownRoles.map(({ index }) => {
    const distribution = distributions[index]
    const [from, to] = [distribution.quantile(0.002), distribution.quantile(0.998)]
    return Array.from({ length: size }, (_, i) =>
      coordinateDistributions[index].toUnbounded(from + ((to - from) * (i + 0.5)) / size),
    )
  })
  const values = Float64Array.from(parameters, (_, j) => distributions[j].mean)
  const theta = new Float64Array(thetaSize)
  const constants = new Float64Array(prior.constants.length)
  const cycles = neuron.cycles!()
  const state = new Float64Array(neuron.states)
  const entries: Entry[] = []
  const place = new Array<number>(ownRoles.length).fill(0)
  do {
    const own = axes.map((axis, j) => axis[place[j]])
    ownRoles.forEach(({ index }, j) => {
      values[index] = coordinateDistributions[index].fromUnbounded(own[j])
    })
    prior.theta(values, 0, theta, 0)
    prior.constantsAt(theta, 0, constants)
    const cycle = cycles.find(theta, 0, constants)
    if (cycle) {
      const u = new Float64Array(bins + 1)
      for (let b = 0; b < bins; b++) {
        cycle.stateAt(b / bins, state)
        u[b] = (2 * state[0]) / bins
      }
      const [re, im] = [new Float64Array(cycleHarmonics), new Float64Array(cycleHarmonics)]
      harmonicsOfBins(u, cycleHarmonics, re, im)
      entries.push({ own, re, im })
    }
  } while (next(place, size))
  return {
    entries,
    spacing: axes.map((axis) => Math.abs(axis[axis.length >> 1] - axis[(axis.length >> 1) - 1]) || 1),
  }
}

/** Increments a multi-index of base `size`. @returns false after the last */
function next(place: number[], size: number): boolean {
  for (let j = 0; j < place.length; j++) {
    place[j]++
    if (place[j] < size) return true
    place[j] = 0
  }
  return false
}

import { covarianceOf, designOf, varianceOf, writeCycleData } from '../../../signal/mean-cycle/cycle-data.ts'
import { cycleNumbers, nodeCorrelation, parts } from '../../../signal/mean-cycle/nodes.ts'
import { meanOfCycles } from '../../../signal/mean-cycle/scatter.ts'
import { choleskyFactor, forwardSolve } from '../../../signal/statistics/cholesky.ts'
import type { Noise, NoiseModel } from '../../noise-model.ts'
import { addSmooth, drawCycles } from './draw-cycles.ts'

const D = cycleNumbers

/**
 * The difference between a predicted and a recorded mean cycle (science.md, section 5): the uncertainty of the mean,
 * whose covariance is part of the data, and misfit of the model, Gaussian and smooth from node to node, with one
 * standard deviation along the spike and another between spikes:  ȳ ~ N(f, S/n + Δ + σs² K_spike + σi² K_mid).
 */
export const gaussianSummary: NoiseModel = {
  kind: 'gaussian-summary',
  name: 'Gaussian summary',
  parameters: [
    {
      name: 'sigmaSpike',
      symbol: 'σₛ',
      unit: 'mV',
      meaning: 'misfit of the model along the spike (sd)',
      group: 'noise',
    },
    {
      name: 'sigmaBetween',
      symbol: 'σᵢ',
      unit: 'mV',
      meaning: 'misfit of the model between spikes (sd)',
      group: 'noise',
    },
  ],
  allowed: {
    sigmaSpike: { above: 0, below: Number.POSITIVE_INFINITY },
    sigmaBetween: { above: 0, below: Number.POSITIVE_INFINITY },
  },
  hasLikelihood: true,
  sums: false,
  observables: ['mean-cycle'],
  checks: [],
  of: ([spike, between]) => summaryNoise(spike, between),
  correlations: [],
  valuesOf: (sd) => [sd, sd],
  derived: () => ({}),
}

/** @param spike sd of the misfit along the spike, mV @param between the same between spikes */
export function summaryNoise(spike: number, between: number): Noise {
  const factor = new Float64Array(D * D)
  const white = new Float64Array(D)
  const misfit = Float64Array.from({ length: D }, (_, j) => misfitOf(j, spike, between) ** 2)

  /** Whitens residuals[from …), which are followed by their covariance. @returns log det of the factor */
  function whiten(residuals: ArrayLike<number>, from: number): number {
    const covariance = covarianceOf(residuals, from)
    for (let i = 1; i < D; i++) {
      for (let j = 1; j <= i; j++) {
        // nodeCorrelation is 0 between parts, so that either sd works.
        covariance[i * D + j] += misfit[i] * nodeCorrelation[i * D + j]
      }
    }
    const logDet = choleskyFactor(covariance, D, factor)
    forwardSolve(factor, D, residuals, from, white)
    return logDet
  }

  const noise: Noise = {
    sd: Math.hypot(spike, between) / Math.SQRT2,
    sds: (data) => misfit.map((square, j) => Math.sqrt(varianceOf(data, 0, j) + square)),
    correlation: (lag) => (lag === 0 ? 1 : 0),
    add(data, from, _n, random) {
      // A neuron that does not fire has no cycles to add noise to.
      if (Number.isNaN(data[from])) return
      for (const [part, sd] of [
        [parts.after, spike],
        [parts.before, spike],
        [parts.middle, between],
      ] as const) {
        addSmooth(data, from, part, sd, random)
      }
      const cycles = drawCycles(data, from, random)
      writeCycleData(designOf(data, from), meanOfCycles(cycles), data, from)
    },
    logLikelihoodOfSums: () => Number.NaN,
    logLikelihood(_gaps, residuals, from) {
      const logDet = whiten(residuals, from)
      let squares = 0
      for (let j = 0; j < D; j++) squares += white[j] ** 2
      return -0.5 * (D * Math.log(2 * Math.PI) + squares) - logDet
    },
    whitened(residuals) {
      whiten(residuals, 0)
      return Array.from(white)
    },
    atStep: () => noise,
  }
  return noise
}

function misfitOf(j: number, spike: number, between: number): number {
  if (j === 0) return 0
  return j >= parts.middle[0] && j < parts.middle[1] ? between : spike
}

import type { Evidence } from '../../../src-main/inference/checks/evidence.ts'
import { spikesOf } from '../../../src-main/inference/estimate/fit-spikes.ts'
import { predictionSlopes } from '../../../src-main/inference/estimate/prediction-slopes.ts'
import { residualsOf } from '../../../src-main/inference/estimate/residuals.ts'
import { createPrior } from '../../../src-main/model/composition/prior.ts'
import { addNoise, ar1Noise } from '../../../src-main/model/noise/ar1/ar1-noise.ts'
import { gappedLogLikelihood } from '../../../src-main/model/noise/ar1/gaps.ts'
import { rudi2022 } from '../../../src-main/model/prior/presets.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { createSimulator } from '../../../src-main/model/simulate/simulator.ts'
import { findGaps } from '../../../src-main/signal/gaps.ts'

const prior = createPrior(rudi2022)
const { points, dt } = prior.grid
const simulator = createSimulator(prior.forward)
const [s, rho] = [0.35, 0.8]
/** Usual standard deviations of a posterior. */
const spread = [0.005, 0.012, 0.003, 0.017]

/** Parts of an estimate that hit the truth: a neuron that spikes regularly, its noise, and what is left. */
export function evidenceOf({
  seed = 1,
  theta = [0.4, 0.4],
  put = (trace: Float32Array): Float32Array => trace,
  recorded = { offset: 0, gain: 1, unit: null } as Evidence['recorded'],
  timeScale = 1,
} = {}): Evidence {
  const u = new Float32Array(points)
  simulator.predictions(Float64Array.from(theta), 1, u)
  const clean = u.slice()
  addNoise(clean, 0, points, s, rho, createRandom(seed))
  const observed = put(clean)
  const t = Array.from({ length: points }, (_, i) => 100 + i * dt * timeScale)
  const values = Float64Array.of(...theta, s * dt, rho)
  const spikes = { observed: spikesOf(prior, observed, t, values), model: spikesOf(prior, u, t, values) }
  const left = Float64Array.from(observed, (v, i) => v - u[i])
  const logLikelihood = gappedLogLikelihood(findGaps(observed)!, left, 0, s, rho)
  const flat = { q05: [], q50: [], q95: [] }
  return {
    prior,
    observed,
    t,
    recorded,
    fit: { t, observed: Array.from(observed), u: flat, predictive: flat, spikes },
    residuals: residualsOf(observed, u, ar1Noise(s, rho)),
    best: { values, logLikelihood, u },
    unrestricted: null,
    slopesAt: (at: Float64Array) => predictionSlopes(prior, simulator, at, spread),
    rescalingParameters: 0,
    replicates: [],
    scores: [],
  } as unknown as Evidence
}

export { dt, points, prior, rho, s, simulator, spread }

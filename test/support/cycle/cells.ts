import { createPrior, type Prior } from '../../../src-main/model/composition/prior.ts'
import { spikeCyclePreset } from '../../../src-main/model/prior/presets.ts'
import { createRandom, type Random } from '../../../src-main/model/random.ts'
import { createRowSolver } from '../../../src-main/model/simulate/simulator.ts'

export const cyclePrior = createPrior(spikeCyclePreset)

/** A cell that fires at about 20 Hz with spikes of 1.5 ms, in the order of the preset's parameters. */
export const usualCell = cellOf({})

/** Parameters of a cell by name. */
export function cellOf(changes: Record<string, number>, prior: Prior = cyclePrior): Float64Array {
  const usual: Record<string, number> = {
    gNa: 20,
    gKd: 5,
    gL: 0.03,
    iDrive: 0.6,
    vT: -45,
    q: 0.7,
    eNa: 50,
    eK: -90,
    sigmaSpike: 0.5,
    sigmaBetween: 0.35,
    ...changes,
  }
  return Float64Array.from(prior.parameters, ({ name }) => usual[name])
}

/** What the model has for a cell without noise, by the design of its own cycle; NaN where it does not fire. */
export function cleanData(values: Float64Array, prior: Prior = cyclePrior): Float64Array {
  const theta = new Float64Array(prior.thetaSize)
  prior.theta(values, 0, theta, 0)
  const out = new Float64Array(prior.size)
  createRowSolver(prior.forward)(theta, 0, out)
  return out
}

/** The mean cycle of a recording of a cell: misfit, and 3 to 40 cycles that scatter. */
export function noisyData(values: Float64Array, seed: number, prior: Prior = cyclePrior): Float32Array {
  const data = cleanData(values, prior)
  prior.noise(values, 0).add(data, 0, data.length, createRandom(seed))
  return Float32Array.from(data)
}

/** A draw of the prior that fires. */
export function firingDraw(random: Random, prior: Prior = cyclePrior): Float64Array {
  const values = new Float64Array(prior.parameters.length)
  for (;;) {
    prior.sample(random, values, 0)
    if (Number.isFinite(cleanData(values, prior)[0])) return values
  }
}

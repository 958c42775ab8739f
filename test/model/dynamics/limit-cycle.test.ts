import { describe, expect, it } from 'vitest'
import { createPrior } from '../../../src-main/model/composition/prior.ts'
import { fitzHughNagumo } from '../../../src-main/model/dynamics/fitzhugh-nagumo/fitzhugh-nagumo.ts'
import { createFitzHughNagumoCycles } from '../../../src-main/model/dynamics/fitzhugh-nagumo/fitzhugh-nagumo-cycle.ts'
import { recordingPreset, rudi2022 } from '../../../src-main/model/prior/presets.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { createBatchSource, thetasOf } from '../../../src-main/model/simulate/simulate.ts'
import { createSimulator } from '../../../src-main/model/simulate/simulator.ts'

const constants = [3, -0.4]
const prior = createPrior(recordingPreset)
const D = prior.parameters.length

/** Neurons of the preset that fire. */
function neurons(count: number): number[][] {
  const plain = createPrior(rudi2022)
  const random = createRandom(7)
  const cycles = createFitzHughNagumoCycles()
  const values = new Float64Array(4)
  const found: number[][] = []
  while (found.length < count) {
    plain.sample(random, values, 0)
    if (cycles.find(values, 0, constants)) found.push([values[0], values[1]])
  }
  return found
}

describe('the limit cycle', () => {
  it('has the period and the course that the reference solver gives at a tenth of its step', () => {
    const cycles = createFitzHughNagumoCycles()
    const state = new Float64Array(2)
    for (const theta of neurons(20)) {
      const cycle = cycles.find(theta, 0, constants)!
      const { period } = cycle
      cycle.stateAt(0.3, state)
      const start = [...constants, state[0], state[1]]
      const u = new Float64Array(1001)
      fitzHughNagumo.solve(theta, start, { dt: period / 1000, points: 1001, substeps: 4 }, null, u)
      // After a round it is where it was: the error of the period at the steepest slope, some 6 a ms, is below 3e-4.
      expect(Math.abs(u[1000] - u[0])).toBeLessThan(3e-4)
      for (const k of [100, 400, 700]) {
        cycle.stateAt(0.3 + k / 1000, state)
        expect(Math.abs(state[0] - u[k])).toBeLessThan(2e-3)
      }
    }
  })

  it('begins at the upward crossing of 0', () => {
    const cycles = createFitzHughNagumoCycles()
    const state = new Float64Array(2)
    for (const theta of neurons(10)) {
      const cycle = cycles.find(theta, 0, constants)!
      cycle.stateAt(0, state)
      expect(Math.abs(state[0])).toBeLessThan(1e-9)
      cycle.stateAt(0.01, state)
      expect(state[0]).toBeGreaterThan(0)
    }
  })

  it('is smooth in the parameters: no steps that a likelihood would feel', () => {
    const cycles = createFitzHughNagumoCycles()
    for (const [theta0, theta1] of neurons(10)) {
      const periods = Array.from(
        { length: 30 },
        (_, j) => cycles.find([theta0 + j * 1e-6, theta1], 0, constants)!.period,
      )
      const bends = periods.slice(2).map((p, j) => Math.abs(p - 2 * periods[j + 1] + periods[j]))
      expect(Math.max(...bends)).toBeLessThan(1e-6)
    }
  })

  it('is null where the neuron comes to rest, and says where', () => {
    const cycles = createFitzHughNagumoCycles()
    expect(cycles.find([1.4, 0.2], 0, constants)).toBeNull()
    const u = new Float64Array(2000)
    fitzHughNagumo.solve([1.4, 0.2], [...constants, 0, 0], { dt: 0.2, points: 2000, substeps: 4 }, null, u)
    expect(cycles.rest).toBeCloseTo(u[1999], 5)
  })
})

describe('a recorded neuron', () => {
  it('is offset + gain · u(t/τ) from its phase on', () => {
    const cycles = createFitzHughNagumoCycles()
    const state = new Float64Array(2)
    const { parameters, traces } = createBatchSource(prior, 40, { noise: false })(createRandom(3))
    const { points, dt } = prior.grid
    const u = new Float64Array(points)
    for (let k = 0; k < 40; k++) {
      const [theta0, theta1, tau, phase, offset, gain] = parameters.subarray(k * D, (k + 1) * D)
      const cycle = cycles.find([theta0, theta1], 0, constants)!
      cycle.stateAt(phase, state)
      const start = [...constants, state[0], state[1]]
      fitzHughNagumo.solve([theta0, theta1], start, { dt: dt / tau, points, substeps: 32 }, null, u)
      let worst = 0
      for (let i = 0; i < points; i++) {
        worst = Math.max(worst, Math.abs(traces[k * points + i] - offset - gain * u[i]))
      }
      // The solver's own error at the longest steps, 0.042 ms, single precision included.
      expect(worst).toBeLessThan(0.02)
    }
  })

  it('comes alike from the kernel and from the reference solver', () => {
    const { parameters, traces } = createBatchSource(prior, 32, { noise: false })(createRandom(4))
    const reference = new Float32Array(traces.length)
    createSimulator(prior.forward, 'reference').predictions(thetasOf(prior, parameters, 32), 32, reference)
    let worst = 0
    traces.forEach((v, i) => {
      worst = Math.max(worst, Math.abs(v - reference[i]))
    })
    expect(worst).toBeLessThan(5e-3)
  })

  it('rests at its level where it does not fire, and such draws are left out of batches', () => {
    const simulator = createSimulator(prior.forward)
    const out = new Float32Array(prior.grid.points)
    simulator.predictions(Float64Array.from([1.4, 0.2, 1, 0.3, 0.1, 2]), 1, out)
    expect(new Set(out).size).toBe(1)
    const { traces } = createBatchSource(prior, 300, { noise: false })(createRandom(5))
    for (let k = 0; k < 300; k++) {
      const own = traces.subarray(k * prior.grid.points, (k + 1) * prior.grid.points)
      expect(Math.max(...own) - Math.min(...own)).toBeGreaterThan(0.5)
    }
  })
})

import type { Grid } from '../../neuron-model.ts'
import type { ForwardModel, Predictor } from '../../observable.ts'
import { writeResidualSums } from '../residual-sums.ts'
import { createOrbits } from './orbits.ts'
import { drifts, recordedPlaces } from './parameters.ts'

/** Simulated recordings of neurons on their limit cycles; a neuron without one is at rest. */
export function limitCycleTraces(forward: ForwardModel, kind: 'kernel' | 'reference'): Predictor {
  return kind === 'kernel' ? byOrbits(forward) : bySolver(forward)
}

function bySolver({ neuron, constants, grid, layout, observable }: ForwardModel): Predictor {
  const cycles = neuron.cycles!()
  const state = new Float64Array(neuron.states)
  const values = new Float64Array(constants.length)
  const places = recordedPlaces(neuron.parameters.length)
  const { points } = grid
  const drifting = drifts(observable)
  return {
    kind: 'reference',
    capacity: Number.POSITIVE_INFINITY,
    predictions(theta, n, all) {
      for (let k = 0; k < n; k++) {
        const at = k * layout.size
        const out = all.subarray(k * points, (k + 1) * points)
        layout.constantsOf(theta, at, values)
        const cycle = cycles.find(theta, at, values)
        if (cycle) {
          cycle.stateAt(theta[at + places.phase], state)
          const own = { ...grid, dt: grid.dt / theta[at + places.tau] }
          neuron.solve(theta.subarray(at), values, own, null, out, state)
        } else {
          out.fill(cycles.rest)
        }
        for (let i = 0; i < points; i++) out[i] = theta[at + places.offset] + theta[at + places.gain] * out[i]
        if (drifting) addDrift(out, 0, grid, theta[at + places.drift])
      }
    },
  }
}

function byOrbits({ neuron, constants, grid, layout, observable }: ForwardModel): Predictor {
  const orbits = createOrbits(neuron, grid)
  const cycles = neuron.cycles!()
  const state = new Float64Array(neuron.states)
  const own = neuron.parameters.length
  const places = recordedPlaces(own)
  const { points } = grid
  const drifting = drifts(observable)
  const { size, constantsOf } = layout
  const values = new Float64Array(constants.length)
  let rows = new Float64Array(0)
  let work = new Float32Array(0)

  function predictions(theta: Float64Array, n: number, out: Float32Array): void {
    if (rows.length < n * orbits.size) rows = new Float64Array(n * orbits.size)
    const resting: number[] = []
    for (let k = 0; k < n; k++) {
      const at = k * size
      const row = k * orbits.size
      constantsOf(theta, at, values)
      const cycle = cycles.find(theta, at, values)
      if (cycle) cycle.stateAt(theta[at + places.phase], state)
      else resting.push(k, cycles.rest)
      for (let j = 0; j < own; j++) rows[row + j] = theta[at + j]
      rows.set(values, row + own)
      rows.set(state, row + own + values.length)
      rows[row + orbits.size - 1] = grid.dt / theta[at + places.tau]
    }
    orbits.traces(rows, n, out)
    for (let i = 0; i < resting.length; i += 2) {
      out.fill(resting[i + 1], resting[i] * points, (resting[i] + 1) * points)
    }
    for (let k = 0; k < n; k++) {
      const [shift, scale] = [theta[k * size + places.offset], theta[k * size + places.gain]]
      for (let i = k * points; i < (k + 1) * points; i++) out[i] = shift + scale * out[i]
      if (drifting) addDrift(out, k * points, grid, theta[k * size + places.drift])
    }
  }

  return {
    kind: 'kernel',
    capacity: 224,
    predictions: (theta, n, out) => predictions(theta, n, out as Float32Array),
    residualSums(theta, n, observed, sums) {
      if (work.length < n * points) work = new Float32Array(n * points)
      predictions(theta, n, work)
      for (let k = 0; k < n; k++) writeResidualSums(observed, work, k * points, points, sums, 4 * k)
    },
  }
}

/** @param drift per ms from the first sample on */
function addDrift(out: Float32Array | Float64Array, from: number, { points, dt }: Grid, drift: number): void {
  for (let i = 0; i < points; i++) out[from + i] += drift * i * dt
}

import { fitzHughNagumo } from '../../dynamics/fitzhugh-nagumo/fitzhugh-nagumo.ts'
import { createFitzHughNagumoCycles } from '../../dynamics/fitzhugh-nagumo/fitzhugh-nagumo-cycle.ts'
import { createFitzHughNagumoKernel } from '../../dynamics/fitzhugh-nagumo/kernel/fitzhugh-nagumo-kernel.ts'
import type {
  Constants,
  Grid,
  NeuronModel,
  OrbitKernel,
  SimulationKernel,
} from '../../dynamics/neuron-model.ts'
import { rowLayout } from '../../row-layout.ts'

const own = fitzHughNagumo.parameters.length
const [timeScale, phase, offset, gain] = [own, own + 1, own + 2, own + 3]

/**
 * FitzHugh–Nagumo as an electrode sees it: V(t) = offset + gain · u(t/τ; θ0, θ1) from any phase of the limit cycle on.
 * ζ and an initial state are not among what can be learned from it: with v(0) unknown, (θ0, θ1, ζ) and
 * (θ0 + θ1 δ, θ1, ζ − δ) are the same model.
 */
export const recordedFitzHughNagumo: NeuronModel = {
  id: 'fitzhugh-nagumo-recorded',
  name: 'FitzHugh–Nagumo',
  parameters: [
    ...fitzHughNagumo.parameters,
    {
      name: 'tau',
      symbol: 'τ',
      unit: null,
      meaning: 'time scale: how many ms of the recording one ms of the model takes',
      group: 'recording',
    },
    {
      name: 'phase',
      symbol: 'φ',
      unit: 'cycles',
      meaning: 'where in its cycle the neuron is at the first sample, from the upstroke on',
      group: 'recording',
    },
    {
      name: 'offset',
      symbol: 'V₀',
      unit: null,
      meaning: 'the voltage at which u is 0',
      group: 'recording',
    },
    { name: 'gain', symbol: 'g', unit: null, meaning: 'voltage for each unit of u', group: 'recording' },
  ],
  constants: fitzHughNagumo.constants.filter(({ name }) => name === 'gamma' || name === 'zeta'),
  allowed: {
    ...fitzHughNagumo.allowed,
    tau: { above: 0, below: Number.POSITIVE_INFINITY },
  },
  observed: { name: 'membrane potential', symbol: 'V', unit: 'model units' },
  spike: fitzHughNagumo.spike,
  plausible: fitzHughNagumo.plausible,
  solve,
  kernel: createKernel,
  recorded: { timeScale, phase, offset, gain, cycles: createFitzHughNagumoCycles, orbits: createOrbits },
}

const cycles = createFitzHughNagumoCycles()
const state = new Float64Array(2)

/** A neuron without a cycle rests. */
function solve(
  theta: ArrayLike<number>,
  constants: ArrayLike<number>,
  grid: Grid,
  out: Float64Array | Float32Array,
): void {
  const cycle = cycles.find(theta, 0, constants)
  if (cycle) {
    cycle.stateAt(theta[phase], state)
    const start = [constants[0], constants[1], state[0], state[1]]
    fitzHughNagumo.solve(theta, start, { ...grid, dt: grid.dt / theta[timeScale] }, out)
  } else {
    out.fill(cycles.rest, 0, grid.points)
  }
  for (let i = 0; i < grid.points; i++) out[i] = theta[offset] + theta[gain] * out[i]
}

function createOrbits(grid: Grid): OrbitKernel {
  const size = own + 5
  const kernel = createFitzHughNagumoKernel([null, null, null, null], grid, true)
  const { points } = grid
  return {
    size,
    traces(rows, n, out) {
      if (!kernel) {
        for (let k = 0; k < n; k++) {
          const row = rows.subarray(k * size, (k + 1) * size)
          const step = { ...grid, dt: row[size - 1] }
          fitzHughNagumo.solve(row, row.subarray(own), step, out.subarray(k * points, (k + 1) * points))
        }
        return
      }
      for (let from = 0; from < n; from += kernel.capacity) {
        const count = Math.min(kernel.capacity, n - from)
        kernel.traces(
          rows.subarray(from * size, (from + count) * size),
          count,
          out.subarray(from * points, (from + count) * points),
        )
      }
    },
  }
}

function createKernel(constants: Constants, grid: Grid): SimulationKernel {
  const orbits = createOrbits(grid)
  const { points } = grid
  const { size, constantsOf } = rowLayout(recordedFitzHughNagumo.parameters.length, constants)
  const values = new Float64Array(constants.length)
  let rows = new Float64Array(0)
  let work = new Float32Array(0)

  function traces(theta: Float64Array, n: number, out: Float32Array): void {
    if (rows.length < n * orbits.size) rows = new Float64Array(n * orbits.size)
    const resting: number[] = []
    for (let k = 0; k < n; k++) {
      const at = k * size
      constantsOf(theta, at, values)
      const cycle = cycles.find(theta, at, values)
      if (cycle) cycle.stateAt(theta[at + phase], state)
      else resting.push(k, cycles.rest)
      rows.set([theta[at], theta[at + 1], values[0], values[1], state[0], state[1]], k * orbits.size)
      rows[(k + 1) * orbits.size - 1] = grid.dt / theta[at + timeScale]
    }
    orbits.traces(rows, n, out)
    for (let i = 0; i < resting.length; i += 2) {
      out.fill(resting[i + 1], resting[i] * points, (resting[i] + 1) * points)
    }
    for (let k = 0; k < n; k++) {
      const [shift, scale] = [theta[k * size + offset], theta[k * size + gain]]
      for (let i = k * points; i < (k + 1) * points; i++) out[i] = shift + scale * out[i]
    }
  }

  return {
    capacity: 224,
    traces,
    residualSums(theta, n, observed, sums) {
      if (work.length < n * points) work = new Float32Array(n * points)
      traces(theta, n, work)
      for (let k = 0; k < n; k++) {
        let [squares, steps] = [0, 0]
        let previous = observed[0] - work[k * points]
        const first = previous
        for (let i = 0; i < points; i++) {
          const r = observed[i] - work[k * points + i]
          squares += r * r
          steps += (r - previous) * (r - previous)
          previous = r
        }
        sums.set([squares, steps, first, previous], 4 * k)
      }
    },
  }
}

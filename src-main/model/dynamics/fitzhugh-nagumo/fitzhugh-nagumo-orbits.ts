import type { Grid, OrbitKernel } from '../../neuron-model.ts'
import { createFitzHughNagumoKernel } from './kernel/fitzhugh-nagumo-kernel.ts'

/** Solutions from given states, each with its own time step, in rows of θ0, θ1, γ, ζ, u(0), v(0), dt. */
export function createFitzHughNagumoOrbits(grid: Grid): OrbitKernel | null {
  const kernel = createFitzHughNagumoKernel([null, null, null, null], grid, true)
  if (!kernel) return null
  const size = 7
  const { points } = grid
  return {
    size,
    traces(rows, n, out) {
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

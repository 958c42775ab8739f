import { compileKernel } from '../../../compile-kernel.ts'
import { type KernelBuild, kernelBuild } from '../../../fused-kernels.ts'
import type { Constants, Grid, SimulationKernel } from '../../../neuron-model.ts'
import { rowLayout } from '../../../row-layout.ts'
import { wasmBase64 as plain } from './fitzhugh-nagumo.generated.ts'
import { wasmBase64 as fused } from './fitzhugh-nagumo-fused.generated.ts'

interface KernelExports {
  traces(base: number, blocks: number, points: number, substeps: number, out: number): void
  residualSums(base: number, blocks: number, points: number, substeps: number, observed: number): void
}

/** Traces in a block: 8 groups of 4 lanes, fixed in the AssemblyScript source. */
const blockSize = 32
/** 224 traces per call: short enough for V8 to optimize early, long enough to amortize the call. */
const blocks = 7
/** Bytes of working memory per block: A, B, U, W, S, D, r, g, 1/s, c. */
const blockBytes = 10 * blockSize * 4
/** Points copied per trace of a block in turn, so that they stay in the cache. */
const tile = 128
/** Traces over 4,000 points are solved block by block, to bound the memory. */
const maximalOutputBytes = 256 * 1024 * 1024

/**
 * The FitzHugh–Nagumo solver of fitzhugh-nagumo.ts (RK4, the same steps) for 32 traces at a time in float32 SIMD.
 * A trace whose own γ is not above 0 is NaN.
 * @param constants γ, ζ, u(0), v(0); null where each trace has its own
 * @param ownStep whether each row ends with its own dt, in place of the grid's
 * @param build fused or plain, the one for this machine by default; the two differ within the solver's error
 * @returns null where WebAssembly SIMD is missing, the grid is too long for its memory, or γ is not above 0
 */
export function createFitzHughNagumoKernel(
  constants: Constants,
  grid: Grid,
  ownStep = false,
  build: KernelBuild = kernelBuild(),
): SimulationKernel | null {
  const module = compileKernel({ fused, plain }[build])
  const { dt, points, substeps } = grid
  const outputBytes = blockSize * points * 4
  const gammaFits = constants[0] === null || constants[0] > 0
  if (!module || outputBytes > maximalOutputBytes || !gammaFits) return null
  const capacityBlocks = Math.max(1, Math.min(blocks, Math.floor(maximalOutputBytes / outputBytes)))

  const stateAt = 0
  const observedAt = stateAt + capacityBlocks * blockBytes
  const outputAt = observedAt + Math.ceil((points * 4) / 16) * 16
  const bytes = outputAt + capacityBlocks * outputBytes
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / 65536) })
  const kernel = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as KernelExports
  const floats = new Float32Array(memory.buffer)

  const { size: known, constantsOf } = rowLayout(2, constants)
  const size = known + (ownStep ? 1 : 0)
  const own = new Float64Array(4)

  /** Fills the working memory, in the units of the AssemblyScript source; lanes beyond n repeat the last trace. */
  const load = (theta: Float64Array, n: number): number => {
    const used = Math.ceil(n / blockSize)
    for (let k = 0; k < used; k++) {
      const at = (stateAt + k * blockBytes) / 4
      for (let j = 0; j < blockSize; j++) {
        const row = size * Math.min(k * blockSize + j, n - 1)
        constantsOf(theta, row, own)
        const half = (ownStep ? theta[row + known] : dt) / substeps / 2
        const [gamma, zeta, u0, v0] = own
        const scale = Math.sqrt((gamma * half) / 3)
        floats[at + j] = half * half * scale * (theta[row] + theta[row + 1] * zeta)
        floats[at + blockSize + j] = (half * theta[row + 1]) / gamma
        floats[at + 2 * blockSize + j] = scale * u0
        floats[at + 3 * blockSize + j] = half * scale * gamma * (v0 + zeta)
        floats[at + 7 * blockSize + j] = gamma * half
        floats[at + 8 * blockSize + j] = 1 / scale
        floats[at + 9 * blockSize + j] = half * half
      }
      floats.fill(0, at + 4 * blockSize, at + 7 * blockSize)
    }
    return used
  }

  return {
    capacity: capacityBlocks * blockSize,
    traces(theta, n, out) {
      const used = load(theta, n)
      kernel.traces(stateAt, used, points, substeps, outputAt)
      // Transposes time-major blocks to one row per trace.
      for (let k = 0; k < used; k++) {
        const at = outputAt / 4 + k * blockSize * points
        const lanes = Math.min(blockSize, n - k * blockSize)
        for (let from = 0; from < points; from += tile) {
          const to = Math.min(points, from + tile)
          for (let j = 0; j < lanes; j++) {
            const row = (k * blockSize + j) * points
            for (let i = from, p = at + from * blockSize + j; i < to; i++, p += blockSize)
              out[row + i] = floats[p]
          }
        }
      }
    },
    residualSums(theta, n, observed, sums) {
      const used = load(theta, n)
      floats.set(observed.subarray(0, points), observedAt / 4)
      kernel.residualSums(stateAt, used, points, substeps, observedAt)
      for (let i = 0; i < n; i++) {
        const at = (stateAt + Math.floor(i / blockSize) * blockBytes) / 4 + (i % blockSize)
        constantsOf(theta, i * size, own)
        sums[4 * i] = floats[at + 4 * blockSize]
        sums[4 * i + 1] = floats[at + 5 * blockSize]
        sums[4 * i + 2] = observed[0] - own[2]
        sums[4 * i + 3] = floats[at + 6 * blockSize]
      }
    },
  }
}

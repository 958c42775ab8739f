import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { composeForward } from '../../../src-main/model/composition/forward.ts'
import { fitzHughNagumo } from '../../../src-main/model/dynamics/fitzhugh-nagumo/fitzhugh-nagumo.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { createParallelSimulator } from '../../../src-main/model/simulate/parallel-simulator.ts'
import { createSimulator } from '../../../src-main/model/simulate/simulator.ts'
import { drawThetas, preset } from '../../support/priors.ts'

const { constants } = preset
const grid = { dt: 0.2, points: 60, substeps: 4 }
const forward = composeForward({ neuron: fitzHughNagumo, constants, grid })
const single = createSimulator(forward)
const random = createRandom(1)
// A part of a longer array, as callers have it.
const observed = Float32Array.from({ length: 100 }, () => random.normal()).subarray(20, 80)

function onOneThread(n: number) {
  const theta = drawThetas(n, n)
  const traces = new Float32Array(n * grid.points)
  const sums = new Float64Array(4 * n)
  single.predictions(theta, n, traces)
  single.residualSums(theta, n, observed, sums)
  return { theta, traces, sums }
}

let folder: string
let create: typeof createParallelSimulator

beforeAll(async () => {
  // Built as the program is, so that the simulator finds its worker beside itself.
  folder = await mkdtemp(join(tmpdir(), 'nagumo-simulator-'))
  const source = (name: string): string =>
    fileURLToPath(new URL(`../../../src-main/model/simulate/${name}.ts`, import.meta.url))
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: folder,
      rolldownOptions: {
        input: { simulator: source('parallel-simulator'), 'simulation-worker': source('simulation-worker') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  })
  create = createRequire(import.meta.url)(join(folder, 'simulator.cjs')).createParallelSimulator
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the simulator on many threads', () => {
  it.each([2, 3])('gives the numbers of one thread to the last bit (%i threads)', async (threads) => {
    const parallel = create(forward, threads)
    expect(parallel.threads).toBe(threads)
    for (const n of [1, 32, 33, 500]) {
      const expected = onOneThread(n)
      const traces = new Float32Array(n * grid.points + 1).fill(Number.NaN)
      const sums = new Float64Array(4 * n + 1).fill(Number.NaN)
      // Asked for at once, answered in turn.
      const both = [
        parallel.predictions(expected.theta, n, traces),
        parallel.residualSums(expected.theta, n, observed, sums),
      ]
      await Promise.all(both)
      expect(traces.subarray(0, -1)).toEqual(expected.traces)
      expect(sums.subarray(0, -1)).toEqual(expected.sums)
      expect([traces.at(-1), sums.at(-1)]).toEqual([Number.NaN, Number.NaN])
    }
    await parallel.close()
  })

  it('takes constants of each trace', async () => {
    const n = 100
    const of = [null, -0.4, null, 0]
    const thetas = drawThetas(n, 3)
    const rows = Float64Array.from({ length: 4 * n }, (_, i) => {
      const k = Math.floor(i / 4)
      return i % 4 < 2 ? thetas[2 * k + (i % 4)] : i % 4 === 2 ? 2 + k / n : (k % 7) / 7
    })
    const expected = new Float32Array(n * grid.points)
    createSimulator(composeForward({ neuron: fitzHughNagumo, constants: of, grid })).predictions(
      rows,
      n,
      expected,
    )
    const parallel = create(composeForward({ neuron: fitzHughNagumo, constants: of, grid }), 2)
    const found = new Float32Array(n * grid.points)
    await parallel.predictions(rows, n, found)
    await parallel.close()
    expect(found).toEqual(expected)
  })

  it('fails the call that its threads can’t do, rather than wait for ever', async () => {
    const parallel = create({ ...forward, neuron: { ...fitzHughNagumo, id: 'unknown' } }, 2)
    const { theta, traces } = onOneThread(64)
    await expect(parallel.predictions(theta, 64, traces)).rejects.toThrow(/no neuron model/)
    await expect(parallel.predictions(theta, 64, traces)).rejects.toThrow()
    await parallel.close()
  })

  it('leaves the work to the caller’s thread where its worker is not there, or one thread is asked for', async () => {
    for (const parallel of [createParallelSimulator(forward, 4), create(forward, 1)]) {
      expect(parallel.threads).toBe(0)
      const { theta, traces, sums } = onOneThread(40)
      const [found, added] = [new Float32Array(traces.length), new Float64Array(sums.length)]
      await parallel.predictions(theta, 40, found)
      await parallel.residualSums(theta, 40, observed, added)
      expect(found).toEqual(traces)
      expect(added).toEqual(sums)
      await parallel.close()
    }
  })
})

import { readFile, writeFile } from 'node:fs/promises'
import { createRouterClient, implement } from '@orpc/server'
import type { Compute } from '../../src-main/compute/process/compute.ts'
import { computeContract, type EstimateJob } from '../../src-main/contract/compute.ts'
import { NagumoError } from '../../src-main/contract/errors.ts'
import { rudi2022 } from '../../src-main/simulation/presets.ts'
import { createPrior } from '../../src-main/simulation/prior.ts'
import { createRandom } from '../../src-main/simulation/random.ts'
import { createBatchSource } from '../../src-main/simulation/simulate.ts'
import { estimateResult, recording } from './fixtures.ts'

/** What the heavy process is to do; each may be replaced in a test. */
export interface Behaviour {
  warm: () => Promise<void>
  readFile: (path: string, samplesFile: string, signal?: AbortSignal) => Promise<void>
  estimate: (job: EstimateJob, signal?: AbortSignal) => AsyncGenerator<string>
}

/**
 * Stands in for the heavy process, in memory. Reads any file as two sweeps simulated from the preset, and estimates the same
 * numbers for every trace; remembers what it was asked.
 */
export function fakeCompute(
  behaviour: Partial<Behaviour> = {},
): Compute & { jobs: EstimateJob[]; read: string[]; warmed: string[] } {
  const jobs: EstimateJob[] = []
  const read: string[] = []
  const warmed: string[] = []
  const compute = implement(computeContract)
  const router = compute.router({
    backend: compute.backend.handler(() => ({ name: 'native' as const, why: 'libtensorflow 2.15.1' })),
    warm: compute.warm.handler(async ({ input }) => {
      warmed.push(input.modelFolder)
      await behaviour.warm?.()
    }),
    readFile: compute.readFile.handler(async ({ input, signal }) => {
      read.push(await readFile(input.path, 'utf8'))
      const samples = simulatedSweeps()
      await writeFile(input.samplesFile, new Uint8Array(samples.buffer))
      await behaviour.readFile?.(input.path, input.samplesFile, signal)
      const { reading, samplingInterval, start, sweeps } = recording()
      return { reading, points: samples.length / 2, samplingInterval, start, sweeps }
    }),
    estimate: compute.estimate.handler(async function* ({ input, signal }) {
      jobs.push(input)
      const texts = behaviour.estimate?.(input, signal) ?? weighing()
      for await (const text of texts)
        yield { type: 'stage' as const, stage: 'weighing' as const, text, progress: 0.5 }
      yield { type: 'result' as const, result: estimateResult() }
    }),
    train: compute.train.handler(() => {
      throw new NagumoError('COMPUTE_FAILED', 'not for this test')
    }),
  })
  const client = createRouterClient(router)
  return { client: () => client, close: async () => undefined, jobs, read, warmed }
}

/** Two traces of the preset, one after the other. */
export function simulatedSweeps(): Float64Array {
  const prior = createPrior(rudi2022)
  const simulate = createBatchSource(prior, 2)
  return Float64Array.from(simulate(createRandom(1963)).traces)
}

async function* weighing(): AsyncGenerator<string> {
  yield 'weighing 800 draws'
}

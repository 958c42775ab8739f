import { readFile, writeFile } from 'node:fs/promises'
import { createRouterClient, implement } from '@orpc/server'
import { type CellFits, estimateCell } from '../../src-main/compute/estimate-cell.ts'
import { groupSteps } from '../../src-main/compute/group-steps.ts'
import type { Compute } from '../../src-main/compute/process/compute.ts'
import type { CalibrationEvent, CalibrationRequest } from '../../src-main/contract/calibration.ts'
import {
  type CrossCheckJob,
  type CrossCheckResult,
  computeContract,
  type EstimateJob,
  type EstimateResult,
  type TrainJob,
} from '../../src-main/contract/compute.ts'
import { NagumoError } from '../../src-main/contract/errors.ts'
import type { GoldenReplay } from '../../src-main/contract/models.ts'
import type { PriorProblem } from '../../src-main/contract/priors.ts'
import type { TrainEvent } from '../../src-main/contract/trainings.ts'
import { createPrior } from '../../src-main/model/composition/prior.ts'
import { rudi2022 } from '../../src-main/model/prior/presets.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { createBatchSource } from '../../src-main/model/simulate/simulate.ts'
import { estimateResult, recording } from './fixtures.ts'
import { madeFits, madePrediction } from './made-fits.ts'

/** What the heavy process is to do; each may be replaced in a test. */
export interface Behaviour {
  warm: () => Promise<void>
  replay: () => GoldenReplay | null
  readFile: (path: string, samplesFile: string, signal?: AbortSignal) => Promise<void>
  /** Texts of stages, or the preliminary result. */
  estimate: (job: EstimateJob, signal?: AbortSignal) => AsyncGenerator<string | EstimateResult>
  result: (job: EstimateJob) => EstimateResult
  crossCheck: (job: CrossCheckJob, signal?: AbortSignal) => AsyncGenerator<CrossCheckResult>
  cellFits: CellFits
  calibrate: (job: CalibrationRequest & { modelFolder: string }) => AsyncGenerator<CalibrationEvent>
  train: (job: TrainJob, signal?: AbortSignal) => AsyncGenerator<TrainEvent>
  trainingSpeed: (signal?: AbortSignal) => Promise<number>
  trainingSpace: number
  problems: PriorProblem[]
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
    replay: compute.replay.handler(() => behaviour.replay?.() ?? null),
    readFile: compute.readFile.handler(async ({ input, signal }) => {
      read.push(await readFile(input.path, 'utf8'))
      const samples = simulatedSweeps()
      await writeFile(input.samplesFile, new Uint8Array(samples.buffer))
      await behaviour.readFile?.(input.path, input.samplesFile, signal)
      const { reading, samplingInterval, start, sweeps } = recording()
      return { reading, points: samples.length / 2, samplingInterval, start, sweeps }
    }),
    estimate: compute.estimate.handler(async function* ({ input, signal }) {
      const { preliminary, ...job } = input
      jobs.push(job)
      const texts = behaviour.estimate?.(job, signal) ?? weighing()
      for await (const text of texts) {
        if (typeof text === 'string') {
          yield { type: 'stage' as const, stage: 'weighing' as const, text, progress: 0.5 }
        } else if (preliminary) yield { type: 'preliminary' as const, result: text }
      }
      yield { type: 'result' as const, result: behaviour.result?.(job) ?? estimateResult() }
    }),
    train: compute.train.handler(({ input, signal }) => {
      if (behaviour.train) return behaviour.train(input, signal)
      throw new NagumoError('COMPUTE_FAILED', 'not for this test')
    }),
    crossCheck: compute.crossCheck.handler(({ input, signal }) => {
      if (behaviour.crossCheck) return behaviour.crossCheck(input, signal)
      throw new NagumoError('COMPUTE_FAILED', 'not for this test')
    }),
    cell: compute.cell.handler(({ input, signal }) =>
      estimateCell(input, signal, behaviour.cellFits ?? madeFits),
    ),
    predictCell: compute.predictCell.handler(({ input }) => madePrediction(input)),
    groups: compute.groups.handler(({ input, signal }) => groupSteps(input, signal)),
    calibrate: compute.calibrate.handler(({ input }) => {
      if (behaviour.calibrate) return behaviour.calibrate(input)
      throw new NagumoError('COMPUTE_FAILED', 'not for this test')
    }),
    trainingSpeed: compute.trainingSpeed.handler(async ({ signal }) =>
      behaviour.trainingSpeed ? behaviour.trainingSpeed(signal) : 1000,
    ),
    trainingSpace: compute.trainingSpace.handler(() => behaviour.trainingSpace ?? 1e6),
    examinePrior: compute.examinePrior.handler(() => ({
      draws: 500,
      shares: { silent: 0, few: 0, tonic: 1, blowsUp: 0 },
      examples: [],
      problems: behaviour.problems ?? [],
    })),
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

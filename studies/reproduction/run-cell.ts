import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { startEngine } from '../../src-main/compute/tensorflow/start-engine.ts'
import { createTrainedNetwork } from '../../src-main/inference/network/trained-network.ts'
import { readModel } from '../../src-main/library/model-format/model-files.ts'
import { rudi2022 } from '../../src-main/model/prior/presets.ts'
import { readPoints } from '../../src-main/training/evaluate.ts'
import { train } from '../../src-main/training/train.ts'
import { type Cell, cellId } from './cells.ts'
import { type CellResult, parameterAccuracy } from './results.ts'
import { prior, testSeed } from './test-set.ts'

/** Trains a cell's network as the program does, resuming from its last checkpoint, and evaluates it on the test set. */
export async function runCell(cell: Cell, traces: number, folder: string): Promise<CellResult> {
  const { engine, backend } = await startEngine()
  const id = cellId(cell)
  const modelFolder = join(folder, 'models', id)
  const { network, samples, seed, input, targets, data } = cell
  await mkdir(join(folder, 'models'), { recursive: true })
  await rm(modelFolder, { recursive: true, force: true })
  const run = train(
    {
      prior: rudi2022,
      network: `rudi-${network}`,
      input,
      targets,
      data,
      id: id.toLowerCase(),
      name: id,
      description: 'A cell of docs/reproduction.md.',
      samples,
      seed,
      runFolder: join(folder, 'runs', id),
      modelFolder,
      command: 'npm run reproduce',
      earlyStopping: false,
      startFrom: null,
      resume: true,
      finish: false,
      skipCalibration: true,
    },
    { engine },
  )
  // Yields to the event loop: the process exits when its parent is gone.
  for await (const _ of run) await setImmediate()

  const { card, learner, weights } = await readModel(modelFolder)
  const trained = createTrainedNetwork(learner, card, weights, engine)
  const { truth, values } = readPoints(learner, card.normalization, trained, traces, testSeed)
  trained.dispose()
  const D = prior.parameters.length
  const column = (of: Float64Array, j: number): number[] =>
    Array.from({ length: traces }, (_, k) => of[k * D + j])
  const read = prior.parameters
    .map(({ name }, j) => ({ name, truth: column(truth, j), estimate: column(values, j) }))
    .filter(({ estimate }) => Number.isFinite(estimate[0]))
  const { seconds, loss } = card.training
  const last = loss[loss.length - 1]
  return {
    cell,
    accuracy: Object.fromEntries(read.map((p) => [p.name, parameterAccuracy(p.truth, p.estimate)])),
    trainingLoss: last.loss,
    validationLoss: last.validation ?? Number.NaN,
    weights: weights.length,
    seconds,
    samplesPerSecond: last.samples / Math.max(seconds, 1),
    backend: backend.name,
    estimate: Object.fromEntries(read.map((p) => [p.name, p.estimate.map((v) => Number(v.toPrecision(6)))])),
  }
}

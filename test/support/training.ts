import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import type { TrainJob } from '../../src-main/contract/compute.ts'
import { NetworkInput, type NetworkSpec, NetworkTargets } from '../../src-main/contract/models.ts'
import { buildNetwork } from '../../src-main/inference/network/build.ts'
import { findNetwork, showsTrace } from '../../src-main/inference/network/catalogue.ts'
import { readWeights, type WeightSpec, weightSpecs } from '../../src-main/inference/network/weights.ts'
import { createPrior } from '../../src-main/model/composition/prior.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { allocateBatch, batchShape } from '../../src-main/training/batch.ts'
import { type Checkpoint, readCheckpoint } from '../../src-main/training/checkpoint.ts'
import { gradientStep } from '../../src-main/training/gradient-step.ts'
import { createLoss } from '../../src-main/training/loss.ts'
import {
  createBatchFiller,
  type DataSettings,
  normalizationOf,
} from '../../src-main/training/training-data.ts'
import { presetOn } from './priors.ts'

/** A network at its start with a batch of `n` short traces, and its loss and gradient there. */
export function trainingExample(spec: NetworkSpec, points: number, n: number) {
  const prior = createPrior(presetOn({ points }))
  const model = buildNetwork(spec, prior, 3)
  const specs: WeightSpec[] = weightSpecs(model)
  const weights = readWeights(model).map((w, i) => w + 0.02 * Math.sin(i))
  model.dispose()
  const data = freshData(spec, n, 5)
  const shape = batchShape(prior, spec, n)
  const batch = allocateBatch(shape)
  createBatchFiller(data, prior, normalizationOf(data, prior, createRandom(1)))(0, batch)
  return {
    weights,
    gradientAt(at: Float32Array): { loss: number; gradient: Float32Array } {
      const lossFunction = createLoss(spec, shape.targets)
      const gradient = new Float32Array(at.length)
      const loss = gradientStep(spec, specs, at, shape, batch, lossFunction, gradient)
      lossFunction.dispose()
      return { loss, gradient }
    },
  }
}

/** Fresh simulations in batches of n. */
export function freshData(spec: NetworkSpec, n: number, seed: number): DataSettings {
  const recipe = { data: 'fresh', batch: n, peakRate: 2e-3, maximalGradientNorm: 5 } as const
  return { spec, recipe, samples: 1000 * n, seed }
}

export function tensorsInMemory(): number {
  return tf.memory().numTensors
}

/** The paper's networks with every input and targets that they can have. */
export const pointVariants: { name: string; spec: NetworkSpec }[] = NetworkTargets.options.flatMap(
  (targets) =>
    NetworkInput.options.flatMap((input) =>
      ['rudi-dense', 'rudi-convolutional']
        .filter((name) => name === 'rudi-dense' || showsTrace(input))
        .map((name) => ({
          name: `${name}, ${input}, ${targets}`,
          spec: findNetwork(name, { input, targets }).spec,
        })),
    ),
)

const usualJob = {
  prior: presetOn({ points: 40 }),
  network: 'posterior-one-gaussian',
  id: 'a-model',
  name: 'A model',
  description: 'for a test',
  samples: 1024,
  seed: 7,
  earlyStopping: false,
  startFrom: null,
  resume: false,
  finish: false,
  command: 'nagumo train',
}

/** A small training in a folder of its own. */
export function trainJob(home: string, change: Partial<TrainJob> = {}): TrainJob {
  return { ...usualJob, runFolder: join(home, 'run'), modelFolder: join(home, 'a-model'), ...change }
}

/** The checkpoint that a run left, whatever it calls its job. */
export async function checkpointIn(runFolder: string): Promise<Checkpoint> {
  const bytes = await readFile(join(runFolder, 'checkpoint.bin'))
  const header = bytes.subarray(4, 4 + bytes.readUInt32LE(0)).toString('utf8')
  const found = await readCheckpoint(runFolder, JSON.parse(header).job)
  if (!found) throw new Error('no checkpoint was left')
  return found
}

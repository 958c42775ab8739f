import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TrainJob } from '../../src-main/contract/compute.ts'
import { NetworkInput, type NetworkSpec, NetworkTargets } from '../../src-main/contract/networks.ts'
import type { PriorFile } from '../../src-main/contract/priors.ts'
import { allocateBatch } from '../../src-main/inference/network/batch.ts'
import { findNetwork } from '../../src-main/inference/network/catalogue/find-network.ts'
import { showsTrace } from '../../src-main/inference/network/embeddings/registry.ts'
import { createLearner } from '../../src-main/inference/network/learner.ts'
import { tensorflowEngine } from '../../src-main/inference/network/tensorflow/engine.ts'
import { createPrior } from '../../src-main/model/composition/prior.ts'
import { spikeCyclePreset } from '../../src-main/model/prior/presets.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { type Checkpoint, readCheckpoint } from '../../src-main/training/checkpoint.ts'
import {
  createBatchFiller,
  type DataSettings,
  normalizationOf,
} from '../../src-main/training/training-data.ts'
import { presetOn } from './priors.ts'

/** A network at its start with a batch of `n` short traces, and its loss and gradient there. */
export function trainingExample(spec: NetworkSpec, points: number, n: number) {
  const learner = createLearner(createPrior(priorFor(spec, points)), spec)
  const weights = tensorflowEngine.initialWeights(learner, 3).map((w, i) => w + 0.02 * Math.sin(i))
  const data = freshData(n, 5)
  const batch = allocateBatch(learner, n)
  createBatchFiller(learner, data, normalizationOf(learner, data, createRandom(1)))(0, batch)
  return {
    weights,
    gradientAt(at: Float32Array): { loss: number; gradient: Float32Array } {
      const trainer = tensorflowEngine.trainer(learner)
      const gradient = new Float32Array(at.length)
      const loss = trainer.lossAndGradient(at, batch, n, gradient)
      trainer.dispose()
      return { loss, gradient }
    },
  }
}

/** A prior whose data the network reads: short traces, or mean cycles, which always have the same size. */
export function priorFor(spec: NetworkSpec, points: number): PriorFile {
  const ofCycles = spec.kind === 'posterior' && spec.embedding === 'meanCycle'
  return ofCycles ? spikeCyclePreset : presetOn({ points })
}

/** Fresh simulations in batches of n. */
export function freshData(n: number, seed: number): DataSettings {
  const recipe = { data: 'fresh', batch: n, peakRate: 2e-3, maximalGradientNorm: 5 } as const
  return { recipe, samples: 1000 * n, seed }
}

export function tensorsInMemory(): number {
  return tensorflowEngine.tensorCount()
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

import type { Normalization } from '../contract/networks.ts'
import type { TrainingRecipe } from '../contract/training-recipe.ts'
import { allocateBatch, type TrainingBatch } from '../inference/network/batch.ts'
import type { Learner } from '../inference/network/learner.ts'
import { createRandom, type Random } from '../model/random.ts'
import type { Batch } from '../model/simulate/simulate.ts'

/** The training data of a network. */
export interface DataSettings {
  recipe: TrainingRecipe
  /** Simulations in the set, or in total. */
  samples: number
  /** Of the simulations and of their order. */
  seed: number
}

/** Simulations that determine the normalization of a network without a fixed training set. */
const normalizationDraws = 4096

/** How many steps a run takes. */
export function stepCount({ recipe, samples }: Pick<DataSettings, 'recipe' | 'samples'>): number {
  const once = Math.ceil(samples / recipe.batch)
  return recipe.data === 'set' ? once * recipe.epochs : once
}

/** Rows in the batch of step `index`: the last one of an epoch may be smaller. */
export function rowsOf({ recipe, samples }: Pick<DataSettings, 'recipe' | 'samples'>, index: number): number {
  if (recipe.data === 'fresh') return recipe.batch
  const within = index % Math.ceil(samples / recipe.batch)
  return Math.min(recipe.batch, samples - within * recipe.batch)
}

/** Simulations seen up to step `index`, counting repeats. */
export function samplesSeen(settings: Pick<DataSettings, 'recipe' | 'samples'>, index: number): number {
  const { recipe, samples } = settings
  if (recipe.data === 'fresh') return index * recipe.batch
  const once = Math.ceil(samples / recipe.batch)
  return Math.floor(index / once) * samples + Math.min(samples, (index % once) * recipe.batch)
}

/** The normalization of a run: from its training set where it has one, else from separate draws. */
export function normalizationOf(learner: Learner, settings: DataSettings, random: Random): Normalization {
  const { recipe, samples, seed } = settings
  const measured =
    recipe.data === 'set'
      ? learner.simulations(samples)(createRandom(seed))
      : learner.simulations(normalizationDraws)(random)
  return learner.measureNormalization(measured)
}

/**
 * Fills the batch of a step. Deterministic in step and seed: so a resumed run sees the same batches as an
 * uninterrupted one, and workers can share the work.
 */
export type BatchFiller = (index: number, out: TrainingBatch) => void

export function createBatchFiller(
  learner: Learner,
  settings: DataSettings,
  normalization: Normalization,
): BatchFiller {
  return settings.recipe.data === 'fresh'
    ? freshFiller(learner, settings, normalization)
    : setFiller(learner, settings, normalization)
}

/** Writes simulations as conditioned rows, ready for the network. */
export function createRowWriter(
  learner: Learner,
  normalization: Normalization,
): (batch: Batch, n: number, out: TrainingBatch) => void {
  const { size, targets } = learner
  const D = learner.prior.parameters.length
  const writeInput = learner.inputWriter(normalization, learner.learnsFromNoise)
  const writeTarget = learner.targetWriter(normalization)
  return ({ parameters, traces }, n, out) => {
    for (let k = 0; k < n; k++) {
      const reading = writeInput(traces, k * size, out.inputs, k)
      writeTarget(parameters, k * D, reading, out.target, k * targets)
    }
  }
}

function freshFiller(
  learner: Learner,
  { recipe, seed }: DataSettings,
  normalization: Normalization,
): BatchFiller {
  const source = learner.simulations(recipe.batch)
  const write = createRowWriter(learner, normalization)
  const root = createRandom(seed)
  return (index, out) => write(source(root.fork(index)), recipe.batch, out)
}

function setFiller(learner: Learner, settings: DataSettings, normalization: Normalization): BatchFiller {
  const { recipe, samples, seed } = settings
  const set = allocateBatch(learner, samples)
  createRowWriter(learner, normalization)(learner.simulations(samples)(createRandom(seed)), samples, set)
  const columns = [...set.inputs, set.target]
  const widths = [...learner.widths, learner.targets]
  const root = createRandom(seed)
  const once = Math.ceil(samples / recipe.batch)
  let epoch = -1
  let order: Int32Array = new Int32Array()
  return (index, out) => {
    const wanted = Math.floor(index / once)
    if (wanted !== epoch) {
      epoch = wanted
      order = shuffled(samples, root.fork(epoch))
    }
    const from = (index % once) * recipe.batch
    const rows = order.subarray(from, from + rowsOf(settings, index))
    const targets = [...out.inputs, out.target]
    rows.forEach((row, k) => {
      columns.forEach((column, i) => {
        targets[i].set(column.subarray(row * widths[i], (row + 1) * widths[i]), k * widths[i])
      })
    })
  }
}

/** 0 … n−1 in random order (Fisher–Yates shuffle). */
function shuffled(n: number, random: Random): Int32Array {
  const order = Int32Array.from({ length: n }, (_, i) => i)
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(random.uniform() * (i + 1))
    ;[order[i], order[j]] = [order[j], order[i]]
  }
  return order
}

import type { NetworkSpec, Normalization, TrainingRecipe } from '../contract/models.ts'
import { createInputWriter, learnsFromNoise } from '../inference/network/inputs.ts'
import { measureNormalization, normalizationDraws } from '../inference/network/normalization.ts'
import { createTargetWriter } from '../inference/network/targets.ts'
import type { Prior } from '../model/composition/prior.ts'
import { createRandom, type Random } from '../model/random.ts'
import { type Batch, createBatchSource } from '../model/simulate/simulate.ts'
import { allocateBatch, batchShape, type TrainingBatch } from './batch.ts'

/** What a network is trained on. */
export interface DataSettings {
  spec: NetworkSpec
  recipe: TrainingRecipe
  /** Simulations in the set, or in all. */
  samples: number
  /** Of the simulations and of the order they are seen in. */
  seed: number
}

/** How many steps a run takes. */
export function stepCount({ recipe, samples }: Pick<DataSettings, 'recipe' | 'samples'>): number {
  const once = Math.ceil(samples / recipe.batch)
  return recipe.data === 'set' ? once * recipe.epochs : once
}

/** Rows of the batch of step `index`: the last one of a pass through a set may be smaller. */
export function rowsOf({ recipe, samples }: Pick<DataSettings, 'recipe' | 'samples'>, index: number): number {
  if (recipe.data === 'fresh') return recipe.batch
  const within = index % Math.ceil(samples / recipe.batch)
  return Math.min(recipe.batch, samples - within * recipe.batch)
}

/** Simulations seen up to step `index`, each as often as it was seen. */
export function samplesSeen(settings: Pick<DataSettings, 'recipe' | 'samples'>, index: number): number {
  const { recipe, samples } = settings
  if (recipe.data === 'fresh') return index * recipe.batch
  const once = Math.ceil(samples / recipe.batch)
  return Math.floor(index / once) * samples + Math.min(samples, (index % once) * recipe.batch)
}

/** Simulations of the kind that a network learns from: with noise, or without. Buffers are reused between calls. */
export function simulationsFor(spec: NetworkSpec, prior: Prior, n: number): (random: Random) => Batch {
  return createBatchSource(prior, n, { noise: learnsFromNoise(spec) })
}

/** The normalization of a run: of its own training set where it has one, else of draws of their own. */
export function normalizationOf(settings: DataSettings, prior: Prior, random: Random): Normalization {
  const { spec, recipe, samples, seed } = settings
  const measured =
    recipe.data === 'set'
      ? simulationsFor(spec, prior, samples)(createRandom(seed))
      : simulationsFor(spec, prior, normalizationDraws)(random)
  return measureNormalization(spec, prior, measured)
}

/**
 * Fills the batch of a step. That of a step and a seed is always the same, whoever makes it and when: so a resumed run
 * sees what an uninterrupted one would have, and workers can share the work.
 */
export type BatchFiller = (index: number, out: TrainingBatch) => void

export function createBatchFiller(
  settings: DataSettings,
  prior: Prior,
  normalization: Normalization,
): BatchFiller {
  return settings.recipe.data === 'fresh'
    ? freshFiller(settings, prior, normalization)
    : setFiller(settings, prior, normalization)
}

/** Writes simulations as rows ready for the network. */
export function createRowWriter(
  spec: NetworkSpec,
  prior: Prior,
  normalization: Normalization,
): (batch: Batch, n: number, out: TrainingBatch) => void {
  const { points } = prior.grid
  const D = prior.parameters.length
  const { targets } = batchShape(prior, spec, 1)
  const writeInput = createInputWriter(spec, prior, normalization, learnsFromNoise(spec))
  const writeTarget = createTargetWriter(spec, prior, normalization)
  return ({ parameters, traces }, n, out) => {
    for (let k = 0; k < n; k++) {
      const reading = writeInput(traces, k * points, out.inputs, k)
      writeTarget(parameters, k * D, reading, out.target, k * targets)
    }
  }
}

function freshFiller(
  { spec, recipe, seed }: DataSettings,
  prior: Prior,
  normalization: Normalization,
): BatchFiller {
  const source = simulationsFor(spec, prior, recipe.batch)
  const write = createRowWriter(spec, prior, normalization)
  const root = createRandom(seed)
  return (index, out) => write(source(root.fork(index)), recipe.batch, out)
}

function setFiller(settings: DataSettings, prior: Prior, normalization: Normalization): BatchFiller {
  const { spec, recipe, samples, seed } = settings
  const shape = batchShape(prior, spec, samples)
  const set = allocateBatch(shape)
  createRowWriter(spec, prior, normalization)(
    simulationsFor(spec, prior, samples)(createRandom(seed)),
    samples,
    set,
  )
  const columns = [...set.inputs, set.target]
  const widths = [...shape.widths, shape.targets]
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

/** 0 … n−1 in a random order (Fisher & Yates). */
function shuffled(n: number, random: Random): Int32Array {
  const order = Int32Array.from({ length: n }, (_, i) => i)
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(random.uniform() * (i + 1))
    ;[order[i], order[j]] = [order[j], order[i]]
  }
  return order
}

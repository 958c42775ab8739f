import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { NetworkInput, NetworkTargets } from '../../src-main/contract/networks.ts'
import { TrainingData } from '../../src-main/contract/training-recipe.ts'
import { accuracyOf } from '../../src-main/training/accuracy.ts'

/** Accuracy of one parameter on the test set. */
export const ParameterAccuracy = z.object({
  r2: z.number(),
  rmse: z.number(),
  /** Quartiles of the absolute error, % of the true value. */
  percentageError: z.object({ q25: z.number(), q50: z.number(), q75: z.number() }),
})
export type ParameterAccuracy = z.infer<typeof ParameterAccuracy>

const Columns = z.record(z.string(), z.array(z.number()))

export const CellResult = z.object({
  cell: z.object({
    network: z.enum(['dense', 'convolutional']),
    input: NetworkInput,
    targets: NetworkTargets,
    samples: z.number(),
    data: TrainingData,
    seed: z.number(),
  }),
  accuracy: z.record(z.string(), ParameterAccuracy),
  /** Final mean squared error of the scaled targets: on the training set, and on held-out traces. */
  trainingLoss: z.number(),
  validationLoss: z.number(),
  weights: z.number(),
  seconds: z.number(),
  samplesPerSecond: z.number(),
  backend: z.string(),
  /** Estimates on the test set, by parameter, in the order of the test traces. */
  estimate: Columns,
})
export type CellResult = z.infer<typeof CellResult>

/** Means of the posterior network and the exact posterior for a part of the test set, by parameter. */
export const ReferenceResult = z.object({
  from: z.number(),
  network: Columns,
  exact: Columns,
  seconds: z.number(),
})
export type ReferenceResult = z.infer<typeof ReferenceResult>

export function parameterAccuracy(truth: readonly number[], estimate: readonly number[]): ParameterAccuracy {
  const errors = truth.map((t, k) => (100 * Math.abs(estimate[k] - t)) / Math.abs(t)).sort((a, b) => a - b)
  const at = (p: number): number => errors[Math.min(errors.length - 1, Math.floor(p * errors.length))]
  return {
    ...accuracyOf(truth, estimate),
    percentageError: { q25: at(0.25), q50: at(0.5), q75: at(0.75) },
  }
}

/** A stored result, or null where none is readable. */
export async function readResult<T>(file: string, schema: z.ZodType<T>): Promise<T | null> {
  try {
    return schema.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return null
  }
}

/** Atomic write: to a temporary file, then renamed. */
export async function keepResult(file: string, value: unknown): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(`${file}.next`, JSON.stringify(value))
  await rename(`${file}.next`, file)
}

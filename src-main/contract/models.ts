import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { CalibrationEvent, CalibrationRequest, ModelCalibration, Recalibration } from './calibration.ts'
import { ByParameter, Damaged, Id, ParameterDescription } from './common.ts'
import { maxModelBytes } from './limits.ts'
import { ErrorMixture, NetworkSpec, Normalization } from './networks.ts'
import { OpenedFile } from './opened.ts'
import { PriorFile } from './priors.ts'
import { LossPoint, TrainingRecipe } from './training-recipe.ts'

export { PriorFile }

/** Accuracy of the network alone, on held-out traces. */
export const Evaluation = z.object({
  traces: z.number().int(),
  seed: z.number().int(),
  r2: ByParameter(z.number()),
  rmse: ByParameter(z.number()),
  /** Null if the network provides no intervals. */
  coverage90: ByParameter(z.number()).nullable(),
  medianEssFraction: z.number(),
  /** True and estimated values for scatter plots, by parameter. */
  scatter: ByParameter(z.object({ truth: z.array(z.number()), estimate: z.array(z.number()) })),
})
export type Evaluation = z.infer<typeof Evaluation>

/** The recording that a refined model was trained for; the model is valid only for it. */
export const Focus = z.object({
  recording: z.string(),
  recordingId: Id.nullable(),
  sweep: z.string(),
  /** ms */
  window: z.object({ from: z.number(), to: z.number() }),
  /** The model whose posterior the prior was narrowed to. */
  basedOn: z.string(),
})
export type Focus = z.infer<typeof Focus>

/** Software that made a model; null if not recorded. */
export const MadeWith = z.object({
  /** Version of Nagumo. */
  program: z.string().nullable(),
  /** Version of TensorFlow.js. */
  tensorflow: z.string().nullable(),
  /** TensorFlow backend that did the computation. */
  backend: z.string(),
})
export type MadeWith = z.infer<typeof MadeWith>

const Note = z.string().max(4000)

export const ModelCard = z.object({
  format: z.literal('nagumo-model'),
  /** Older versions are migrated on reading. */
  version: z.literal(3),
  id: Id,
  name: z.string().min(1).max(80),
  description: z.string(),
  /** The user's note. */
  note: Note.default(''),
  createdAt: z.iso.datetime(),
  prior: PriorFile,
  /** Its name in the catalogue when it was trained. */
  networkName: z.string(),
  network: NetworkSpec,
  normalization: Normalization,
  /** For a point network only. */
  errors: ErrorMixture.nullable().default(null),
  /** For a model refined for one recording; null if it applies to its whole prior. */
  focus: Focus.nullable().default(null),
  training: z.object({
    recipe: TrainingRecipe.default({ data: 'fresh', batch: 256, peakRate: 2e-3, maximalGradientNorm: 5 }),
    /** Number of distinct training simulations. */
    samples: z.number().int(),
    batch: z.number().int(),
    seed: z.number().int(),
    seconds: z.number(),
    backend: z.string(),
    /** The command that made it. */
    command: z.string(),
    loss: z.array(LossPoint),
  }),
  evaluation: Evaluation.nullable(),
  /** Result of its calibration test; null if not tested. */
  calibration: ModelCalibration.nullable().default(null),
  /** Recalibrates the network’s posteriors; null if they are used unchanged. */
  recalibration: Recalibration.nullable().default(null),
  versions: MadeWith.omit({ backend: true }).default({ program: null, tensorflow: null }),
  /** SHA-256 of the weights, hexadecimal. */
  checksum: z.string(),
  /** SHA-256 of model.json, which lists the weights; null for models from before it was recorded. */
  manifest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .default(null),
  /** SHA-256 of golden.json; null for models from before golden traces were introduced. */
  golden: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .default(null),
})
export type ModelCard = z.infer<typeof ModelCard>

export const ModelEntry = ModelCard.extend({
  shipped: z.boolean(),
  /** Whether it is used when no model is named. */
  isDefault: z.boolean(),
  parameters: z.array(ParameterDescription),
  /** What its network estimates, and its accuracy and calibration refer to: parameters, or features of the trace. */
  quantities: z.array(ParameterDescription),
  weights: z.number().int(),
})
export type ModelEntry = z.infer<typeof ModelEntry>

/** Comparison of a model's golden traces, run again, with their stored results. */
export const GoldenReplay = z.object({
  /** Whether both differences are within those between TensorFlow backends. */
  same: z.boolean(),
  /** Largest difference of a network output, relative to 1 + its magnitude. */
  outputs: z.number(),
  /** Largest difference of a proposal's mean or width, in units of its sd. */
  proposals: z.number(),
  made: MadeWith,
  here: MadeWith,
})
export type GoldenReplay = z.infer<typeof GoldenReplay>

const One = z.object({ id: Id })
const ModelName = z.string().trim().min(1).max(80)

const Imported = z.object({ model: ModelEntry, already: z.boolean() })

export const models = {
  /** The default first, then built-in ones, then the user's own, each newest first. */
  list: oc.output(z.array(ModelEntry)),
  /** Entries that cannot be read, and why. */
  damaged: oc.output(z.array(Damaged)),
  get: oc.input(One).output(ModelEntry),
  /** Only for the user's own models; likewise note and remove. */
  rename: oc.input(One.extend({ name: ModelName })).output(ModelEntry),
  note: oc.input(One.extend({ note: Note })).output(ModelEntry),
  /** Copies a model under another name, with the same weights. */
  duplicate: oc.input(One.extend({ name: ModelName })).output(ModelEntry),
  remove: oc.input(One).output(z.void()),
  /** Undoes a removal. */
  restore: oc.input(One).output(ModelEntry),
  makeDefault: oc.input(One).output(z.void()),
  /** Runs the golden traces again; null if the model has none. */
  replay: oc.input(One).output(GoldenReplay.nullable()),
  /**
   * Tests its calibration; the result is saved on the card of the user's own model, only returned for a built-in one.
   */
  calibrate: oc.input(CalibrationRequest.extend(One.shape)).output(eventIterator(CalibrationEvent)),
  /** The model as a single file, named after it. */
  export: oc.input(One).output(z.file()),
  /** Imports an exported model; `already` if an identical one exists, which is then returned. */
  import: oc.input(z.object({ file: z.file().max(maxModelBytes) })).output(Imported),
  /** Imports a file that was opened with the program (opened.ts). */
  importOpened: oc.input(OpenedFile.pick({ opened: true })).output(Imported),
}

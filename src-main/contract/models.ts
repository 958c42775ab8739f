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

/** How good the network alone is, on traces it has never seen. */
export const Evaluation = z.object({
  traces: z.number().int(),
  seed: z.number().int(),
  r2: ByParameter(z.number()),
  rmse: ByParameter(z.number()),
  /** Null where the network gives no intervals. */
  coverage90: ByParameter(z.number()).nullable(),
  medianEssFraction: z.number(),
  /** True against estimated, for the scatter plots; by parameter. */
  scatter: ByParameter(z.object({ truth: z.array(z.number()), estimate: z.array(z.number()) })),
})
export type Evaluation = z.infer<typeof Evaluation>

/** The one recording that a refined model was trained for; it holds for no other. */
export const Focus = z.object({
  recording: z.string(),
  recordingId: Id.nullable(),
  sweep: z.string(),
  /** ms */
  window: z.object({ from: z.number(), to: z.number() }),
  /** The model whose estimate was narrowed down. */
  basedOn: z.string(),
})
export type Focus = z.infer<typeof Focus>

/** What a model was made with; null where nobody wrote it down. */
export const MadeWith = z.object({
  /** Version of Nagumo. */
  program: z.string().nullable(),
  /** Version of TensorFlow.js. */
  tensorflow: z.string().nullable(),
  /** Which TensorFlow did the arithmetic. */
  backend: z.string(),
})
export type MadeWith = z.infer<typeof MadeWith>

const Note = z.string().max(4000)

export const ModelCard = z.object({
  format: z.literal('nagumo-model'),
  /** Older ones are brought to it where they are read. */
  version: z.literal(3),
  id: Id,
  name: z.string().min(1).max(80),
  description: z.string(),
  /** What a person wrote to it. */
  note: Note.default(''),
  createdAt: z.iso.datetime(),
  prior: PriorFile,
  /** Its name in the catalogue when it was trained. */
  networkName: z.string(),
  network: NetworkSpec,
  normalization: Normalization,
  /** Of a point network. */
  errors: ErrorMixture.nullable().default(null),
  /** Of a model refined for one recording; null where it serves all that its prior could have made. */
  focus: Focus.nullable().default(null),
  training: z.object({
    recipe: TrainingRecipe.default({ data: 'fresh', batch: 256, peakRate: 2e-3, maximalGradientNorm: 5 }),
    /** Different simulations that it learned from. */
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
  /** What was found when its posteriors were held against the truth; null where nobody looked. */
  calibration: ModelCalibration.nullable().default(null),
  /** Corrects the network’s own posteriors; null where they are used as they come. */
  recalibration: Recalibration.nullable().default(null),
  versions: MadeWith.omit({ backend: true }).default({ program: null, tensorflow: null }),
  /** SHA-256 of the weights, hexadecimal. */
  checksum: z.string(),
  /** SHA-256 of model.json, which lists the weights; null where the model was made before it was written down. */
  manifest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .default(null),
  /** SHA-256 of golden.json; null where the model was made before there were golden traces. */
  golden: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .default(null),
})
export type ModelCard = z.infer<typeof ModelCard>

export const ModelEntry = ModelCard.extend({
  shipped: z.boolean(),
  /** The first is used where none is named. */
  isDefault: z.boolean(),
  parameters: z.array(ParameterDescription),
  /** What its network tells, and its accuracy and calibration are of: parameters, or what a trace shows instead. */
  quantities: z.array(ParameterDescription),
  weights: z.number().int(),
})
export type ModelEntry = z.infer<typeof ModelEntry>

/** What a model's golden traces gave when they were asked again. */
export const GoldenReplay = z.object({
  /** Whether both differences are within what TensorFlows differ by. */
  same: z.boolean(),
  /** Largest difference of a number that the network puts out, relative to 1 + its size. */
  outputs: z.number(),
  /** Largest difference of a proposal's mean or width, in its sd. */
  proposals: z.number(),
  made: MadeWith,
  here: MadeWith,
})
export type GoldenReplay = z.infer<typeof GoldenReplay>

const One = z.object({ id: Id })
const ModelName = z.string().trim().min(1).max(80)

const Imported = z.object({ model: ModelEntry, already: z.boolean() })

export const models = {
  /** The default first, then shipped ones, then own ones, each newest first. */
  list: oc.output(z.array(ModelEntry)),
  /** What the list leaves out, and why. */
  damaged: oc.output(z.array(Damaged)),
  get: oc.input(One).output(ModelEntry),
  /** Only of one's own; so are note and remove. */
  rename: oc.input(One.extend({ name: ModelName })).output(ModelEntry),
  note: oc.input(One.extend({ note: Note })).output(ModelEntry),
  /** The same weights under another name. */
  duplicate: oc.input(One.extend({ name: ModelName })).output(ModelEntry),
  remove: oc.input(One).output(z.void()),
  /** Takes a removal back. */
  restore: oc.input(One).output(ModelEntry),
  makeDefault: oc.input(One).output(z.void()),
  /** Asks the golden traces again; null where the model has none. */
  replay: oc.input(One).output(GoldenReplay.nullable()),
  /** Holds its posteriors against the truth; what is found is kept on the card of one’s own, and only told of a shipped one. */
  calibrate: oc.input(CalibrationRequest.extend(One.shape)).output(eventIterator(CalibrationEvent)),
  /** The model as one file, named after it. */
  export: oc.input(One).output(z.file()),
  /** Keeps a model that was exported; `already` where its like is here, which is then given back. */
  import: oc.input(z.object({ file: z.file().max(maxModelBytes) })).output(Imported),
  /** The same of a file that was opened with the program (opened.ts). */
  importOpened: oc.input(OpenedFile.pick({ opened: true })).output(Imported),
}

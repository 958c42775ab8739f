import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Id } from './common.ts'
import { Conditioning, Rescaling } from './conditioning.ts'
import { EffectScale } from './groups.ts'
import { comparedConditions, comparedReports } from './limits.ts'
import { Focus } from './models.ts'
import { NetworkInput, NetworkTargets } from './networks.ts'
import { PriorFile } from './priors.ts'
import { Window } from './recordings.ts'
import { StatedSteps } from './stated-steps.ts'
import { TrainingData } from './training-recipe.ts'

/** What a person chose for one recording and has not estimated yet; kept beside it. What is left out is proposed. */
export const RecordingWork = z.object({
  sweep: z.number().int().nonnegative().default(0),
  /** ms on the recording's clock. */
  window: Window.nullable().default(null),
  conditioning: Conditioning.default([]),
  /** What the conditioning was before, the last one last. */
  conditioningBefore: z.array(Conditioning).max(50).default([]),
  /** By sweep. */
  rescaling: z.record(z.string().regex(/^\d+$/), Rescaling).default({}),
  /** When current was injected, where a person said it; null for never. */
  stimulus: Window.nullable().optional(),
  /** Left out where the recording goes with what was chosen last. */
  modelId: Id.optional(),
  /** A prior in place of the model's; null for the model's own. */
  prior: PriorFile.nullable().optional(),
  /** Of its family of sweeps. */
  family: z
    .object({
      leaveOut: z.array(z.number().int().nonnegative()).default([]),
      sweep: z.number().int().nonnegative().default(0),
      stated: StatedSteps.nullable().default(null),
    })
    .optional(),
})
export type RecordingWork = z.infer<typeof RecordingWork>

/** A number as it is typed, which may not be one yet. */
const Text = z.string().max(2000)

/** The prior of a training as it is written: the texts of its fields. */
export const PriorDraft = z.object({
  base: PriorFile,
  noise: z.string().max(80),
  rows: z.record(
    z.string(),
    z.object({
      kind: z.enum(['truncatedNormal', 'normal', 'uniform', 'logUniform', 'logNormal', 'fixed']),
      texts: z.record(z.string(), Text),
    }),
  ),
  grid: z.object({ dt: Text, points: Text, substeps: Text }),
})
export type PriorDraft = z.infer<typeof PriorDraft>

/** A training as it is written on the form. */
export const TrainingDraft = z.object({
  name: Text,
  description: z.string().max(20_000),
  network: z.string().max(80),
  input: NetworkInput,
  targets: NetworkTargets,
  data: TrainingData,
  budgetBy: z.enum(['time', 'samples']),
  minutes: Text,
  samples: Text,
  seed: Text,
  earlyStopping: z.boolean(),
  wantedStart: Id.nullable(),
  focus: Focus.nullable(),
  prior: PriorDraft,
})
export type TrainingDraft = z.infer<typeof TrainingDraft>

/** A batch as it is written on the form. */
export const BatchDraft = z.object({
  /** Recordings that are left out. */
  left: z.array(Id).max(20_000),
  search: Text,
  /** Names, with commas between. */
  sweeps: Text,
  /** ms; one may not end after it begins yet. */
  windows: z.array(Window).max(1000),
  modelId: Id.nullable(),
  conditioned: z.boolean(),
  byEvidence: z.boolean(),
  crossCheck: z.boolean(),
  cores: z.number().int().positive().nullable(),
})
export type BatchDraft = z.infer<typeof BatchDraft>

/** Which conditions are to be compared, and of which cells their recordings are. */
export const GroupsDraft = z.object({
  /** The reference condition first; null until a person chose any. */
  names: z.array(Text).max(comparedConditions.most).nullable(),
  /** Names of cells, by condition and recording, where they are not the usual ones. */
  cells: z.record(z.string(), z.string().max(120)),
  /** null: the usual ones. */
  parameters: z.array(z.string().max(80)).max(40).nullable(),
  scales: z.record(z.string(), EffectScale),
  seed: z.number().int().min(0).max(0xffffffff),
  unpaired: z.boolean(),
})
export type GroupsDraft = z.infer<typeof GroupsDraft>

/** As long as one that names as many reports as can be compared. */
const mostAddress = 100 + 81 * comparedReports.most

/** Where a window was last: its address, such as #/models/rudi-2022, and the recording that was open. */
export const Place = z.object({ address: z.string().max(mostAddress), recordingId: Id.nullable() })
export type Place = z.infer<typeof Place>

/** Work that is not finished: kept as it is done, so that a reload, a crash or a restart loses none. The last one to write wins. */
export const work = {
  /** Null where nothing is kept. */
  recording: oc.input(z.object({ id: Id })).output(RecordingWork.nullable()),
  keepRecording: oc.input(z.object({ id: Id, work: RecordingWork })).output(z.void()),
  training: oc.output(TrainingDraft.nullable()),
  keepTraining: oc.input(TrainingDraft).output(z.void()),
  batch: oc.output(BatchDraft.nullable()),
  keepBatch: oc.input(BatchDraft).output(z.void()),
  groups: oc.output(GroupsDraft.nullable()),
  keepGroups: oc.input(GroupsDraft).output(z.void()),
  place: oc.output(Place.nullable()),
  keepPlace: oc.input(Place).output(z.void()),
}

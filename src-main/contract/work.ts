import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Id } from './common.ts'
import { Conditioning, Rescaling } from './conditioning.ts'
import { EffectScale, GroupAnswer } from './groups.ts'
import { comparedConditions, comparedReports } from './limits.ts'
import { Focus } from './models.ts'
import { NetworkInput, NetworkTargets } from './networks.ts'
import { PriorFile } from './priors.ts'
import { Window } from './recordings.ts'
import { StatedSteps } from './stated-steps.ts'
import { TrainingData } from './training-recipe.ts'

/** The user's settings for one recording before an estimate, stored beside it. Omitted values are proposed. */
export const RecordingWork = z.object({
  sweep: z.number().int().nonnegative().default(0),
  /** ms on the recording's clock. */
  window: Window.nullable().default(null),
  conditioning: Conditioning.default([]),
  /** Previous conditioning, most recent last. */
  conditioningBefore: z.array(Conditioning).max(50).default([]),
  /** By sweep index. */
  rescaling: z.record(z.string().regex(/^\d+$/), Rescaling).default({}),
  /** Time of the current injection, if the user stated it; null for none. */
  stimulus: Window.nullable().optional(),
  /** Omitted if the recording uses the last chosen model. */
  modelId: Id.optional(),
  /** Replaces the model's prior; null for the model's own. */
  prior: PriorFile.nullable().optional(),
  /** Settings for its family of sweeps. */
  family: z
    .object({
      leaveOut: z.array(z.number().int().nonnegative()).default([]),
      sweep: z.number().int().nonnegative().default(0),
      stated: StatedSteps.nullable().default(null),
    })
    .optional(),
})
export type RecordingWork = z.infer<typeof RecordingWork>

/** A numeric field as typed, which may be incomplete. */
const Text = z.string().max(2000)

/** Draft of a training prior: the text of its fields. */
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

/** Draft of the training form. */
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

/** Draft of the batch form. */
export const BatchDraft = z.object({
  /** Excluded recordings. */
  left: z.array(Id).max(20_000),
  search: Text,
  /** Sweep names, separated by commas. */
  sweeps: Text,
  /** ms; may be invalid while being edited. */
  windows: z.array(Window).max(1000),
  modelId: Id.nullable(),
  conditioned: z.boolean(),
  byEvidence: z.boolean(),
  crossCheck: z.boolean(),
  cores: z.number().int().positive().nullable(),
})
export type BatchDraft = z.infer<typeof BatchDraft>

/** Draft of a group comparison: its conditions, and the cells of their recordings. */
export const GroupsDraft = z.object({
  /** The reference condition first; null until the user has chosen any. */
  names: z.array(Text).max(comparedConditions.most).nullable(),
  /** Cell names by condition and recording, if not the defaults. */
  cells: z.record(z.string(), z.string().max(120)),
  /** null: the defaults. */
  parameters: z.array(z.string().max(80)).max(40).nullable(),
  scales: z.record(z.string(), EffectScale),
  seed: z.number().int().min(0).max(0xffffffff),
  unpaired: z.boolean(),
  /** Result of the last comparison, until it is changed; omitted where there is none. */
  answer: GroupAnswer.optional(),
})
export type GroupsDraft = z.infer<typeof GroupsDraft>

/** Room for an address that names the maximum number of compared reports. */
const mostAddress = 100 + 81 * comparedReports.most

/** A window's last location: its address, such as #/models/rudi-2022, and the open recording. */
export const Place = z.object({ address: z.string().max(mostAddress), recordingId: Id.nullable() })
export type Place = z.infer<typeof Place>

/** Unfinished work, saved continuously so that a reload, crash or restart loses nothing. The last write wins. */
export const work = {
  /** Null if nothing is stored. */
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

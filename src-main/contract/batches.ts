import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { Damaged, Id, ParameterDescription, Summary, VerdictLevel } from './common.ts'
import { Conditioning } from './conditioning.ts'
import { mostCores } from './limits.ts'
import { PriorChange, PriorFile } from './priors.ts'
import { ReadingChoice, VoltageUnit, Window } from './recordings.ts'
import { Report } from './reports.ts'

/** A window of each sweep and the sweep’s conditioning; null for the window proposed for the model. */
export const BatchWindow = z.object({ window: Window.nullable(), conditioning: Conditioning })
export type BatchWindow = z.infer<typeof BatchWindow>

/** The model used for recordings of one unit. */
export const BatchModel = z.object({
  unit: VoltageUnit,
  id: z.string(),
  name: z.string(),
  checksum: z.string(),
})
export type BatchModel = z.infer<typeof BatchModel>

/** Everything besides its files that determines a batch’s numbers. The same in all parts of one batch. */
export const BatchOptions = z.object({
  /** Each item's seed is derived from it and from the item's identity. */
  seed: z.number().int().nonnegative().max(0xffffffff),
  /** By unit, in a fixed order; the same model for all units if one was chosen. */
  models: z.array(BatchModel),
  /** Names of sweeps; null for all. */
  sweeps: z.array(z.string()).nullable(),
  windows: z.array(BatchWindow).min(1),
  /** Replaces the model’s prior. */
  prior: PriorFile.nullable(),
  priorChange: PriorChange,
  noise: z.string().nullable(),
  crossCheck: z.boolean(),
  /** Time of the current injection; 'file': as in the file; null: none. */
  stimulus: z.union([Window, z.literal('file')]).nullable(),
  choice: ReadingChoice,
})
export type BatchOptions = z.infer<typeof BatchOptions>

/** A recording of a batch. */
export const BatchFile = z.object({
  /** Relative to the deepest folder that holds all recordings of the batch, with forward slashes. */
  path: z.string(),
  /** Of the file’s bytes; null if they could not be read. */
  sha256: z.string().nullable(),
  /** Sweeps to be estimated; null if the file could not be read as a recording. It is then one item, which fails. */
  sweeps: z.array(z.object({ name: z.string(), index: z.number().int().nonnegative() })).nullable(),
  /** Of a library recording: its id and a checksum of how its file was read; omitted for other files. */
  recordingId: Id.optional(),
  readAs: z.string().optional(),
})
export type BatchFile = z.infer<typeof BatchFile>

/** The part of a batch that one of `count` machines computes; `index` counts from 1. */
export const BatchShard = z.object({ index: z.number().int().min(1), count: z.number().int().min(1) })
export type BatchShard = z.infer<typeof BatchShard>

/** What a batch computes. Its list of items is derived from it deterministically. */
export const BatchPlan = z.object({
  options: BatchOptions,
  /** SHA-256 of the options. */
  optionsHash: z.string(),
  /** Sorted by path. */
  files: z.array(BatchFile),
  shard: BatchShard.nullable(),
})
export type BatchPlan = z.infer<typeof BatchPlan>

/** One window of one sweep of one file. */
export const BatchItem = z.object({
  /** Derived from path and bytes of the file, sweep and window. */
  id: z.string(),
  /** Index among all items of the batch, including other shards. */
  index: z.number().int().nonnegative(),
  path: z.string(),
  sha256: z.string().nullable(),
  /** null if the file could not be read. */
  sweep: z.string().nullable(),
  sweepIndex: z.number().int().nonnegative(),
  window: Window.nullable(),
  /** Index into the options’ windows. */
  windowIndex: z.number().int().nonnegative(),
})
export type BatchItem = z.infer<typeof BatchItem>

export const BatchParameter = ParameterDescription.pick({ name: true, unit: true }).extend({
  posterior: Summary,
})

/** The stored result of a finished item: numbers, or why there are none. */
export const BatchRow = z.object({
  item: BatchItem,
  /** The window that was estimated; null for a failed item. */
  window: Window.nullable(),
  model: z.object({ id: z.string(), checksum: z.string() }).nullable(),
  seed: z.number().int().nonnegative(),
  verdict: VerdictLevel.nullable(),
  headline: z.string().nullable(),
  parameters: z.array(BatchParameter),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** The program or the machine failed, not the data: the item is retried when the batch is resumed. */
  again: z.boolean(),
  /** The report, stored beside the manifest. */
  report: z.object({ file: z.string(), bytes: z.number(), sha256: z.string() }).nullable(),
})
export type BatchRow = z.infer<typeof BatchRow>

/** Events of a running batch. */
export const BatchEvent = z.discriminatedUnion('type', [
  /** `items`: those of this shard, in order; `before`: finished in an earlier run. */
  z.object({
    type: z.literal('plan'),
    plan: BatchPlan,
    items: z.array(BatchItem),
    before: z.array(BatchRow),
  }),
  z.object({ type: z.literal('started'), item: BatchItem }),
  z.object({ type: z.literal('done'), row: BatchRow }),
  z.object({
    type: z.literal('progress'),
    done: z.number().int(),
    failed: z.number().int(),
    total: z.number().int(),
    /** Extrapolated from the time per item, excluding pauses; null before the first is done. */
    secondsLeft: z.number().nullable(),
  }),
])
export type BatchEvent = z.infer<typeof BatchEvent>

/** The first line of a manifest. */
export const BatchHeader = z.object({
  format: z.literal('nagumo-batch'),
  version: z.literal(1),
  createdAt: z.string(),
  program: z.object({ version: z.string() }),
  /** The command that makes it, without --out, --shard and --resume; null if it was started in the window. */
  command: z.array(z.string()).nullable(),
  plan: BatchPlan,
})
export type BatchHeader = z.infer<typeof BatchHeader>

/** Request for a batch of library recordings, from the window. */
export const BatchRequest = BatchOptions.pick({
  sweeps: true,
  windows: true,
  noise: true,
  crossCheck: true,
}).extend({
  recordingIds: z.array(Id).min(1).max(100_000),
  windows: z.array(BatchWindow).min(1).max(1000),
  /** null: the default model for each recording's unit. */
  modelId: Id.nullable(),
  seed: BatchOptions.shape.seed.optional(),
  /** Number of parallel processes; one per core if omitted. */
  cores: z.number().int().min(1).max(mostCores).optional(),
})
export type BatchRequest = z.infer<typeof BatchRequest>

/**
 * waiting (for another batch), running, paused (by the user), interrupted (cancelled, or the program ended; resumable),
 * done.
 */
export const BatchState = z.enum(['waiting', 'running', 'paused', 'interrupted', 'done'])
export type BatchState = z.infer<typeof BatchState>

/** An entry in the list of batches. */
export const BatchEntry = z.object({
  id: Id,
  createdAt: z.string(),
  state: BatchState,
  recordings: z.number().int(),
  /** Number of items: in all, done, and failed among these. */
  total: z.number().int(),
  done: z.number().int(),
  failed: z.number().int(),
  /** Failed items that are retried on resuming, because the program or the machine failed. */
  again: z.number().int(),
  /** Without duplicates. */
  models: z.array(z.string()),
  windows: z.array(BatchWindow),
  seed: z.number().int(),
  /** Seconds, extrapolated from the time per item; null if unknown. */
  secondsLeft: z.number().nullable(),
  /** Number of running processes. */
  cores: z.number().int(),
  /** Why it ended early, unless it was cancelled. */
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
})
export type BatchEntry = z.infer<typeof BatchEntry>

const One = z.object({ id: Id })

export const batches = {
  /** Queues a batch; one runs at a time. */
  begin: oc.input(BatchRequest).output(BatchEntry),
  /** The list now, newest first, and again on every change, at most a few times a second. */
  watch: oc.output(eventIterator(z.array(BatchEntry))),
  /** Entries that cannot be read, and why. */
  damaged: oc.output(z.array(Damaged)),
  /** The finished rows of a batch in chunks, then each new one; ends when no more will come. */
  rows: oc.input(One).output(eventIterator(z.array(BatchRow))),
  /** The report of an item. @throws NOT_FOUND, LIBRARY_DAMAGED */
  report: oc.input(One.extend({ item: z.string() })).output(Report),
  /** The same, saved among the library's reports; `notKept`: why saving failed. */
  keepReport: oc
    .input(One.extend({ item: z.string() }))
    .output(z.object({ report: Report, notKept: z.string().optional() })),
  /** Aborts the running items and starts no further ones. */
  pause: oc.input(One).output(z.void()),
  resume: oc.input(One).output(z.void()),
  /** Cancels it; finished items stay. */
  cancel: oc.input(One).output(z.void()),
  /** Resumes a batch that is not running: its remaining items and those to be retried. */
  goOn: oc.input(One.extend({ cores: BatchRequest.shape.cores })).output(z.void()),
  /** The table as a CSV file, the same as from nagumo collect. */
  table: oc.input(One).output(z.file()),
  /** Cancels it and moves it to the trash, with its reports. */
  remove: oc.input(One).output(z.void()),
  /** Undoes a removal. */
  restore: oc.input(One).output(z.void()),
}

import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { Damaged, Id, ParameterDescription, Summary, VerdictLevel } from './common.ts'
import { Conditioning } from './conditioning.ts'
import { mostCores } from './limits.ts'
import { PriorChange, PriorFile } from './priors.ts'
import { ReadingChoice, VoltageUnit, Window } from './recordings.ts'
import { Report } from './reports.ts'

/** A stretch of each sweep, and what is done to the sweep before it is read; null where the model takes what it can. */
export const BatchWindow = z.object({ window: Window.nullable(), conditioning: Conditioning })
export type BatchWindow = z.infer<typeof BatchWindow>

/** The model that reads traces in a unit. */
export const BatchModel = z.object({
  unit: VoltageUnit,
  id: z.string(),
  name: z.string(),
  checksum: z.string(),
})
export type BatchModel = z.infer<typeof BatchModel>

/** All that the numbers of a batch go by, beside its files. Two parts of one batch have the same. */
export const BatchOptions = z.object({
  /** Each item's own seed is made of it and of what the item is. */
  seed: z.number().int().nonnegative().max(0xffffffff),
  /** By unit, in a fixed order; the same one for all where it was chosen. */
  models: z.array(BatchModel),
  /** Names of sweeps; null for all. */
  sweeps: z.array(z.string()).nullable(),
  windows: z.array(BatchWindow).min(1),
  /** A prior in place of the model’s. */
  prior: PriorFile.nullable(),
  priorChange: PriorChange,
  noise: z.string().nullable(),
  crossCheck: z.boolean(),
  /** When current was injected: as the file says, or not at all (null). */
  stimulus: z.union([Window, z.literal('file')]).nullable(),
  choice: ReadingChoice,
})
export type BatchOptions = z.infer<typeof BatchOptions>

/** A recording of a batch. */
export const BatchFile = z.object({
  /** Under the deepest folder that holds all recordings of the batch, with slashes. */
  path: z.string(),
  /** Of its bytes; null where they could not be read. */
  sha256: z.string().nullable(),
  /** Sweeps to be estimated; null where the file could not be read as a recording. It is one item then, which fails. */
  sweeps: z.array(z.object({ name: z.string(), index: z.number().int().nonnegative() })).nullable(),
  /** Of a recording of the library, and how the file was understood there, as a checksum; left out of other files. */
  recordingId: Id.optional(),
  readAs: z.string().optional(),
})
export type BatchFile = z.infer<typeof BatchFile>

/** The part of a batch that one of `count` machines does; `index` counts from 1. */
export const BatchShard = z.object({ index: z.number().int().min(1), count: z.number().int().min(1) })
export type BatchShard = z.infer<typeof BatchShard>

/** What a batch is to do. Its items are listed from it, always the same. */
export const BatchPlan = z.object({
  options: BatchOptions,
  /** SHA-256 of the options. */
  optionsHash: z.string(),
  /** In the order of their paths. */
  files: z.array(BatchFile),
  shard: BatchShard.nullable(),
})
export type BatchPlan = z.infer<typeof BatchPlan>

/** One window of one sweep of one file. */
export const BatchItem = z.object({
  /** By what it is: path and bytes of the file, sweep, window. */
  id: z.string(),
  /** Among all items of the batch, those of other shards included. */
  index: z.number().int().nonnegative(),
  path: z.string(),
  sha256: z.string().nullable(),
  /** null where the file could not be read. */
  sweep: z.string().nullable(),
  sweepIndex: z.number().int().nonnegative(),
  window: Window.nullable(),
  /** Which of the options’ windows. */
  windowIndex: z.number().int().nonnegative(),
})
export type BatchItem = z.infer<typeof BatchItem>

export const BatchParameter = ParameterDescription.pick({ name: true, unit: true }).extend({
  posterior: Summary,
})

/** What is kept of an item that is done: numbers, or why there are none. */
export const BatchRow = z.object({
  item: BatchItem,
  /** As it was estimated; null of what failed. */
  window: Window.nullable(),
  model: z.object({ id: z.string(), checksum: z.string() }).nullable(),
  seed: z.number().int().nonnegative(),
  verdict: VerdictLevel.nullable(),
  headline: z.string().nullable(),
  parameters: z.array(BatchParameter),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** A failure of the program or the machine, not of the data: it is tried again when the batch goes on. */
  again: z.boolean(),
  /** The report, beside the manifest. */
  report: z.object({ file: z.string(), bytes: z.number(), sha256: z.string() }).nullable(),
})
export type BatchRow = z.infer<typeof BatchRow>

/** What a batch says while it works. */
export const BatchEvent = z.discriminatedUnion('type', [
  /** `items`: those of this shard, in order; `before`: what an earlier run has done of them. */
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
    /** By what an item has taken so far, pauses left out; null before the first is done. */
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
  /** The command that makes it, without --out, --shard and --resume; null where it was begun in the window. */
  command: z.array(z.string()).nullable(),
  plan: BatchPlan,
})
export type BatchHeader = z.infer<typeof BatchHeader>

/** A batch of recordings of the library, as it is asked for in the window. */
export const BatchRequest = BatchOptions.pick({
  sweeps: true,
  windows: true,
  noise: true,
  crossCheck: true,
}).extend({
  recordingIds: z.array(Id).min(1).max(100_000),
  windows: z.array(BatchWindow).min(1).max(1000),
  /** null: for each recording the usual model of its unit. */
  modelId: Id.nullable(),
  seed: BatchOptions.shape.seed.optional(),
  /** Processes at work at the same time; one a core where left out. */
  cores: z.number().int().min(1).max(mostCores).optional(),
})
export type BatchRequest = z.infer<typeof BatchRequest>

/**
 * waiting for another batch, running, paused by the person, interrupted (cancelled, or the program ended; it can go on),
 * done.
 */
export const BatchState = z.enum(['waiting', 'running', 'paused', 'interrupted', 'done'])
export type BatchState = z.infer<typeof BatchState>

/** A line of the list of batches. */
export const BatchEntry = z.object({
  id: Id,
  createdAt: z.string(),
  state: BatchState,
  recordings: z.number().int(),
  /** Items in all, those that are done, and of these those that failed. */
  total: z.number().int(),
  done: z.number().int(),
  failed: z.number().int(),
  /** Of those that failed: for reasons of the machine, and tried again where it goes on. */
  again: z.number().int(),
  /** Each once. */
  models: z.array(z.string()),
  windows: z.array(BatchWindow),
  seed: z.number().int(),
  /** Seconds, by what an item has taken so far; null where that is not known. */
  secondsLeft: z.number().nullable(),
  /** Processes at work; 0 where none is. */
  cores: z.number().int(),
  /** Why it ended before all was done, where it was not stopped by a person. */
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
})
export type BatchEntry = z.infer<typeof BatchEntry>

const One = z.object({ id: Id })

export const batches = {
  /** One batch is at work at a time; another one waits for it. */
  begin: oc.input(BatchRequest).output(BatchEntry),
  /** The list now, newest first, and again whenever it changes, at most a few times a second. */
  watch: oc.output(eventIterator(z.array(BatchEntry))),
  /** What the list leaves out, and why. */
  damaged: oc.output(z.array(Damaged)),
  /** The rows of a batch so far, some at a time, and each that comes; ends where nothing more comes. */
  rows: oc.input(One).output(eventIterator(z.array(BatchRow))),
  /** The report of an item. @throws NOT_FOUND, LIBRARY_DAMAGED */
  report: oc.input(One.extend({ item: z.string() })).output(Report),
  /** The same, kept among the reports of the library from then on; `notKept`: why it could not be written there. */
  keepReport: oc
    .input(One.extend({ item: z.string() }))
    .output(z.object({ report: Report, notKept: z.string().optional() })),
  /** Items at work are ended, and no other is begun. */
  pause: oc.input(One).output(z.void()),
  resume: oc.input(One).output(z.void()),
  /** Stops it; what is done stays done. */
  cancel: oc.input(One).output(z.void()),
  /** Goes on with a batch that is not at work: what is left, and what failed for reasons of the machine. */
  goOn: oc.input(One.extend({ cores: BatchRequest.shape.cores })).output(z.void()),
  /** The table as a CSV file, as nagumo collect writes it. */
  table: oc.input(One).output(z.file()),
  /** Stops it and moves it to the trash, with its reports. */
  remove: oc.input(One).output(z.void()),
  /** Takes a removal back. */
  restore: oc.input(One).output(z.void()),
}

import { z } from 'zod'
import { ParameterDescription, Summary, VerdictLevel } from './common.ts'
import { Conditioning } from './conditioning.ts'
import { PriorChange, PriorFile } from './priors.ts'
import { ReadingChoice, VoltageUnit, Window } from './recordings.ts'

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

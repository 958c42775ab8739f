import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Damaged, Gap, Id, Samples } from './common.ts'
import { Conditioning, ConditioningStep, Rescaling } from './conditioning.ts'
import { RecordedCycles } from './cycles.ts'
import { DataDescription } from './data.ts'
import { DoubtCode } from './doubt-code.ts'
import { TraceFeatures } from './features.ts'
import { maxFileBytes } from './limits.ts'
import { Line } from './notes.ts'
import { OpenedFile } from './opened.ts'
import { recordingFormats } from './recording-format.ts'

export const TimeUnit = z.enum(['s', 'ms', 'us', 'ns', 'min', 'h'])
export type TimeUnit = z.infer<typeof TimeUnit>
/** `none`: model units (the membrane potential u itself). */
export const VoltageUnit = z.enum(['V', 'mV', 'uV', 'none'])
export type VoltageUnit = z.infer<typeof VoltageUnit>

/**
 * `recovery`: the recovery variable beside a potential in model units; `sweep`: the sweep number of each row, if sweeps
 * are stacked; `other`: not used.
 */
export const ColumnRole = z.enum(['time', 'voltage', 'stimulus', 'recovery', 'sweep', 'other'])
export type ColumnRole = z.infer<typeof ColumnRole>

/** Interpretation of a column of the file. */
export const Column = z.object({
  name: z.string(),
  role: ColumnRole,
  unit: z.string().nullable(),
})
export type Column = z.infer<typeof Column>

/** The user's choices about how a file is read; omitted ones are inferred from the file. */
export const ReadingChoice = z.object({
  timeUnit: TimeUnit.optional(),
  voltageUnit: VoltageUnit.optional(),
  /** With a decimal point, commas separate thousands. */
  decimal: z.enum(['.', ',']).optional(),
  /** Samples per second, if no column gives the time. */
  rate: z.number().positive().max(1e9).optional(),
  /** Amplifier gain, if its output was recorded: the voltage is divided by it. */
  gain: z.number().positive().max(1e6).optional(),
  /** One per column of the file. */
  roles: z.array(ColumnRole).optional(),
  /** Interpolates unevenly timed samples onto an even grid; transposes rows that each hold a trace. */
  resample: z.literal(true).optional(),
  transposed: z.literal(true).optional(),
})
export type ReadingChoice = z.infer<typeof ReadingChoice>

/** An ambiguity in a file: a question if it has answers or asks for a rate. */
export const Doubt = z.object({
  code: DoubtCode.default('UNSPECIFIED'),
  about: z.enum(['timeUnit', 'voltageUnit', 'columns', 'rate', 'decimal', 'samples']),
  text: z.string(),
  /** Plausible readings, the one in use first (except if a rate is typed): reasons, and choices that they imply. */
  answers: z.array(z.object({ label: z.string(), because: z.string(), choice: ReadingChoice })).optional(),
})
export type Doubt = z.infer<typeof Doubt>

/** How a file was interpreted. Shown to the user, who may correct it. */
export const Reading = z.object({
  format: z.enum(recordingFormats).default('text'),
  /** Format of a text file; null in other formats. */
  delimiter: z.enum([',', ';', '\t', ' ']).nullable(),
  decimal: z.enum(['.', ',']).nullable(),
  headerLines: z.number().int().nonnegative().nullable(),
  /** Columns of a table, or channels or series in other formats. */
  columns: z.array(Column),
  timeUnit: TimeUnit,
  voltageUnit: VoltageUnit,
  /** Conclusions about the file, each with its reason. */
  evidence: z.array(z.object({ conclusion: z.string(), because: z.string() })),
  /** Uncertain conclusions, which the user should check. */
  doubts: z.array(Doubt),
  /** Samples per second, if no column gives the time. */
  rate: z.number().positive().optional(),
  /** The user's choices, if any. */
  choice: ReadingChoice.optional(),
  /** The file whose choices were applied. */
  like: z.string().optional(),
})
export type Reading = z.infer<typeof Reading>

/** A stimulus applied during a sweep (such as a current); same length and clock as the sweeps. */
export const Stimulus = z.object({
  name: z.string(),
  /** As in the file; null if it states none. */
  unit: z.string().nullable(),
  /** Index of its sweep; null if it was the same in all. */
  sweep: z.number().int().nonnegative().nullable(),
  min: z.number(),
  max: z.number(),
})
export type Stimulus = z.infer<typeof Stimulus>

/** The recovery variable of a neuron in model units, recorded with the potential of one sweep, on its clock. */
export const Recovery = z.object({
  name: z.string(),
  /** Index of the sweep. */
  sweep: z.number().int().nonnegative(),
  min: z.number(),
  max: z.number(),
})
export type Recovery = z.infer<typeof Recovery>

export const Recording = z.object({
  id: Id,
  /** Name of the imported file. */
  name: z.string(),
  importedAt: z.iso.datetime(),
  bytes: z.number(),
  /** Samples per sweep. */
  points: z.number().int(),
  /** Sampling interval, ms; the mean if samples are not evenly spaced. */
  samplingInterval: z.number().positive(),
  /** Set if samples are not evenly spaced; their times are then stored. */
  uneven: z.literal(true).optional(),
  /** Time of the first sample, ms. */
  start: z.number(),
  /** One per voltage column. */
  sweeps: z.array(z.object({ name: z.string(), min: z.number(), max: z.number() })),
  stimuli: z.array(Stimulus).default([]),
  /** At most one per sweep; omitted if there is none. */
  recovery: z.array(Recovery).optional(),
  reading: Reading,
})
export type Recording = z.infer<typeof Recording>

/** The source file of a recording. */
export const Original = z.object({
  /** Path of its copy; null if none is stored. */
  path: z.string().nullable(),
  /** SHA-256 of the source file, hexadecimal. */
  sha256: z.string(),
  bytes: z.number(),
})
export type Original = z.infer<typeof Original>

/** Times in ms on the recording's own clock. */
export const Window = z.object({ from: z.number(), to: z.number() })
export type Window = z.infer<typeof Window>

/**
 * A trace decimated by minimum and maximum, so that no spike is lost. Time in ms, voltage in the recording's unit, null
 * where samples are missing.
 */
export const TraceView = z.object({
  t: z.array(z.number()),
  v: Samples,
  /** Gaps in view; gaps too close to distinguish are merged. */
  gaps: z.array(Gap),
  /** True if all samples are included. */
  complete: z.boolean(),
  /** Spike times in view, ms (upward crossings of the half-height level); empty if there are none. */
  spikes: z.array(z.number()),
})
export type TraceView = z.infer<typeof TraceView>

/** Model input: the window on the model's grid, in model units. */
export const ObservationPreview = z.object({
  window: Window,
  /** Window length that the model requires under this rescaling, ms of the recording; 0 if arbitrary. */
  needed: z.number(),
  rescaling: Rescaling,
  /** True if the recording is already in model units and on the model's grid, so nothing was changed. */
  untouched: z.boolean(),
  /** Effect of each conditioning step, in words. */
  conditioned: z.array(z.string()),
  /** Suggested conditioning, with reasons; none is applied automatically. */
  proposals: z.array(z.object({ step: ConditioningStep, text: z.string() })),
  /** Further processing in order, in words. */
  steps: z.array(z.string()),
  /** Description of the data, for axis titles. */
  data: DataDescription,
  /** Model time in ms, and the trace in model units; for other data their indices and values. */
  t: z.array(z.number()),
  d: Samples,
  /** For a mean cycle: the recorded cycles. */
  cycles: RecordedCycles.optional(),
  /** Why the model cannot be applied to this window. */
  refusal: z.string().optional(),
})
export type ObservationPreview = z.infer<typeof ObservationPreview>

export const recordings = {
  /** Newest first. */
  list: oc.output(z.array(Recording)),
  /** Entries that cannot be read, and why. */
  damaged: oc.output(z.array(Damaged)),
  get: oc.input(z.object({ id: Id })).output(Recording),
  /** Folder name by recording id, for recordings in a folder. */
  folders: oc.output(z.record(z.string(), Line)),
  /** Moves recordings to a folder, or out of theirs if the name is empty; missing recordings are ignored. */
  move: oc.input(z.object({ ids: z.array(Id).min(1), folder: Line })).output(z.void()),
  /** Imports a file. @param choice if it cannot be read otherwise @param folder for the new recording */
  import: oc
    .input(
      z.object({
        file: z.file().max(maxFileBytes),
        choice: ReadingChoice.optional(),
        folder: Line.optional(),
      }),
    )
    .output(Recording),
  /** Imports a file that was opened with the program (opened.ts). */
  importOpened: oc
    .input(z.object({ opened: OpenedFile.shape.opened, choice: ReadingChoice.optional() }))
    .output(Recording),
  /** Imports the built-in sample recordings (again if they were removed); returns the first. */
  sample: oc.output(Recording),
  /** Corrects guessed units. */
  setUnits: oc
    .input(z.object({ id: Id, timeUnit: TimeUnit.optional(), voltageUnit: VoltageUnit.optional() }))
    .output(Recording),
  /** The stored source file. */
  original: oc.input(z.object({ id: Id })).output(Original),
  /** Moves the copy to the trash: the recording stays, but cannot be read again until its file is imported anew. */
  removeOriginal: oc.input(z.object({ id: Id })).output(Original),
  /** Undoes that. */
  restoreOriginal: oc.input(z.object({ id: Id })).output(Original),
  /** Reads the stored file again with the user's choices; an empty choice infers everything from the file. */
  readAgain: oc.input(z.object({ id: Id, choice: ReadingChoice })).output(Recording),
  view: oc
    .input(
      z.object({
        id: Id,
        sweep: z.number().int().nonnegative(),
        conditioning: Conditioning.optional(),
        from: z.number().optional(),
        to: z.number().optional(),
        /** Approximate number of points to return: twice the plot's width in pixels. */
        points: z.number().int().min(16).max(20000),
        /** False leaves out the spikes, which take longest to find in a long recording. */
        spikes: z.boolean().optional(),
      }),
    )
    .output(TraceView),
  /** A stimulus for plotting, decimated like a trace, in its own unit. */
  viewStimulus: oc
    .input(
      z.object({
        id: Id,
        stimulus: z.number().int().nonnegative(),
        from: z.number().optional(),
        to: z.number().optional(),
        points: z.number().int().min(16).max(20000),
      }),
    )
    .output(TraceView),
  /** Prepares a window for the model. Window and rescaling are proposed if omitted. */
  observation: oc
    .input(
      z.object({
        id: Id,
        sweep: z.number().int().nonnegative(),
        modelId: Id,
        conditioning: Conditioning.optional(),
        window: Window.optional(),
        rescaling: Rescaling.optional(),
      }),
    )
    .output(ObservationPreview),
  /** Spike and subthreshold features of a window (the whole sweep if omitted), at the recording's sampling rate. */
  features: oc
    .input(
      z.object({
        id: Id,
        sweep: z.number().int().nonnegative(),
        conditioning: Conditioning.optional(),
        window: Window.optional(),
        /** Time of the current injection; if omitted, from the recording's stimulus if it is a single step. */
        stimulus: Window.nullable().optional(),
      }),
    )
    .output(TraceFeatures),
  remove: oc.input(z.object({ id: Id })).output(z.void()),
  /** Undoes the last removal. */
  restore: oc.input(z.object({ id: Id })).output(Recording),
}

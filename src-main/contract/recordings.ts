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
 * `recovery`: the recovery variable beside a potential in model units; `sweep`: numbers the sweeps that stand one below the
 * other; `other`: not used.
 */
export const ColumnRole = z.enum(['time', 'voltage', 'stimulus', 'recovery', 'sweep', 'other'])
export type ColumnRole = z.infer<typeof ColumnRole>

/** What a column of the file was taken for. */
export const Column = z.object({
  name: z.string(),
  role: ColumnRole,
  unit: z.string().nullable(),
})
export type Column = z.infer<typeof Column>

/** What a person decided about how a file is to be read; what is left out, the file decides. */
export const ReadingChoice = z.object({
  timeUnit: TimeUnit.optional(),
  voltageUnit: VoltageUnit.optional(),
  /** A point where commas separate thousands. */
  decimal: z.enum(['.', ',']).optional(),
  /** Samples a second, where no column gives the time. */
  rate: z.number().positive().max(1e9).optional(),
  /** Of an amplifier whose output was recorded: the voltage is divided by it. */
  gain: z.number().positive().max(1e6).optional(),
  /** One for each column of the file. */
  roles: z.array(ColumnRole).optional(),
  /** Samples at uneven times are interpolated at even ones; rows that hold a trace each are turned into columns. */
  resample: z.literal(true).optional(),
  transposed: z.literal(true).optional(),
})
export type ReadingChoice = z.infer<typeof ReadingChoice>

/** What a file leaves open: a question where it has answers, or a rate is asked for. */
export const Doubt = z.object({
  code: DoubtCode.default('UNSPECIFIED'),
  about: z.enum(['timeUnit', 'voltageUnit', 'columns', 'rate', 'decimal', 'samples']),
  text: z.string(),
  /** Plausible readings, the one in use first (but where a rate is typed): what each rests on, and decides. */
  answers: z.array(z.object({ label: z.string(), because: z.string(), choice: ReadingChoice })).optional(),
})
export type Doubt = z.infer<typeof Doubt>

/** How a file was understood. Shown to the person, who may correct it. */
export const Reading = z.object({
  format: z.enum(recordingFormats).default('text'),
  /** How a text file is laid out; null in other formats. */
  delimiter: z.enum([',', ';', '\t', ' ']).nullable(),
  decimal: z.enum(['.', ',']).nullable(),
  headerLines: z.number().int().nonnegative().nullable(),
  /** Columns of a table, channels or series of another format. */
  columns: z.array(Column),
  timeUnit: TimeUnit,
  voltageUnit: VoltageUnit,
  /** One line each: what was concluded, and from what. */
  evidence: z.array(z.object({ conclusion: z.string(), because: z.string() })),
  /** What the reader is unsure of; the person should look at these. */
  doubts: z.array(Doubt),
  /** Samples a second, where no column gives the time. */
  rate: z.number().positive().optional(),
  /** What a person decided, if anything. */
  choice: ReadingChoice.optional(),
  /** The file whose choice was taken over. */
  like: z.string().optional(),
})
export type Reading = z.infer<typeof Reading>

/** What was given to the cell during a sweep (a current, say); as long as the sweeps, on their clock. */
export const Stimulus = z.object({
  name: z.string(),
  /** As in the file; null where it says none. */
  unit: z.string().nullable(),
  /** Index of the sweep that it belongs to; null where it was the same in all. */
  sweep: z.number().int().nonnegative().nullable(),
  min: z.number(),
  max: z.number(),
})
export type Stimulus = z.infer<typeof Stimulus>

/** The recovery variable of a neuron in model units, recorded beside the potential of one sweep, on its clock. */
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
  /** File name as dropped. */
  name: z.string(),
  importedAt: z.iso.datetime(),
  bytes: z.number(),
  /** Samples in each sweep. */
  points: z.number().int(),
  /** Milliseconds between samples; in the mean where they are not evenly spaced. */
  samplingInterval: z.number().positive(),
  /** Where samples are not evenly spaced: their times are kept with them. */
  uneven: z.literal(true).optional(),
  /** Time of the first sample, ms. */
  start: z.number(),
  /** One for each voltage column. */
  sweeps: z.array(z.object({ name: z.string(), min: z.number(), max: z.number() })),
  stimuli: z.array(Stimulus).default([]),
  /** At most one of each sweep; left out where there is none. */
  recovery: z.array(Recovery).optional(),
  reading: Reading,
})
export type Recording = z.infer<typeof Recording>

/** The file that a recording was read from. */
export const Original = z.object({
  /** Where its copy is; null where none is kept. */
  path: z.string().nullable(),
  /** SHA-256, hexadecimal: which file it was. */
  sha256: z.string(),
  bytes: z.number(),
})
export type Original = z.infer<typeof Original>

/** Times in ms on the recording's own clock. */
export const Window = z.object({ from: z.number(), to: z.number() })
export type Window = z.infer<typeof Window>

/**
 * A trace thinned by minimum and maximum, so that no spike is lost. Time in ms, voltage in the recording's unit, null
 * where the line breaks for missing samples.
 */
export const TraceView = z.object({
  t: z.array(z.number()),
  v: Samples,
  /** Where samples are missing in view; those too close to be told apart are one. */
  gaps: z.array(Gap),
  /** True where every sample is there. */
  complete: z.boolean(),
  /** Times of spikes in view, ms (upward crossings half way up), empty where there are none. */
  spikes: z.array(z.number()),
})
export type TraceView = z.infer<typeof TraceView>

/** What would go into an estimate: the window on the model's grid, in model units. */
export const ObservationPreview = z.object({
  window: Window,
  /** Length of the window that the model needs under this rescaling, ms of the recording; 0 where it may be any. */
  needed: z.number(),
  rescaling: Rescaling,
  /** True where the recording is already in model units and on the model's grid: nothing was changed. */
  untouched: z.boolean(),
  /** What each step of conditioning did, in plain words. */
  conditioned: z.array(z.string()),
  /** What might be done to the recording first, and why; nothing of it is done by itself. */
  proposals: z.array(z.object({ step: ConditioningStep, text: z.string() })),
  /** What was done after that, in plain words, one step a line. */
  steps: z.array(z.string()),
  /** What the data are, for axis titles. */
  data: DataDescription,
  /** Model time in ms, and the trace in model units; of other data their places in a list, and they themselves. */
  t: z.array(z.number()),
  d: Samples,
  /** Of a mean cycle: the recorded cycles. */
  cycles: RecordedCycles.optional(),
  /** Why the model can’t be asked about this stretch, in words. */
  refusal: z.string().optional(),
})
export type ObservationPreview = z.infer<typeof ObservationPreview>

export const recordings = {
  /** Newest first. */
  list: oc.output(z.array(Recording)),
  /** What the list leaves out, and why. */
  damaged: oc.output(z.array(Damaged)),
  get: oc.input(z.object({ id: Id })).output(Recording),
  /** The folder of each recording that is in one, by id. */
  folders: oc.output(z.record(z.string(), Line)),
  /** Moves recordings to a folder, or out of theirs where its name is empty; those not there any more are left out. */
  move: oc.input(z.object({ ids: z.array(Id).min(1), folder: Line })).output(z.void()),
  /** Reads a file and keeps it. @param choice where it can't be read otherwise @param folder that it begins in */
  import: oc
    .input(
      z.object({
        file: z.file().max(maxFileBytes),
        choice: ReadingChoice.optional(),
        folder: Line.optional(),
      }),
    )
    .output(Recording),
  /** The same of a file that was opened with the program (opened.ts). */
  importOpened: oc
    .input(z.object({ opened: OpenedFile.shape.opened, choice: ReadingChoice.optional() }))
    .output(Recording),
  /** Brings in the sample recordings that come with the program (again, if they were removed); returns the first. */
  sample: oc.output(Recording),
  /** Corrects the units that were guessed. */
  setUnits: oc
    .input(z.object({ id: Id, timeUnit: TimeUnit.optional(), voltageUnit: VoltageUnit.optional() }))
    .output(Recording),
  /** Where the file itself is kept. */
  original: oc.input(z.object({ id: Id })).output(Original),
  /** Moves the copy to the trash: the recording stays, but can't be read again until the file is opened anew. */
  removeOriginal: oc.input(z.object({ id: Id })).output(Original),
  /** Takes that back. */
  restoreOriginal: oc.input(z.object({ id: Id })).output(Original),
  /** Reads the kept file again, as a person decided; an empty choice leaves all to the file. */
  readAgain: oc.input(z.object({ id: Id, choice: ReadingChoice })).output(Recording),
  view: oc
    .input(
      z.object({
        id: Id,
        sweep: z.number().int().nonnegative(),
        conditioning: Conditioning.optional(),
        from: z.number().optional(),
        to: z.number().optional(),
        /** About how many points to send back: twice the pixels of the plot. */
        points: z.number().int().min(16).max(20000),
      }),
    )
    .output(TraceView),
  /** A stimulus for drawing, thinned like a trace; in its own unit. */
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
  /** How the window would be put to the model. Window and rescaling are proposed where they are left out. */
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
  /** Spike and subthreshold features of a stretch (the whole sweep where it is left out), at the recording's own rate. */
  features: oc
    .input(
      z.object({
        id: Id,
        sweep: z.number().int().nonnegative(),
        conditioning: Conditioning.optional(),
        window: Window.optional(),
        /** When current was injected; taken from the recording's stimulus where it is left out and has one step. */
        stimulus: Window.nullable().optional(),
      }),
    )
    .output(TraceFeatures),
  remove: oc.input(z.object({ id: Id })).output(z.void()),
  /** Takes the last removal back. */
  restore: oc.input(z.object({ id: Id })).output(Recording),
}

import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { CalibrationEvent, CalibrationRequest } from './calibration.ts'
import { CellEvent, CellModel, CellPrediction, CellProtocol, CellReport, DrawnCommand } from './cells.ts'
import { Samples } from './common.ts'
import { CrossCheck, CrossCheckStage } from './cross-check.ts'
import { CycleEvidence } from './cycles.ts'
import { EstimateEvent } from './estimates.ts'
import { GroupJob, GroupParameterAnswer, GroupStage } from './groups.ts'
import { GoldenReplay } from './models.ts'
import { PriorExamination, PriorFile } from './priors.ts'
import { Reading, ReadingChoice, Recovery, Stimulus } from './recordings.ts'
import { ParameterEstimate, Reason, Report } from './reports.ts'
import { BackendInfo } from './system.ts'
import { NetworkOptions, TrainEvent, TrainingRequest } from './trainings.ts'

/** What an estimate finds out; the services add whose recording it was. */
export const EstimateResult = Report.pick({
  verdict: true,
  parameters: true,
  assumed: true,
  draws: true,
  networkDraws: true,
  fit: true,
  cycle: true,
  residuals: true,
  diagnostics: true,
  timing: true,
})
export type EstimateResult = z.infer<typeof EstimateResult>

export const OwnSamples = z.object({
  values: Samples,
  /** ms of the model from one to the next; in the mean where they are not evenly spaced. */
  dt: z.number().positive(),
  /** Of samples that are not evenly spaced: ms of the model after the grid's first point. */
  times: z.array(z.number()).optional(),
})
export type OwnSamples = z.infer<typeof OwnSamples>

/** A trace on the model's grid, in model units, and the model to read it with. */
export const EstimateJob = z.object({
  trace: Samples,
  /**
   * The recording's own samples, or every kth of them, in model units, `dt` ms of the model apart, the first at the
   * grid's first point: what the likelihood compares with. Left out where the trace has them all.
   */
  ownSamples: OwnSamples.optional(),
  /** Folder of the model: card and weights. */
  modelFolder: z.string(),
  /** A prior to apply in place of the model’s; it must lie within that. */
  prior: PriorFile.optional(),
  seed: z.number().int().nonnegative(),
  /** From model units back to the recording: V = offset + gain·u, recorded time = start + model time · timeScale. */
  scale: z.object({ offset: z.number(), gain: z.number(), timeScale: z.number(), start: z.number() }),
  voltageUnit: z.string().nullable(),
  /** Spikes of the recording itself, ms on its clock, where resampling may have blurred them; else null. */
  recordedSpikes: z.array(z.number()).nullable(),
  /** Why nothing can be estimated of this trace; it is then what was recorded, one sample each `interval` ms. */
  refusal: z.object({ reason: Reason, interval: z.number().positive() }).optional(),
  /** Of a mean cycle, what the recording’s cycles show. */
  cycles: CycleEvidence.optional(),
  /** What else is to be said in the verdict: what the services know and the numerics do not. */
  notes: z.array(Reason),
  /** How many numbers of the rescaling to model units were derived from the trace (0 where it is untouched). */
  rescalingParameters: z.number().int().nonnegative(),
})
export type EstimateJob = z.infer<typeof EstimateJob>

export const ComputeEvent = z.discriminatedUnion('type', [
  EstimateEvent.options[0],
  z.object({ type: z.literal('result'), result: EstimateResult }),
])
export type ComputeEvent = z.infer<typeof ComputeEvent>

/** What of a report is checked, and the job that made it. */
export const CrossCheckJob = z.object({
  job: EstimateJob,
  parameters: z.array(ParameterEstimate.pick({ name: true, symbol: true, posterior: true })),
  /** The report's effective sample size. */
  ess: z.number(),
})
export type CrossCheckJob = z.infer<typeof CrossCheckJob>

export const CrossCheckResult = z.discriminatedUnion('type', [
  CrossCheckStage,
  z.object({ type: z.literal('result'), result: CrossCheck }),
])
export type CrossCheckResult = z.infer<typeof CrossCheckResult>

/** Parameters as they come, in their order. */
export const GroupComputeEvent = z.discriminatedUnion('type', [
  GroupStage,
  z.object({ type: z.literal('parameter'), answer: GroupParameterAnswer }),
])
export type GroupComputeEvent = z.infer<typeof GroupComputeEvent>

/** A family under known currents, and what to make of it. */
export const CellJob = z.object({
  /** Of all sweeps the voltages (mV) and the commands (pA), float64: voltage before command, sweep after sweep. */
  samplesFile: z.string(),
  points: z.number().int().positive(),
  samplingInterval: z.number().positive(),
  start: z.number(),
  sweeps: z.array(z.object({ name: z.string(), index: z.number().int().nonnegative() })).min(1),
  protocol: CellProtocol,
  models: z.array(CellModel),
  seed: z.number().int().nonnegative(),
})
export type CellJob = z.infer<typeof CellJob>

/** What is found out of a cell; the services add whose it was. */
export const CellResult = CellReport.pick({ features: true, membrane: true, gif: true, seconds: true })
export type CellResult = z.infer<typeof CellResult>

export const CellComputeEvent = z.discriminatedUnion('type', [
  CellEvent.options[0],
  z.object({ type: z.literal('result'), result: CellResult }),
])
export type CellComputeEvent = z.infer<typeof CellComputeEvent>

/** A fitted cell under another command. */
export const CellPredictionJob = z.object({
  draws: z.record(z.string(), z.array(z.number())),
  command: DrawnCommand,
  seed: z.number().int().nonnegative(),
  /** What was injected where it was fitted. */
  fittedOn: CellProtocol.pick({ shape: true, holding: true, amplitudes: true }),
})
export type CellPredictionJob = z.infer<typeof CellPredictionJob>

/** What reading a file yields; the samples themselves are written to `samplesFile`, sweeps before stimuli before recovery variables before places. */
export const ReadResult = z.object({
  reading: Reading,
  points: z.number().int(),
  samplingInterval: z.number(),
  /** Where samples are not evenly spaced; then a last column says where each stands. */
  uneven: z.literal(true).optional(),
  start: z.number(),
  sweeps: z.array(z.object({ name: z.string(), min: z.number(), max: z.number() })),
  stimuli: z.array(Stimulus).default([]),
  recovery: z.array(Recovery).optional(),
})
export type ReadResult = z.infer<typeof ReadResult>

/** A training, and where it works. */
export const TrainJob = TrainingRequest.omit({ startFrom: true }).extend({
  id: z.string(),
  /** Folder of the model whose weights it starts from. */
  startFrom: z.string().nullable(),
  /** Checkpoints live here while the run goes on. */
  runFolder: z.string(),
  /** Nothing is written while this folder is not there: the library, whose disk may be taken out. */
  home: z.string().optional(),
  /** The finished model is moved here. */
  modelFolder: z.string(),
  command: z.string(),
  /**
   * Time for all of it, s, its end included: how many simulations it sees is then found on the way, and `samples` is what
   * was expected at first. Left out where it sees `samples`.
   */
  seconds: z.number().positive().optional(),
  /** Go on from the last checkpoint of the same job. */
  resume: z.boolean(),
  /** A measurement of many networks leaves the calibration of each away. */
  skipCalibration: z.boolean().optional(),
  /** Come to an end from there: the learning rate falls over a tenth of what was done. */
  finish: z.boolean(),
})
export type TrainJob = z.infer<typeof TrainJob>

/** What the process that does the heavy work can be asked for. */
export const computeContract = {
  backend: oc.output(BackendInfo),
  /** Parses the file at `path` and writes its samples, one Float64 column a sweep, then one a stimulus, one a recovery variable, then places, to `samplesFile`. */
  readFile: oc
    .input(
      z.object({
        path: z.string(),
        name: z.string(),
        samplesFile: z.string(),
        choice: ReadingChoice.optional(),
      }),
    )
    .output(ReadResult),
  /** Loads a model so that the first estimate is quick. */
  warm: oc.input(z.object({ modelFolder: z.string() })).output(z.void()),
  /** Asks a model's golden traces again; null where it has none. */
  replay: oc.input(z.object({ modelFolder: z.string() })).output(GoldenReplay.nullable()),
  estimate: oc.input(EstimateJob).output(eventIterator(ComputeEvent)),
  /** Holds the posterior of a report against that of an independent sampler. */
  crossCheck: oc.input(CrossCheckJob).output(eventIterator(CrossCheckResult)),
  /** Estimates a cell from a family under known currents. */
  cell: oc.input(CellJob).output(eventIterator(CellComputeEvent)),
  /** Simulates a fitted cell under another command. */
  predictCell: oc.input(CellPredictionJob).output(CellPrediction),
  /** Compares conditions, parameter by parameter. */
  groups: oc.input(GroupJob).output(eventIterator(GroupComputeEvent)),
  /** Holds a model's posteriors against the truth. */
  calibrate: oc
    .input(CalibrationRequest.extend({ modelFolder: z.string() }))
    .output(eventIterator(CalibrationEvent)),
  train: oc.input(TrainJob).output(eventIterator(TrainEvent)),
  /** Samples a second that training would make, measured for some seconds. */
  trainingSpeed: oc.input(NetworkOptions.extend({ prior: PriorFile })).output(z.number()),
  /** Bytes that a training needs on the disk. */
  trainingSpace: oc
    .input(NetworkOptions.extend({ prior: PriorFile, earlyStopping: z.boolean() }))
    .output(z.number()),
  /** Draws from a prior and looks at them. */
  examinePrior: oc.input(z.object({ prior: PriorFile })).output(PriorExamination),
}

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

/** The computed part of a report; the services add the recording's metadata. */
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
  /** Sampling interval, ms of model time; the mean if samples are not evenly spaced. */
  dt: z.number().positive(),
  /** For samples that are not evenly spaced: ms of model time after the grid's first point. */
  times: z.array(z.number()).optional(),
})
export type OwnSamples = z.infer<typeof OwnSamples>

/** A trace on the model's grid, in model units, and the model that estimates from it. */
export const EstimateJob = z.object({
  trace: Samples,
  /**
   * The recording's own samples, or every kth of them, in model units, at intervals of `dt` (ms of model time), the
   * first at the grid's first point: the data of the likelihood. Omitted if the trace contains them all.
   */
  ownSamples: OwnSamples.optional(),
  /** Folder of the model: card and weights. */
  modelFolder: z.string(),
  /** Replaces the model’s prior; its support must lie within that of the model's prior. */
  prior: PriorFile.optional(),
  seed: z.number().int().nonnegative(),
  /** From model units back to the recording: V = offset + gain·u, recorded time = start + model time · timeScale. */
  scale: z.object({ offset: z.number(), gain: z.number(), timeScale: z.number(), start: z.number() }),
  voltageUnit: z.string().nullable(),
  /** Spike times in the original recording, ms on its clock, if resampling may have blurred its spikes; else null. */
  recordedSpikes: z.array(z.number()).nullable(),
  /** Why estimation is refused; the trace is then the recorded one, with one sample per `interval` ms. */
  refusal: z.object({ reason: Reason, interval: z.number().positive() }).optional(),
  /** For a mean cycle: evidence from the recorded cycles. */
  cycles: CycleEvidence.optional(),
  /** Reasons for the verdict that only the services know. */
  notes: z.array(Reason),
  /** Number of rescaling parameters derived from the trace (0 if it is unchanged). */
  rescalingParameters: z.number().int().nonnegative(),
})
export type EstimateJob = z.infer<typeof EstimateJob>

export const ComputeEvent = z.discriminatedUnion('type', [
  EstimateEvent.options[0],
  /** Where asked for: all but the sensitivity to fixed values. */
  z.object({ type: z.literal('preliminary'), result: EstimateResult }),
  z.object({ type: z.literal('result'), result: EstimateResult }),
])
export type ComputeEvent = z.infer<typeof ComputeEvent>

/** The part of a report that is checked, and the job that made it. */
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

/** Parameters in order, as each is finished. */
export const GroupComputeEvent = z.discriminatedUnion('type', [
  GroupStage,
  z.object({ type: z.literal('parameter'), answer: GroupParameterAnswer }),
])
export type GroupComputeEvent = z.infer<typeof GroupComputeEvent>

/** A family of sweeps under known currents, and the models to fit. */
export const CellJob = z.object({
  /** For all sweeps the voltages (mV) and the commands (pA), float64: voltage then command, sweep after sweep. */
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

/** The computed part of a cell report; the services add the recording's metadata. */
export const CellResult = CellReport.pick({ features: true, membrane: true, gif: true, seconds: true })
export type CellResult = z.infer<typeof CellResult>

export const CellComputeEvent = z.discriminatedUnion('type', [
  CellEvent.options[0],
  z.object({ type: z.literal('result'), result: CellResult }),
])
export type CellComputeEvent = z.infer<typeof CellComputeEvent>

/** Prediction of a fitted cell under another command. */
export const CellPredictionJob = z.object({
  draws: z.record(z.string(), z.array(z.number())),
  command: DrawnCommand,
  seed: z.number().int().nonnegative(),
  /** The protocol of the fit. */
  fittedOn: CellProtocol.pick({ shape: true, holding: true, amplitudes: true }),
})
export type CellPredictionJob = z.infer<typeof CellPredictionJob>

/** Result of reading a file; samples are written to `samplesFile`: sweeps, then stimuli, recovery variables, times. */
export const ReadResult = z.object({
  reading: Reading,
  points: z.number().int(),
  samplingInterval: z.number(),
  /** Set if samples are not evenly spaced; a last column then holds their times. */
  uneven: z.literal(true).optional(),
  start: z.number(),
  sweeps: z.array(z.object({ name: z.string(), min: z.number(), max: z.number() })),
  stimuli: z.array(Stimulus).default([]),
  recovery: z.array(Recovery).optional(),
})
export type ReadResult = z.infer<typeof ReadResult>

/** A training run and its folders. */
export const TrainJob = TrainingRequest.omit({ startFrom: true }).extend({
  id: z.string(),
  /** Folder of the model whose weights initialize it; null for random initialization. */
  startFrom: z.string().nullable(),
  /** Folder for checkpoints during the run. */
  runFolder: z.string(),
  /** Nothing is written while this folder is missing: the library, which may be on a removable disk. */
  home: z.string().optional(),
  /** The finished model is moved here. */
  modelFolder: z.string(),
  command: z.string(),
  /**
   * Time budget for the whole run, s, including its end: the number of simulations is then determined on the way, and
   * `samples` is the initial estimate. Omitted if the budget is `samples`.
   */
  seconds: z.number().positive().optional(),
  /** Resume from the last checkpoint of the same job. */
  resume: z.boolean(),
  /** Skips calibration, for benchmarks of many networks. */
  skipCalibration: z.boolean().optional(),
  /** Finish early: the learning rate is annealed over a tenth of the samples seen so far. */
  finish: z.boolean(),
})
export type TrainJob = z.infer<typeof TrainJob>

/** Calls to the compute process. */
export const computeContract = {
  backend: oc.output(BackendInfo),
  /**
   * Parses the file at `path` and writes its samples to `samplesFile`, one Float64 column per sweep, then per stimulus,
   * per recovery variable, then the times if uneven.
   */
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
  /** Preloads a model so that the first estimate is fast. */
  warm: oc.input(z.object({ modelFolder: z.string() })).output(z.void()),
  /** Runs a model's golden traces again and compares the results; null if it has none. */
  replay: oc.input(z.object({ modelFolder: z.string() })).output(GoldenReplay.nullable()),
  /** `preliminary`: whether the numbers are sent before the sensitivity to fixed values is computed. */
  estimate: oc
    .input(EstimateJob.extend({ preliminary: z.boolean().optional() }))
    .output(eventIterator(ComputeEvent)),
  /** Compares a report's posterior with that of an independent sampler. */
  crossCheck: oc.input(CrossCheckJob).output(eventIterator(CrossCheckResult)),
  /** Estimates a cell from a family under known currents. */
  cell: oc.input(CellJob).output(eventIterator(CellComputeEvent)),
  /** Simulates a fitted cell under another command. */
  predictCell: oc.input(CellPredictionJob).output(CellPrediction),
  /** Compares conditions, parameter by parameter. */
  groups: oc.input(GroupJob).output(eventIterator(GroupComputeEvent)),
  /** Tests a model's calibration on simulated traces. */
  calibrate: oc
    .input(CalibrationRequest.extend({ modelFolder: z.string() }))
    .output(eventIterator(CalibrationEvent)),
  train: oc.input(TrainJob).output(eventIterator(TrainEvent)),
  /** Benchmarks training: samples per second, measured for some seconds. */
  trainingSpeed: oc.input(NetworkOptions.extend({ prior: PriorFile })).output(z.number()),
  /** Disk space needed for a training run, bytes. */
  trainingSpace: oc
    .input(NetworkOptions.extend({ prior: PriorFile, earlyStopping: z.boolean() }))
    .output(z.number()),
  /** Draws from a prior and classifies the simulations. */
  examinePrior: oc.input(z.object({ prior: PriorFile })).output(PriorExamination),
}

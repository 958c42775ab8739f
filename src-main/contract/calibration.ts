import { z } from 'zod'
import { ByParameter } from './common.ts'

/** Probabilities of the credible regions whose coverage is tested. */
export const coverageLevels = [0.5, 0.8, 0.9, 0.95] as const
/** Number of equal bins of a rank histogram. */
export const rankBins = 20

/** Coverage of a credible region of given probability, and the range expected of a calibrated posterior. */
export const Coverage = z.object({
  /** Probability of the region: 0.9. */
  level: z.number(),
  /** Share of the traces whose region contains the truth. */
  found: z.number(),
  /** Range expected by chance. */
  low: z.number(),
  high: z.number(),
  passed: z.boolean(),
})
export type Coverage = z.infer<typeof Coverage>

/** Simulation-based calibration: ranks of the truth among the draws, tested for uniformity (Talts et al. 2018). */
export const RankTests = z.object({
  /** Traces in each of `rankBins` equal bins. */
  counts: z.array(z.number().int()),
  /** Mean rank, 0 … 1; 0.5 if calibrated, higher if the draws are biased low. */
  mean: z.number(),
  /** Mean of (2 rank − 1)²; 1/3 if calibrated, larger if the posterior is too narrow. */
  spread: z.number(),
  /** p-values of the histogram, the mean and the spread. */
  probabilities: z.object({ histogram: z.number(), mean: z.number(), spread: z.number() }),
  passed: z.boolean(),
})
export type RankTests = z.infer<typeof RankTests>

export const ParameterCalibration = z.object({
  ranks: RankTests,
  /** Coverage of central intervals, at `coverageLevels`. */
  coverage: z.array(Coverage),
  passed: z.boolean(),
  /** Summary in one sentence. */
  words: z.string(),
})
export type ParameterCalibration = z.infer<typeof ParameterCalibration>

/** Histogram over traces, in `rankBins` equal bins, of the share of draws with a higher density than the truth. */
export const DensityCalibration = z.object({
  /** Share of draws with a higher density than the truth, counted in `rankBins` equal bins. */
  counts: z.array(z.number().int()),
  coverage: z.array(Coverage),
  passed: z.boolean(),
  words: z.string(),
})
export type DensityCalibration = z.infer<typeof DensityCalibration>

/** Joint coverage by regions around random points (TARP, Lemos et al. 2023). */
export const TarpCalibration = z.object({
  /** Share of the traces whose region contains the truth, at equal steps of the region's probability from 0 to 1. */
  found: z.array(z.number()),
  /** Largest deviation of the coverage from the region's probability. */
  distance: z.number(),
  /** Largest deviation expected by chance. */
  allowed: z.number(),
  passed: z.boolean(),
  words: z.string(),
})
export type TarpCalibration = z.infer<typeof TarpCalibration>

/** Calibration of a posterior on fresh simulated traces. */
export const Calibration = z.object({
  traces: z.number().int(),
  /** Draws from each trace’s posterior. */
  draws: z.number().int(),
  seed: z.number().int(),
  /** Traces whose posterior was sampled with an effective sample size smaller than `draws`. */
  thin: z.number().int(),
  /** Probability that a calibrated posterior fails at least one test by chance. */
  falseAlarms: z.number(),
  /** 99 % band of the count in a rank bin for a calibrated posterior. */
  binBand: z.object({ low: z.number().int(), high: z.number().int() }),
  /** Coverage band of a calibrated posterior, for regions of probability 1/`rankBins`, 2/`rankBins` … */
  coverageBand: z.object({ low: z.array(z.number()), high: z.array(z.number()) }),
  parameters: ByParameter(ParameterCalibration),
  density: DensityCalibration,
  tarp: TarpCalibration,
  passed: z.boolean(),
  /** Summary in one or two sentences. */
  words: z.string(),
})
export type Calibration = z.infer<typeof Calibration>

/** Calibrations of a model: the network alone, after importance sampling, and the recalibrated network. */
export const ModelCalibration = z.object({
  /** Null for a network without a posterior. */
  network: Calibration.nullable(),
  corrected: Calibration.nullable(),
  /** Null if the network is not recalibrated. */
  recalibrated: Calibration.nullable(),
})
export type ModelCalibration = z.infer<typeof ModelCalibration>

/**
 * Recalibration of the network’s posteriors, in unbounded coordinates of each parameter with posterior mean m and
 * standard deviation sd: z ↦ m + shift·sd + stretch·(z − m); shift 0 and stretch 1 change nothing.
 */
export const Recalibration = z.object({
  stretch: z.array(z.number().positive()),
  shift: z.array(z.number()),
  /** Traces it was fitted on; it was validated on as many others before it was accepted. */
  traces: z.number().int(),
  seed: z.number().int(),
  /** Gain in joint log density per validation trace. */
  gain: z.number(),
})
export type Recalibration = z.infer<typeof Recalibration>

/** Request for a calibration. */
export const CalibrationRequest = z.object({
  /** Traces for the network alone. */
  traces: z.number().int().min(100).max(100_000),
  /** Traces for importance sampling; 0 skips it. */
  corrected: z.number().int().min(0).max(10_000),
  seed: z.number().int().nonnegative().max(0xffffffff),
})
export type CalibrationRequest = z.infer<typeof CalibrationRequest>

export const Calibrated = z.object({
  calibration: ModelCalibration,
  /** The model's current recalibration, or a new one that improved it. */
  recalibration: Recalibration.nullable(),
})
export type Calibrated = z.infer<typeof Calibrated>

/** Events while a calibration runs, and its result. */
export const CalibrationEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), text: z.string() }),
  z.object({ type: z.literal('result'), result: Calibrated }),
])
export type CalibrationEvent = z.infer<typeof CalibrationEvent>

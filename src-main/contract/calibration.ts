import { z } from 'zod'
import { ByParameter } from './common.ts'

/** The shares of probability whose regions are held against the truth. */
export const coverageLevels = [0.5, 0.8, 0.9, 0.95] as const
/** Equal bins of a histogram of ranks. */
export const rankBins = 20

/** How often a region of a given probability holds the truth, and how often it may where the posterior is right. */
export const Coverage = z.object({
  /** Probability of the region: 0.9. */
  level: z.number(),
  /** Share of the traces whose region holds the truth. */
  found: z.number(),
  /** What chance allows. */
  low: z.number(),
  high: z.number(),
  passed: z.boolean(),
})
export type Coverage = z.infer<typeof Coverage>

/** Ranks of the truth among its draws, and the tests that they are uniform (Talts et al. 2018). */
export const RankTests = z.object({
  /** Traces in each of `rankBins` equal bins. */
  counts: z.array(z.number().int()),
  /** Mean rank, 0 … 1; 0.5 where right, higher where the draws lie below the truth. */
  mean: z.number(),
  /** Mean of (2 rank − 1)²; 1/3 where right, more where the draws are too narrow. */
  spread: z.number(),
  /** Probability of as much, or more, where the posterior is right: of the histogram, the mean and the spread. */
  probabilities: z.object({ histogram: z.number(), mean: z.number(), spread: z.number() }),
  passed: z.boolean(),
})
export type RankTests = z.infer<typeof RankTests>

export const ParameterCalibration = z.object({
  ranks: RankTests,
  /** Of central intervals, at `coverageLevels`. */
  coverage: z.array(Coverage),
  passed: z.boolean(),
  /** One sentence. */
  words: z.string(),
})
export type ParameterCalibration = z.infer<typeof ParameterCalibration>

/** All parameters together: the regions of highest density (Hermans et al. 2022). */
export const DensityCalibration = z.object({
  /** Of the share of draws with more density than the truth, in each of `rankBins` equal bins. */
  counts: z.array(z.number().int()),
  coverage: z.array(Coverage),
  passed: z.boolean(),
  words: z.string(),
})
export type DensityCalibration = z.infer<typeof DensityCalibration>

/** All parameters together: regions about random points (TARP, Lemos et al. 2023). */
export const TarpCalibration = z.object({
  /** Share of the traces whose region holds the truth, at equal steps of the region's probability from 0 to 1. */
  found: z.array(z.number()),
  /** The farthest that the share lies from the probability, anywhere. */
  distance: z.number(),
  /** The farthest that chance allows. */
  allowed: z.number(),
  passed: z.boolean(),
  words: z.string(),
})
export type TarpCalibration = z.infer<typeof TarpCalibration>

/** A posterior held against the truth on fresh traces. */
export const Calibration = z.object({
  traces: z.number().int(),
  /** Draws from each trace’s posterior. */
  draws: z.number().int(),
  seed: z.number().int(),
  /** Traces whose posterior was sampled with fewer effective draws than that. */
  thin: z.number().int(),
  /** Share of all calibrations of a right posterior that may fail by chance in some test. */
  falseAlarms: z.number(),
  /** Counts of a bin of ranks that chance allows, 99 in 100 times. */
  binBand: z.object({ low: z.number().int(), high: z.number().int() }),
  /** Shares that chance allows for regions of probability 1/`rankBins`, 2/`rankBins` … */
  coverageBand: z.object({ low: z.array(z.number()), high: z.array(z.number()) }),
  parameters: ByParameter(ParameterCalibration),
  density: DensityCalibration,
  tarp: TarpCalibration,
  passed: z.boolean(),
  /** The outcome in a sentence or two. */
  words: z.string(),
})
export type Calibration = z.infer<typeof Calibration>

/** Calibrations of a model: of the network alone, of what importance sampling makes of it, and of the network recalibrated. */
export const ModelCalibration = z.object({
  /** Null for a network that gives no uncertainty of its own. */
  network: Calibration.nullable(),
  corrected: Calibration.nullable(),
  /** Null where the network is used as it was trained. */
  recalibrated: Calibration.nullable(),
})
export type ModelCalibration = z.infer<typeof ModelCalibration>

/**
 * A correction of the network’s own posteriors, for each parameter in unbounded coordinates: z ↦ m + shift·sd +
 * stretch·(z − m) about the mean m of the posterior, sd its standard deviation; 1 and 0 where it is left as it is.
 */
export const Recalibration = z.object({
  stretch: z.array(z.number().positive()),
  shift: z.array(z.number()),
  /** Traces it was fitted on; it was tried on as many others before it was kept. */
  traces: z.number().int(),
  seed: z.number().int(),
  /** What it gained on those, joint log density a trace. */
  gain: z.number(),
})
export type Recalibration = z.infer<typeof Recalibration>

/** A calibration that is asked for. */
export const CalibrationRequest = z.object({
  /** Traces that the network alone is judged on. */
  traces: z.number().int().min(100).max(100_000),
  /** Traces that importance sampling is judged on; 0 leaves it out. */
  corrected: z.number().int().min(0).max(10_000),
  seed: z.number().int().nonnegative().max(0xffffffff),
})
export type CalibrationRequest = z.infer<typeof CalibrationRequest>

export const Calibrated = z.object({
  calibration: ModelCalibration,
  /** The one that the model has, or one that was found to help. */
  recalibration: Recalibration.nullable(),
})
export type Calibrated = z.infer<typeof Calibrated>

/** What a calibration says while it is made, and in the end. */
export const CalibrationEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), text: z.string() }),
  z.object({ type: z.literal('result'), result: Calibrated }),
])
export type CalibrationEvent = z.infer<typeof CalibrationEvent>

import { z } from 'zod'
import { Samples, Summary } from './common.ts'

/** A curve with its 90 % band, of the same length as its axis. */
const Band = z.object({ q05: z.array(z.number()), q50: z.array(z.number()), q95: z.array(z.number()) })

/** Spike cycles of a recording, aligned at the upward crossing of a level. */
export const RecordedCycles = z.object({
  /** mV: halfway from the typical trough to the typical peak. */
  level: z.number(),
  /** ms: spike width at the level. */
  width: z.number(),
  /** Interspike intervals between crossings, ms, of the cycles that are compared, in order of time. */
  intervals: z.array(z.number()),
  /** Excluded cycles, with numbers: “2 cycles with missing samples”. */
  leftOut: z.array(z.string()),
  /** ms from the crossing; unevenly spaced, from before it to the typical interval. */
  t: z.array(z.number()),
  /** Some of the cycles at t, mV; null beyond a cycle’s end. */
  cycles: z.array(Samples),
  /** Their mean at t, mV. */
  mean: z.array(z.number()),
})
export type RecordedCycles = z.infer<typeof RecordedCycles>

/** Shape of a recorded or fitted cycle. */
export const CycleShape = z.object({
  /** Spike width, ms, at the level of alignment. */
  width: z.number(),
  /** mV */
  peak: z.number(),
  trough: z.number(),
  /** mV/ms: maximum rate of rise and of fall. */
  maxRise: z.number(),
  maxFall: z.number(),
  /** mV: threshold, where the upstroke begins; null if outside the window. */
  threshold: z.number().nullable(),
  /** 1/ms: onset rapidness, the increase of slope with potential at threshold; null likewise. */
  onset: z.number().nullable(),
})
export type CycleShape = z.infer<typeof CycleShape>

/** Data of a recording’s cycles besides those compared: for figures and checks. */
export const CycleEvidence = z.object({
  recorded: RecordedCycles,
  shape: CycleShape,
  /** Phase plot of the mean cycle: potential, mV, and slope, mV/ms. */
  phase: z.object({ v: z.array(z.number()), slope: z.array(z.number()) }),
  /** The compared data from the first and the second half of the cycles; null if there are too few. */
  halves: z.tuple([Samples, Samples]).nullable(),
  /** Coefficient of variation of the interspike intervals. */
  cv: z.number(),
})
export type CycleEvidence = z.infer<typeof CycleEvidence>

/** A quantity measured in both the recorded and the fitted cycle. */
export const CycleComparison = z.object({
  name: z.string(),
  label: z.string(),
  unit: z.string(),
  recorded: z.number(),
  model: Summary,
})
export type CycleComparison = z.infer<typeof CycleComparison>

/** A combination of parameters that is better identified than each of them: gNa/gKd. */
export const CycleRatio = z.object({
  /** Name in files: gNa/gKd. */
  name: z.string(),
  symbol: z.string(),
  /** One short sentence. */
  label: z.string(),
  unit: z.string().nullable(),
  posterior: Summary,
})
export type CycleRatio = z.infer<typeof CycleRatio>

/** A weakly identified parameter, whose interval depends on an assumption; it is shown in grey. */
export const WeakParameter = z.object({
  parameter: z.string(),
  /** Why: “biased where the cell has currents that the model lacks”, “assumed: the prior gives it”. */
  text: z.string(),
})
export type WeakParameter = z.infer<typeof WeakParameter>

/** Fit of a model to the recorded cycle. */
export const CycleFit = z.object({
  recorded: RecordedCycles,
  /** The posterior of the model’s potential at `recorded.t`, mV. */
  model: Band,
  /** Membrane currents at `recorded.t`, µA/cm², outward positive. */
  currents: z.array(Band.extend({ name: z.string(), symbol: z.string() })),
  /** Phase plot: potential (mV) and slope (mV/ms) of the mean cycle and of the model’s most probable cycle. */
  phase: z.object({
    recorded: z.object({ v: z.array(z.number()), slope: z.array(z.number()) }),
    model: z.object({ v: z.array(z.number()), slope: z.array(z.number()) }),
  }),
  compared: z.array(CycleComparison),
  ratios: z.array(CycleRatio),
  weak: z.array(WeakParameter),
  /** R²: share of the mean cycle’s variance explained by the model, ≤ 1; negative if worse than a constant. */
  explained: z.number(),
})
export type CycleFit = z.infer<typeof CycleFit>

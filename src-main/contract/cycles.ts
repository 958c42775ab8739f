import { z } from 'zod'
import { Samples, Summary } from './common.ts'

/** A curve with its 90 % band, as long as the axis it stands on. */
const Band = z.object({ q05: z.array(z.number()), q50: z.array(z.number()), q95: z.array(z.number()) })

/** Cycles of a recording from one spike to the next, aligned where the membrane potential rises through a level. */
export const RecordedCycles = z.object({
  /** mV: halfway from the usual trough to the usual peak. */
  level: z.number(),
  /** ms: how long a spike stays above the level. */
  width: z.number(),
  /** ms from one crossing to the next, of the cycles that are compared, in order of time. */
  intervals: z.array(z.number()),
  /** What was left out of them, in words with numbers: “2 cycles with missing samples”. */
  leftOut: z.array(z.string()),
  /** ms from the crossing; not evenly spaced, from before it to the usual interval. */
  t: z.array(z.number()),
  /** Some of the cycles at t, mV; null beyond a cycle’s own end. */
  cycles: z.array(Samples),
  /** Their mean at t, mV. */
  mean: z.array(z.number()),
})
export type RecordedCycles = z.infer<typeof RecordedCycles>

/** What can be measured of a cycle, recorded or fitted. */
export const CycleShape = z.object({
  /** ms above the level of alignment. */
  width: z.number(),
  /** mV */
  peak: z.number(),
  trough: z.number(),
  /** mV/ms: steepest rise and fall. */
  maxRise: z.number(),
  maxFall: z.number(),
  /** mV where the upstroke begins; null where that is not in view. */
  threshold: z.number().nullable(),
  /** 1/ms: how fast the slope grows with the potential there (onset rapidness); null likewise. */
  onset: z.number().nullable(),
})
export type CycleShape = z.infer<typeof CycleShape>

/** What a recording’s cycles show beside the data that are compared: for figures and checks. */
export const CycleEvidence = z.object({
  recorded: RecordedCycles,
  shape: CycleShape,
  /** Along the mean cycle: potential, mV, and slope, mV/ms. */
  phase: z.object({ v: z.array(z.number()), slope: z.array(z.number()) }),
  /** The same data of the first half of the cycles and of the second; null where these are too few. */
  halves: z.tuple([Samples, Samples]).nullable(),
  /** Coefficient of variation of the intervals. */
  cv: z.number(),
})
export type CycleEvidence = z.infer<typeof CycleEvidence>

/** Something that can be read of recorded cycle and fitted cycle alike. */
export const CycleComparison = z.object({
  name: z.string(),
  label: z.string(),
  unit: z.string(),
  recorded: z.number(),
  model: Summary,
})
export type CycleComparison = z.infer<typeof CycleComparison>

/** A quantity made of several parameters that the data tell better than any of them: gNa/gKd. */
export const CycleRatio = z.object({
  /** In files: gNa/gKd. */
  name: z.string(),
  symbol: z.string(),
  /** One short sentence. */
  label: z.string(),
  unit: z.string().nullable(),
  posterior: Summary,
})
export type CycleRatio = z.infer<typeof CycleRatio>

/** A parameter whose interval holds only together with an assumption; it is shown in grey. */
export const WeakParameter = z.object({
  parameter: z.string(),
  /** Why: “biased where the cell has currents that the model lacks”, “assumed: the prior gives it”. */
  text: z.string(),
})
export type WeakParameter = z.infer<typeof WeakParameter>

/** How a fitted model goes with the recorded cycle. */
export const CycleFit = z.object({
  recorded: RecordedCycles,
  /** The posterior of the model’s potential at `recorded.t`, mV. */
  model: Band,
  /** Currents through the membrane at `recorded.t`, µA/cm², outward positive. */
  currents: z.array(Band.extend({ name: z.string(), symbol: z.string() })),
  /** Potential (mV) and its slope (mV/ms) along the mean cycle and along the model’s most probable one. */
  phase: z.object({
    recorded: z.object({ v: z.array(z.number()), slope: z.array(z.number()) }),
    model: z.object({ v: z.array(z.number()), slope: z.array(z.number()) }),
  }),
  compared: z.array(CycleComparison),
  ratios: z.array(CycleRatio),
  weak: z.array(WeakParameter),
  /** Share of the mean cycle’s variance that the model explains, 0 … 1; below 0 where a constant would do better. */
  explained: z.number(),
})
export type CycleFit = z.infer<typeof CycleFit>

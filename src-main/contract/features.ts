import { z } from 'zod'

/** Times in ms on the recording's own clock. */
const Stretch = z.object({ from: z.number(), to: z.number() })

/** An electrophysiological feature of a trace. */
export const Feature = z.object({
  /** A stable name, eFEL's if it has one: AP_begin_voltage. */
  name: z.string(),
  /** Display name: “Threshold”. */
  label: z.string(),
  group: z.enum(['firing', 'spike', 'afterhyperpolarization', 'subthreshold']),
  /** mV, ms, Hz …; null for counts and ratios. */
  unit: z.string().nullable(),
  /** The equivalent eFEL feature; null if there is none. */
  efel: z.string().nullable(),
  /** Its definition in one line. */
  meaning: z.string(),
  /** The value; the mean over several spikes or intervals. Null if undefined: `note` says why. */
  value: z.number().nullable(),
  /** Standard deviation over the spikes or intervals, by n − 1; null for fewer than two. */
  sd: z.number().nullable(),
  /** One per spike or interval that has it, in order of time; empty for features of the whole trace. */
  values: z.array(z.number()),
  /** Why it is undefined, or what was excluded. */
  note: z.string().nullable(),
})
export type Feature = z.infer<typeof Feature>

const Place = z.object({ t: z.number(), v: z.number() })

/** Mean spike: spikes aligned at their peaks. Times in ms from the peak, voltages in `voltageUnit`. */
export const MeanSpike = z.object({
  t: z.array(z.number()),
  mean: z.array(z.number()),
  /** Some of the averaged spikes, evenly chosen. */
  single: z.array(z.array(z.number())),
  /** Number of averaged spikes. */
  count: z.number().int(),
  /** Typical landmarks (medians over the spikes); null if undefined. */
  peak: Place,
  threshold: Place.nullable(),
  minimum: Place.nullable(),
  halfWidth: z.object({ from: z.number(), to: z.number(), v: z.number() }).nullable(),
})
export type MeanSpike = z.infer<typeof MeanSpike>

/** Features of a window of a recording, computed without a model. */
export const TraceFeatures = z.object({
  /** The analysed window. */
  window: Stretch,
  /** Time of the current injection, if known. */
  stimulus: Stretch.nullable(),
  /** mV, whatever the file’s unit; null for model units. */
  voltageUnit: z.literal('mV').nullable(),
  /** Spike detection level: eFEL’s fixed level, halfway up this trace's spikes, or none was found. */
  rule: z.enum(['efel', 'halfway', 'none']),
  /** The rule in words. */
  ruleText: z.string(),
  /** Detection level; null if no spike was found. */
  level: z.number().nullable(),
  /** Times of the peaks, ms. */
  peaks: z.array(z.number()),
  features: z.array(Feature),
  /** Caveats: missing samples, excluded spikes. */
  notes: z.array(z.string()),
  meanSpike: MeanSpike.nullable(),
})
export type TraceFeatures = z.infer<typeof TraceFeatures>

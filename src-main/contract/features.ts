import { z } from 'zod'

/** Times in ms on the recording's own clock. */
const Stretch = z.object({ from: z.number(), to: z.number() })

/** One feature of a trace, as electrophysiologists name it. */
export const Feature = z.object({
  /** A stable name, eFEL's where it has one: AP_begin_voltage. */
  name: z.string(),
  /** What people say: “Threshold”. */
  label: z.string(),
  group: z.enum(['firing', 'spike', 'afterhyperpolarization', 'subthreshold']),
  /** mV, ms, Hz …; null for counts and ratios. */
  unit: z.string().nullable(),
  /** The feature of eFEL that it agrees with; null where eFEL has none. */
  efel: z.string().nullable(),
  /** Its definition in one line. */
  meaning: z.string(),
  /** The value; of several spikes or intervals, their mean. Null where it is not defined: `note` says why. */
  value: z.number().nullable(),
  /** Over the spikes or intervals, by n − 1; null for fewer than two. */
  sd: z.number().nullable(),
  /** One for each spike or interval that has it, in the order of time; empty for features of the whole trace. */
  values: z.array(z.number()),
  /** Why there is none, or what was left out. */
  note: z.string().nullable(),
})
export type Feature = z.infer<typeof Feature>

const Place = z.object({ t: z.number(), v: z.number() })

/** The spikes laid over one another at their peaks. Times in ms from the peak, voltages in `voltageUnit`. */
export const MeanSpike = z.object({
  t: z.array(z.number()),
  mean: z.array(z.number()),
  /** Some of the spikes behind the mean, evenly chosen. */
  single: z.array(z.array(z.number())),
  /** How many spikes the mean is of. */
  count: z.number().int(),
  /** The usual places (medians over the spikes); null where not defined. */
  peak: Place,
  threshold: Place.nullable(),
  minimum: Place.nullable(),
  halfWidth: z.object({ from: z.number(), to: z.number(), v: z.number() }).nullable(),
})
export type MeanSpike = z.infer<typeof MeanSpike>

/** What a stretch of a recording shows by itself, without any model. */
export const TraceFeatures = z.object({
  /** The stretch that was measured. */
  window: Stretch,
  /** When current was injected, where that is known. */
  stimulus: Stretch.nullable(),
  /** mV, whatever the file’s unit; null for model units. */
  voltageUnit: z.literal('mV').nullable(),
  /** How spikes were told: eFEL’s fixed level, the level half way up these spikes, or none was found. */
  rule: z.enum(['efel', 'halfway', 'none']),
  /** The rule in words. */
  ruleText: z.string(),
  /** The level that a spike crosses; null where no spike was found. */
  level: z.number().nullable(),
  /** Times of the peaks, ms. */
  peaks: z.array(z.number()),
  features: z.array(Feature),
  /** What a person should know beside: missing samples, spikes that do not count. */
  notes: z.array(z.string()),
  meanSpike: MeanSpike.nullable(),
})
export type TraceFeatures = z.infer<typeof TraceFeatures>

import { z } from 'zod'
import './issue-words.ts'

/** Identifier of an item stored in the library: a folder name, so no separators and no dots. */
export const Id = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[a-z0-9][a-z0-9-]*$/)

/** Of a file, hexadecimal. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** Values by parameter name, in the order of the neuron model's parameter list. */
export const ByParameter = <T extends z.ZodType>(value: T) => z.record(z.string(), value)

/** A parameter of a neuron model or of its noise, for display. */
export const ParameterDescription = z.object({
  /** Name in files and code, Greek letters spelled out: theta0. */
  name: z.string(),
  /** Symbol for display: θ₀. */
  symbol: z.string(),
  /** Unit, or null if dimensionless. */
  unit: z.string().nullable(),
  /** One short sentence. */
  meaning: z.string(),
  /**
   * neuron: the physical model; recording: how the electrode shows it (voltage and time scales, phase at the start);
   * noise: the statistical model.
   */
  group: z.enum(['neuron', 'recording', 'noise']),
})
export type ParameterDescription = z.infer<typeof ParameterDescription>

/** Assumption that a parameter's interval depends on; omitted if there is none. */
export const Assumption = z.string().optional()

/** A posterior or prior in five numbers; quantiles are of the marginal distribution. */
export const Summary = z.object({
  mean: z.number(),
  sd: z.number(),
  q05: z.number(),
  q50: z.number(),
  q95: z.number(),
})
export type Summary = z.infer<typeof Summary>

/** A central interval: it contains `share` of a marginal distribution, with equal tails. */
export const Interval = z.object({ share: z.number(), from: z.number(), to: z.number() })
export type Interval = z.infer<typeof Interval>

/** Probabilities of a report's central intervals. */
export const intervalShares = [0.5, 0.8, 0.9, 0.95]

/** A sampled curve: y over x, of equal length. */
export const Curve = z.object({ x: z.array(z.number()), y: z.array(z.number()) })
export type Curve = z.infer<typeof Curve>

/** How far a result can be trusted. */
export const VerdictLevel = z.enum(['ok', 'caution', 'unreliable'])
export type VerdictLevel = z.infer<typeof VerdictLevel>

/** Samples sent between processes: null where missing. In memory a missing sample is NaN. */
export const Samples = z.array(z.number().nullable())
export type Samples = z.infer<typeof Samples>

/** A gap: from half a sampling interval before the first missing sample to half after the last, ms. */
export const Gap = z.object({ from: z.number(), to: z.number(), samples: z.number().int().positive() })
export type Gap = z.infer<typeof Gap>

/** A library item that cannot be read, and why. */
export const Damaged = z.object({ id: z.string(), reason: z.string() })
export type Damaged = z.infer<typeof Damaged>

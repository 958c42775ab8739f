import { z } from 'zod'
import './issue-words.ts'

/** An identifier of something kept in the library: a folder name, so no separators and no dots. */
export const Id = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[a-z0-9][a-z0-9-]*$/)

/** Of a file, hexadecimal. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** Values by parameter name, in the order of the neuron model's parameter list. */
export const ByParameter = <T extends z.ZodType>(value: T) => z.record(z.string(), value)

/** A parameter of a neuron model or of its noise, as people see it. */
export const ParameterDescription = z.object({
  /** Name in files and code, Greek letters spelled out: theta0. */
  name: z.string(),
  /** What a person sees: θ₀. */
  symbol: z.string(),
  /** Unit, or null where the parameter has none. */
  unit: z.string().nullable(),
  /** One short sentence. */
  meaning: z.string(),
  /**
   * Whether it belongs to the neuron (physical model), to how the electrode shows it (scales of voltage and time, where
   * in its cycle it begins) or to the noise (statistical model).
   */
  group: z.enum(['neuron', 'recording', 'noise']),
})
export type ParameterDescription = z.infer<typeof ParameterDescription>

/** Of a parameter whose interval holds only together with an assumption: what that is. Left out of the others. */
export const Assumption = z.string().optional()

/** A posterior or prior in five numbers; quantiles of the marginal distribution. */
export const Summary = z.object({
  mean: z.number(),
  sd: z.number(),
  q05: z.number(),
  q50: z.number(),
  q95: z.number(),
})
export type Summary = z.infer<typeof Summary>

/** A central interval: so much of a marginal distribution lies between its ends, half of the rest on either side. */
export const Interval = z.object({ share: z.number(), from: z.number(), to: z.number() })
export type Interval = z.infer<typeof Interval>

/** Shares of the central intervals that a report has. */
export const intervalShares = [0.5, 0.8, 0.9, 0.95]

/** A sampled curve: y over x, equally long. */
export const Curve = z.object({ x: z.array(z.number()), y: z.array(z.number()) })
export type Curve = z.infer<typeof Curve>

/** How far a result can be trusted. */
export const VerdictLevel = z.enum(['ok', 'caution', 'unreliable'])
export type VerdictLevel = z.infer<typeof VerdictLevel>

/** Samples that cross from one process to another: null where one is missing. In memory a missing sample is NaN. */
export const Samples = z.array(z.number().nullable())
export type Samples = z.infer<typeof Samples>

/** A stretch without samples: half an interval beyond the first and the last missing one, ms. */
export const Gap = z.object({ from: z.number(), to: z.number(), samples: z.number().int().positive() })
export type Gap = z.infer<typeof Gap>

/** Something in the library that is there and can’t be used, and why. */
export const Damaged = z.object({ id: z.string(), reason: z.string() })
export type Damaged = z.infer<typeof Damaged>

import { z } from 'zod'

/** An identifier of something kept in the library: a folder name, so no separators and no dots. */
export const Id = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[a-z0-9][a-z0-9-]*$/)

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
  /** Whether it belongs to the neuron (physical model) or to the noise (statistical model). */
  group: z.enum(['neuron', 'noise']),
})
export type ParameterDescription = z.infer<typeof ParameterDescription>

/** A posterior or prior in five numbers; quantiles of the marginal distribution. */
export const Summary = z.object({
  mean: z.number(),
  sd: z.number(),
  q05: z.number(),
  q50: z.number(),
  q95: z.number(),
})
export type Summary = z.infer<typeof Summary>

/** A sampled curve: y over x, equally long. */
export const Curve = z.object({ x: z.array(z.number()), y: z.array(z.number()) })
export type Curve = z.infer<typeof Curve>

/** How far a result can be trusted. */
export const VerdictLevel = z.enum(['ok', 'caution', 'unreliable'])
export type VerdictLevel = z.infer<typeof VerdictLevel>

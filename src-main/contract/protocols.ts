import { z } from 'zod'

/** Milliseconds from the simulation's start; the longest grid has 1e8. */
const Time = z.number().min(0).max(1e8)
/** In the unit of the neuron's current. */
const Current = z.number().min(-1e6).max(1e6)

const lasts = { error: 'its end (to) must be after its beginning (from)' }

/** A current step added to the holding current. */
export const CurrentStep = z
  .strictObject({ from: Time, to: Time, current: Current })
  .refine((d) => d.from < d.to, lasts)
export type CurrentStep = z.infer<typeof CurrentStep>

/** A current ramp from `start` to `end`, added to the holding current; 0 afterwards. */
export const CurrentRamp = z
  .strictObject({ from: Time, to: Time, start: Current, end: Current })
  .refine((d) => d.from < d.to, lasts)
export type CurrentRamp = z.infer<typeof CurrentRamp>

export const NoCurrent = z.strictObject({ kind: z.literal('none') })
export type NoCurrent = z.infer<typeof NoCurrent>

/** Steps may overlap; their currents add up. */
export const CurrentSteps = z.strictObject({
  kind: z.literal('steps'),
  holding: Current,
  steps: z.array(CurrentStep).min(1).max(64),
})
export type CurrentSteps = z.infer<typeof CurrentSteps>

/** Ramps may overlap; their currents add up. */
export const CurrentRamps = z.strictObject({
  kind: z.literal('ramps'),
  holding: Current,
  ramps: z.array(CurrentRamp).min(1).max(64),
})
export type CurrentRamps = z.infer<typeof CurrentRamps>

/** Stimulus protocol of a simulation: the injected current over time. */
export const ProtocolFile = z.discriminatedUnion('kind', [NoCurrent, CurrentSteps, CurrentRamps], {
  error: 'expected an object whose kind is none, steps or ramps',
})
export type ProtocolFile = z.infer<typeof ProtocolFile>

import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Curve, Id, ParameterDescription, Summary, VerdictLevel } from './common.ts'
import { Spread } from './groups.ts'
import { comparedReports } from './limits.ts'
import { Window } from './recordings.ts'

/** A report in a comparison. */
export const ComparedReport = z.object({
  id: Id,
  /** Unique label: recording and sweep, and what else distinguishes them. */
  label: z.string(),
  recordingName: z.string(),
  sweep: z.string(),
  window: Window,
  modelName: z.string(),
  createdAt: z.string(),
  level: VerdictLevel,
  headline: z.string(),
})
export type ComparedReport = z.infer<typeof ComparedReport>

/** A parameter's estimate in one of the reports. */
export const ComparedEstimate = z.object({
  /** Index in the list of reports. */
  report: z.number().int().nonnegative(),
  unit: z.string().nullable(),
  posterior: Spread,
  prior: Summary.extend({ lower: z.number(), upper: z.number() }),
  posteriorDensity: Curve,
})
export type ComparedEstimate = z.infer<typeof ComparedEstimate>

/** `to` minus `from`, from independent draws of both posteriors. */
export const ComparedDifference = z.object({
  from: z.number().int().nonnegative(),
  to: z.number().int().nonnegative(),
  difference: Spread,
  /** Probability that the difference is above 0. */
  probabilityHigher: z.number(),
  /** Whether the 90 % interval excludes 0. */
  told: z.boolean(),
})
export type ComparedDifference = z.infer<typeof ComparedDifference>

export const ComparedParameter = ParameterDescription.extend({
  /** From the reports that have the parameter, in their order. */
  estimates: z.array(ComparedEstimate),
  /** For all pairs of reports that have it in the same unit. */
  differences: z.array(ComparedDifference),
  /** Caveats about its differences. */
  warnings: z.array(z.string()),
})
export type ComparedParameter = z.infer<typeof ComparedParameter>

/** Reports side by side. */
export const Comparison = z.object({
  format: z.literal('nagumo-comparison'),
  version: z.literal(1),
  reports: z.array(ComparedReport),
  warnings: z.array(z.string()),
  parameters: z.array(ComparedParameter),
})
export type Comparison = z.infer<typeof Comparison>

export const comparisons = {
  /** Compares two to twenty reports. */
  compare: oc
    .input(z.object({ ids: z.array(Id).min(comparedReports.least).max(comparedReports.most) }))
    .output(Comparison),
}

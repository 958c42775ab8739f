import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Curve, Id, ParameterDescription, Summary, VerdictLevel } from './common.ts'
import { Spread } from './groups.ts'
import { comparedReports } from './limits.ts'
import { Window } from './recordings.ts'

/** A report beside others. */
export const ComparedReport = z.object({
  id: Id,
  /** Different for each: recording and sweep, and what else tells them apart. */
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

/** A parameter in one of the reports. */
export const ComparedEstimate = z.object({
  /** Place in the list of reports. */
  report: z.number().int().nonnegative(),
  unit: z.string().nullable(),
  posterior: Spread,
  prior: Summary.extend({ lower: z.number(), upper: z.number() }),
  posteriorDensity: Curve,
})
export type ComparedEstimate = z.infer<typeof ComparedEstimate>

/** `to` less `from`, by independent draws of both posteriors. */
export const ComparedDifference = z.object({
  from: z.number().int().nonnegative(),
  to: z.number().int().nonnegative(),
  difference: Spread,
  /** Probability that it is above 0. */
  probabilityHigher: z.number(),
  /** Whether the 90 % interval leaves 0 out. */
  told: z.boolean(),
})
export type ComparedDifference = z.infer<typeof ComparedDifference>

export const ComparedParameter = ParameterDescription.extend({
  /** Of the reports that have it, in their order. */
  estimates: z.array(ComparedEstimate),
  /** Of all pairs that have it in one unit. */
  differences: z.array(ComparedDifference),
  /** What is to be known before its differences are used. */
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
  /** Two to twenty reports side by side. */
  compare: oc
    .input(z.object({ ids: z.array(Id).min(comparedReports.least).max(comparedReports.most) }))
    .output(Comparison),
}

import { references } from '../report/methods/references.ts'
import { membraneChecks, spikingChecks } from './cell-checks.ts'
import { cellParameters } from './cell-parameters.ts'
import { cycleChecks } from './cycle-checks.ts'
import type { HelpEntry } from './entry.ts'
import { traceChecks } from './trace-checks.ts'
import { neuronParameters, noiseParameters, observableParameters } from './trace-parameters.ts'

export type { HelpEntry } from './entry.ts'
export { type NumberHelp, numbers } from './numbers.ts'
export { type PlotHelp, plots } from './plots.ts'

/** Parameters of traces and spike cycles, by their names in reports. */
export const traceParameters: Readonly<Record<string, HelpEntry>> = {
  ...neuronParameters,
  ...observableParameters,
  ...noiseParameters,
}
export { cellParameters }

/** Checks of verdicts, by their names in reports. */
export const checks: Readonly<Record<string, HelpEntry>> = {
  ...traceChecks,
  ...cycleChecks,
  ...membraneChecks,
  ...spikingChecks,
}

/** The references of an entry, formatted. */
export function referencesOf({ references: keys }: HelpEntry): string[] {
  return keys.map((key) => references[key])
}

import type { Report } from '../../../src-main/contract/reports.ts'
import made from './report.json' with { type: 'json' }

/**
 * A report with a spike cycle, for the layout of window, tables and figures only: the recorded part is of a real
 * recording, all that a model would have found is made up (make_report.py).
 */
export function cycleReport(changes: Partial<Report> = {}): Report {
  // Not parsed: a page may not compile validators. A test parses it.
  return { ...(made as unknown as Report), ...changes }
}

/** What a verdict says where another kind of model is worth trying. */
export const nextStep = {
  text: 'Try Hodgkin–Huxley on the spike cycle',
  modelKind: { neuron: 'hodgkin-huxley', observable: 'meanCycle' },
}

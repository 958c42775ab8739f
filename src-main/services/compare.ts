import { setImmediate } from 'node:timers/promises'
import type { Comparison } from '../contract/comparisons.ts'
import type { Report } from '../contract/reports.ts'
import { compareReports } from '../inference/compare/compare-reports.ts'
import { throwIfCancelled } from '../jobs/estimate-trace.ts'
import type { Results } from '../jobs/results.ts'
import { implementation } from './dependencies.ts'

/** Side-by-side comparison of the library's reports. */
export function compareServices(results: Results<Report>) {
  return {
    compare: implementation.reports.compare.handler(({ input, signal }) =>
      compareKept(results, input.ids, signal),
    ),
  }
}

/** Compares stored reports. @throws NagumoError USAGE, NOT_FOUND, CANCELLED */
export async function compareKept(
  results: Results<Report>,
  ids: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Comparison> {
  const reports: Report[] = []
  for (const id of ids) reports.push(await results.get(id))
  const steps = compareReports(reports)
  // A parameter takes some milliseconds; yield to other requests in between.
  for (;;) {
    await setImmediate()
    throwIfCancelled(signal)
    const step = steps.next()
    if (step.done) return step.value
  }
}

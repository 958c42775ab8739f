import { setImmediate } from 'node:timers/promises'
import type { Report } from '../contract/reports.ts'
import { compareReports } from '../inference/compare/compare-reports.ts'
import { throwIfCancelled } from '../jobs/estimate-trace.ts'
import type { Results } from '../jobs/results.ts'
import { implementation } from './dependencies.ts'

/** Reports of the library side by side. */
export function compareServices(results: Results<Report>) {
  return {
    compare: implementation.reports.compare.handler(async ({ input, signal }) => {
      const reports: Report[] = []
      for (const id of input.ids) reports.push(await results.get(id))
      const steps = compareReports(reports)
      // A parameter takes some milliseconds; others are served in between.
      for (;;) {
        await setImmediate()
        throwIfCancelled(signal)
        const step = steps.next()
        if (step.done) return step.value
      }
    }),
  }
}

import type { GroupAnswer, GroupEvent, GroupRequest } from '../contract/groups.ts'
import type { Report } from '../contract/reports.ts'
import { type ConditionReports, labelOf } from '../inference/groups/group-report.ts'
import { newestOfEach } from '../inference/groups/same-sweep.ts'
import { throwIfCancelled } from '../jobs/estimate-trace.ts'
import { estimateEffects } from '../jobs/groups/estimate-effects.ts'
import type { Results } from '../jobs/results.ts'
import { implementation, type ServiceDependencies } from './dependencies.ts'

/** Comparison of conditions, from the library's reports. */
export function groupServices({ compute }: ServiceDependencies, results: Results<Report>) {
  return {
    estimate: implementation.groups.estimate.handler(({ input, signal }) =>
      estimate(compute, results, input, signal),
    ),
  }
}

async function* estimate(
  compute: ServiceDependencies['compute'],
  results: Results<Report>,
  { conditions: asked, ...choice }: GroupRequest,
  signal: AbortSignal | undefined,
): AsyncGenerator<GroupEvent> {
  yield { type: 'stage', text: 'reading the reports', progress: 0 }
  const { conditions, older } = await reportsOf(asked, results, signal)
  for await (const event of estimateEffects(compute, conditions, { ...choice, signal })) {
    if (event.type === 'stage') yield event
    else yield { ...event, answer: { ...event.answer, leftOut: [...event.answer.leftOut, ...older] } }
  }
}

/** The newest report of each cell for the same samples; and the older ones. */
async function reportsOf(
  asked: GroupRequest['conditions'],
  results: Results<Report>,
  signal: AbortSignal | undefined,
): Promise<{ conditions: ConditionReports[]; older: GroupAnswer['leftOut'] }> {
  const conditions: ConditionReports[] = []
  const older: GroupAnswer['leftOut'] = []
  for (const { name, cells } of asked) {
    const own: ConditionReports['cells'] = []
    for (const cell of cells) {
      const reports: Report[] = []
      // In sequence: a study may have hundreds.
      for (const id of new Set(cell.reportIds)) {
        throwIfCancelled(signal)
        reports.push(await results.get(id))
      }
      const found = newestOfEach(reports)
      const reason = 'a newer report uses the same samples'
      older.push(...found.older.map((report) => ({ label: labelOf(report), condition: name, reason })))
      own.push({ name: cell.name, reports: found.kept })
    }
    conditions.push({ name, cells: own })
  }
  return { conditions, older }
}

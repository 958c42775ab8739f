import type { GroupRequest } from '../contract/groups.ts'
import type { Report } from '../contract/reports.ts'
import type { ConditionReports } from '../inference/groups/group-report.ts'
import { estimateEffects } from '../jobs/groups/estimate-effects.ts'
import type { Results } from '../jobs/results.ts'
import { implementation, type ServiceDependencies } from './dependencies.ts'

/** Conditions held against each other, from the reports of the library. */
export function groupServices({ compute }: ServiceDependencies, results: Results<Report>) {
  return {
    estimate: implementation.groups.estimate.handler(async ({ input, signal }) => {
      const { parameters, scales, seed } = input
      const conditions = await reportsOf(input, results)
      for await (const event of estimateEffects(compute, conditions, { parameters, scales, seed, signal }))
        if (event.type === 'answer') return event.answer
      throw new Error('the comparison ended without a result')
    }),
  }
}

async function reportsOf(
  { conditions }: GroupRequest,
  results: Results<Report>,
): Promise<ConditionReports[]> {
  const found: ConditionReports[] = []
  for (const { name, cells } of conditions) {
    const own: ConditionReports['cells'] = []
    for (const cell of cells) {
      const reports: Report[] = []
      // One after the other: a study may have hundreds.
      for (const id of cell.reportIds) reports.push(await results.get(id))
      own.push({ name: cell.name, reports })
    }
    found.push({ name, cells: own })
  }
  return found
}

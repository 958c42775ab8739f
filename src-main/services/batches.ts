import type { Report } from '../contract/reports.ts'
import type { Results } from '../jobs/results.ts'
import { damagedOf } from '../library/listing.ts'
import { batchTable } from '../report/batch-table.ts'
import { toCsv } from '../report/csv.ts'
import { implementation, type ServiceDependencies } from './dependencies.ts'

/** Batches of library recordings. Their reports are stored beside them; an opened one is saved among the others. */
export function batchServices({ batches: all }: ServiceDependencies, reports: Results<Report>) {
  const { batches } = implementation
  return {
    begin: batches.begin.handler(({ input }) => all.begin(input)),
    watch: batches.watch.handler(({ signal }) => all.watch(signal)),
    damaged: batches.damaged.handler(async () => damagedOf(await all.list())),
    rows: batches.rows.handler(({ input, signal }) => all.rows(input.id, signal)),
    report: batches.report.handler(({ input }) => all.report(input.id, input.item)),
    keepReport: batches.keepReport.handler(async ({ input }) => {
      const report = await all.report(input.id, input.item)
      const there = await reports.get(report.id).catch(() => null)
      if (there) return { report: there }
      const notKept = await reports.keep(report)
      return { report, ...(notKept !== null && { notKept }) }
    }),
    pause: batches.pause.handler(({ input }) => all.pause(input.id)),
    resume: batches.resume.handler(({ input }) => all.resume(input.id)),
    cancel: batches.cancel.handler(({ input }) => all.cancel(input.id)),
    goOn: batches.goOn.handler(({ input }) => all.goOn(input.id, input.cores)),
    table: batches.table.handler(
      async ({ input }) =>
        new File([toCsv(batchTable(await all.allRows(input.id)))], `${input.id}.csv`, { type: 'text/csv' }),
    ),
    remove: batches.remove.handler(({ input }) => all.remove(input.id)),
    restore: batches.restore.handler(({ input }) => all.restore(input.id)),
  }
}

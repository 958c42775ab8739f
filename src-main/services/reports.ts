import { entryOf } from '../contract/report-entry.ts'
import type { Report } from '../contract/reports.ts'
import { type Results, withUnkept } from '../jobs/results.ts'
import { damagedOf, entriesOf } from '../library/listing.ts'
import { implementation, type ServiceDependencies } from './dependencies.ts'
import { exportedFile } from './exported-file.ts'

export function reportServices(dependencies: ServiceDependencies, results: Results<Report>) {
  const { library } = dependencies
  const { reports } = implementation
  return {
    list: reports.list.handler(async () =>
      withUnkept(results, entriesOf(await library.reports.list()), entryOf),
    ),
    damaged: reports.damaged.handler(async () => damagedOf(await library.reports.list())),
    get: reports.get.handler(({ input }) => results.get(input.id)),
    export: reports.export.handler(async ({ input }) =>
      exportedFile(dependencies, await results.get(input.id), input.as),
    ),
    keep: reports.keep.handler(({ input }) => results.keepAgain(input.id)),
    annotate: reports.annotate.handler(({ input }) => results.annotate(input.id, input.notes)),
    remove: reports.remove.handler(({ input }) => results.remove(input.id)),
    restore: reports.restore.handler(({ input }) => results.restore(input.id)),
  }
}

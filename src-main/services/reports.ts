import { exportReport } from '../report/export.ts'
import { implementation, type ServiceDependencies } from './dependencies.ts'
import { entriesOf } from './listing.ts'

export function reportServices({ library }: ServiceDependencies) {
  const { reports } = implementation
  return {
    list: reports.list.handler(async () => entriesOf(await library.reports.list())),
    get: reports.get.handler(({ input }) => library.reports.get(input.id)),
    export: reports.export.handler(async ({ input }) =>
      exportReport(await library.reports.get(input.id), input.as),
    ),
    remove: reports.remove.handler(({ input }) => library.reports.remove(input.id)),
    restore: reports.restore.handler(({ input }) => library.reports.restore(input.id)),
  }
}

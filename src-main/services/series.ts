import { exportSeries } from '../report/export-series.ts'
import { implementation, type ServiceDependencies } from './dependencies.ts'
import { entriesOf } from './listing.ts'

export function seriesServices({ library }: ServiceDependencies) {
  const { series } = implementation
  return {
    list: series.list.handler(async () => entriesOf(await library.series.list())),
    get: series.get.handler(({ input }) => library.series.get(input.id)),
    export: series.export.handler(async ({ input }) =>
      exportSeries(await library.series.get(input.id), input.as),
    ),
    remove: series.remove.handler(({ input }) => library.series.remove(input.id)),
    restore: series.restore.handler(({ input }) => library.series.restore(input.id)),
  }
}

import type { Series } from '../contract/series.ts'
import { seriesEntryOf } from '../contract/series-entry.ts'
import { settleSeries } from '../jobs/over-time/run-series.ts'
import { type Results, withUnkept } from '../jobs/results.ts'
import { damagedOf, entriesOf } from '../library/listing.ts'
import { implementation, type ServiceDependencies } from './dependencies.ts'
import { exportedFile } from './exported-file.ts'

export function seriesServices(dependencies: ServiceDependencies, results: Results<Series>) {
  const { library } = dependencies
  const { series } = implementation
  return {
    list: series.list.handler(async () => {
      await settleSeries(library, results)
      return withUnkept(results, entriesOf(await library.series.list()), seriesEntryOf)
    }),
    damaged: series.damaged.handler(async () => damagedOf(await library.series.list())),
    get: series.get.handler(({ input }) => results.get(input.id)),
    export: series.export.handler(async ({ input }) =>
      exportedFile(dependencies, await results.get(input.id), input.as),
    ),
    keep: series.keep.handler(({ input }) => results.keepAgain(input.id)),
    annotate: series.annotate.handler(({ input }) => results.annotate(input.id, input.notes)),
    remove: series.remove.handler(({ input }) => results.remove(input.id)),
    restore: series.restore.handler(({ input }) => results.restore(input.id)),
  }
}

import type { Series } from '../contract/series.ts'
import { seriesEntryOf } from '../contract/series-entry.ts'
import { settleSeries } from '../jobs/over-time/run-series.ts'
import type { Results } from '../jobs/results.ts'
import { damagedOf, entriesOf } from '../library/listing.ts'
import { implementation, type ServiceDependencies } from './dependencies.ts'
import { exportedFile } from './exported-file.ts'

export function seriesServices({ library }: ServiceDependencies, results: Results<Series>) {
  const { series } = implementation
  return {
    list: series.list.handler(async () => {
      await settleSeries(library, results)
      const kept = entriesOf(await library.series.list())
      const unkept = results.unkept()
      return [
        ...unkept.map(({ document, notKept }) => ({ ...seriesEntryOf(document), notKept })),
        // Of one that was continued, the earlier part.
        ...kept.filter(({ id }) => !unkept.some(({ document }) => document.id === id)),
      ]
    }),
    damaged: series.damaged.handler(async () => damagedOf(await library.series.list())),
    get: series.get.handler(({ input }) => results.get(input.id)),
    export: series.export.handler(async ({ input }) =>
      exportedFile(library, await results.get(input.id), input.as),
    ),
    keep: series.keep.handler(({ input }) => results.keepAgain(input.id)),
    remove: series.remove.handler(({ input }) => results.remove(input.id)),
    restore: series.restore.handler(({ input }) => results.restore(input.id)),
  }
}

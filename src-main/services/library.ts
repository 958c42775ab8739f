import { implementation, type ServiceDependencies } from './dependencies.ts'
import { watchLists } from './watch-lists.ts'

export function libraryServices({ library: kept }: ServiceDependencies) {
  const { library } = implementation
  return {
    status: library.status.handler(() => kept.status()),
    emptyTrash: library.emptyTrash.handler(async () => {
      await kept.emptyTrash()
      return kept.status()
    }),
    watch: library.watch.handler(({ signal }) => watchLists(kept, signal)),
  }
}

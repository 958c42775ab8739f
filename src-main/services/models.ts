import { implementation, type ServiceDependencies } from './dependencies.ts'
import { entriesOf } from './listing.ts'

export function modelServices({ library }: ServiceDependencies) {
  const { models } = implementation
  return {
    list: models.list.handler(async () => entriesOf(await library.models.list())),
    get: models.get.handler(({ input }) => library.models.get(input.id)),
  }
}

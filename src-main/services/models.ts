import { basename, join } from 'node:path'
import { damagedOf, entriesOf } from '../library/listing.ts'
import { requireFile } from '../recording/open-file.ts'
import { withSignal } from '../rpc/with-signal.ts'
import { implementation, type ServiceDependencies } from './dependencies.ts'
import type { OpenedPaths } from './opened.ts'
import { saveFile, shownFileName } from './save-file.ts'

export function modelServices(
  { library, compute }: ServiceDependencies,
  opened: Pick<OpenedPaths, 'pathOf'>,
) {
  const { models } = implementation
  return {
    list: models.list.handler(async () => entriesOf(await library.models.list())),
    damaged: models.damaged.handler(async () => damagedOf(await library.models.list())),
    get: models.get.handler(({ input }) => library.models.get(input.id)),
    rename: models.rename.handler(({ input: { id, name } }) => library.models.edit(id, { name })),
    note: models.note.handler(({ input: { id, note } }) => library.models.edit(id, { note })),
    duplicate: models.duplicate.handler(({ input: { id, name } }) => library.models.duplicate(id, name)),
    remove: models.remove.handler(({ input }) => library.models.remove(input.id)),
    restore: models.restore.handler(({ input }) => library.models.restore(input.id)),
    makeDefault: models.makeDefault.handler(({ input }) => library.models.makeDefault(input.id)),
    replay: models.replay.handler(async ({ input, signal }) => {
      const modelFolder = await library.models.folderOf(input.id)
      return compute.client().replay({ modelFolder }, withSignal(signal))
    }),
    calibrate: models.calibrate.handler(async function* ({ input: { id, ...request }, signal }) {
      const { shipped } = await library.models.get(id)
      const job = { ...request, modelFolder: await library.models.folderOf(id) }
      for await (const event of await compute.client().calibrate(job, withSignal(signal))) {
        if (event.type === 'result' && !shipped) await library.models.edit(id, { calibrated: event.result })
        yield event
      }
    }),
    export: models.export.handler(async ({ input }) => {
      const { fileName, parts } = await library.models.export(input.id)
      // Node's buffers are never shared memory, which the DOM type does not express.
      return new File(parts as BlobPart[], fileName, { type: 'application/zip' })
    }),
    import: models.import.handler(({ input: { file }, signal }) =>
      library.inTemporaryFolder(async (folder) => {
        const path = join(folder, 'received')
        await saveFile(file, path, signal)
        return library.models.import(path, shownFileName(file.name, 'model'))
      }),
    ),
    importOpened: models.importOpened.handler(async ({ input }) => {
      const path = opened.pathOf(input.opened)
      const name = shownFileName(basename(path), 'model')
      await requireFile(path, name)
      return library.models.import(path, name)
    }),
  }
}

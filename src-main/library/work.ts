import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { NagumoError } from '../contract/errors.ts'
import { BatchDraft, GroupsDraft, Place, RecordingWork, TrainingDraft } from '../contract/work.ts'
import { change } from './changes.ts'
import { loadJson } from './files.ts'
import { knownOf } from './known.ts'
import { replaceSealed } from './replace-file.ts'
import { createShelf } from './shelf.ts'

/** Far above the size of anything a user can choose and type. */
const mostBytes = 4 * 1024 * 1024

/**
 * Unfinished input: the choices for a recording, in its folder (work.json); in drafts/, the training and batch being
 * set up, the conditions to be compared, and the window's last place. An unreadable file counts as absent, with a
 * notice, and is replaced by the next; one from a newer version of the program is left unchanged.
 */
export function createWorkStore(root: string) {
  const recordings = createShelf(root, 'recordings', 'recording')
  const recordingPath = async (id: string) => join(await recordings.folderOf(id), 'work.json')
  const draftPath = (name: string) => async () => join(root, 'drafts', `${name}.json`)
  const recordingFile = keptFile(
    root,
    'recording-work',
    RecordingWork,
    (damage, path) =>
      `The window, rescaling and conditioning chosen for a recording can’t be read: ${damage} (${path}). The recording itself is intact.`,
  )
  const trainingFile = keptFile(
    root,
    'training-draft',
    TrainingDraft,
    (damage, path) => `The training draft can’t be read: ${damage} (${path}).`,
  )
  const batchFile = keptFile(
    root,
    'batch-draft',
    BatchDraft,
    (damage, path) => `The batch draft can’t be read: ${damage} (${path}).`,
  )
  const groupsFile = keptFile(
    root,
    'groups-draft',
    GroupsDraft,
    (damage, path) => `The draft of the condition comparison can’t be read: ${damage} (${path}).`,
  )
  const placeFile = keptFile(
    root,
    'place',
    Place,
    (damage, path) => `The last open screen can’t be read: ${damage} (${path}).`,
  )
  return {
    /** @throws NagumoError NOT_FOUND where there is no such recording */
    recording: async (id: string): Promise<RecordingWork | null> =>
      recordingFile.read(await recordingPath(id)),
    /** @throws NagumoError NOT_FOUND; LIBRARY_UNWRITABLE also where a newer version wrote the present file */
    keepRecording: (id: string, work: RecordingWork): Promise<void> =>
      recordingFile.write(() => recordingPath(id), work),
    training: async (): Promise<TrainingDraft | null> => trainingFile.read(await draftPath('training')()),
    keepTraining: (draft: TrainingDraft): Promise<void> => trainingFile.write(draftPath('training'), draft),
    batch: async (): Promise<BatchDraft | null> => batchFile.read(await draftPath('batch')()),
    keepBatch: (draft: BatchDraft): Promise<void> => batchFile.write(draftPath('batch'), draft),
    groups: async (): Promise<GroupsDraft | null> => groupsFile.read(await draftPath('groups')()),
    keepGroups: (draft: GroupsDraft): Promise<void> => groupsFile.write(draftPath('groups'), draft),
    place: async (): Promise<Place | null> => placeFile.read(await draftPath('place')()),
    keepPlace: (place: Place): Promise<void> => placeFile.write(draftPath('place'), place),
  }
}

export type WorkStore = ReturnType<typeof createWorkStore>

/** A kind of small file. @param word the notice where one can't be read */
function keptFile<Value extends object>(
  root: string,
  name: string,
  schema: z.ZodType<Value>,
  word: (damage: string, path: string) => string,
) {
  const format = `nagumo-${name}`
  const File = z.object({ format: z.literal(format), version: z.literal(1), value: schema })
  const load = (path: string) => loadJson(path, File, 1, mostBytes)
  return {
    async read(path: string): Promise<Value | null> {
      const loaded = await load(path)
      if (loaded.damage === null) return loaded.value.value
      if (loaded.why !== 'missing') knownOf(root).tell(word(loaded.damage, path))
      return null
    },
    /** @param pathOf resolved while the library is locked */
    write: (pathOf: () => Promise<string>, value: Value): Promise<void> =>
      change(root, async () => {
        const path = await pathOf()
        const loaded = await load(path)
        if (loaded.damage !== null && loaded.why === 'newer') {
          throw new NagumoError(
            'LIBRARY_UNWRITABLE',
            `Your choices can’t be saved: ${loaded.damage} (${path}). Update Nagumo, or remove that file.`,
          )
        }
        await mkdir(dirname(path), { recursive: true })
        await replaceSealed(root, path, { format, version: 1, value: schema.parse(value) })
      }),
  }
}

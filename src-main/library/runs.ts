import { rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { NagumoError } from '../contract/errors.ts'
import { TrainingRun } from '../contract/trainings.ts'
import { sealed } from '../integrity/seal.ts'
import { change, withRoom } from './changes.ts'
import { ensureFolder, loadJson, syncPath, writeDurably } from './files.ts'
import { slug } from './ids.ts'
import { isLocked, type Lock, takeLock } from './lock.ts'
import { freeId, modelPlaces } from './model-places.ts'
import { createShelf, type Listing, listShelf } from './shelf.ts'
import { inTemporaryFolder } from './temporary.ts'

/**
 * A training run on disk: run.json; checkpoint/, written by the training; model/, the finished model until it is moved
 * to the models; release.json, the model's id there; and a lock while a process works on it. A folder without run.json
 * is a run of the command line.
 */
const RunFile = z.object({ format: z.literal('nagumo-run'), version: z.literal(1), run: TrainingRun })

export interface RunShelf {
  /** In the order of request. An active run whose process has ended is `interrupted`. */
  list(): Promise<Listing<TrainingRun>>
  /** @throws NagumoError NOT_FOUND, LIBRARY_DAMAGED */
  get(id: string): Promise<TrainingRun>
  keep(run: TrainingRun): Promise<void>
  /** Replaces the stored state of a run. */
  save(run: TrainingRun): Promise<void>
  /** Locks a run for this process; null where another one holds it. */
  lock(id: string): Promise<Lock | null>
  /** Where its training writes checkpoints and the model. */
  placesOf(id: string): Promise<{ checkpoint: string; model: string }>
  hasCheckpoint(id: string): Promise<boolean>
  /** Whether its model exists: still in the run, or already among the models. */
  hasModel(id: string): Promise<boolean>
  /** A free model id for that name. */
  freeModelId(name: string): Promise<string>
  /** Moves its finished model to the models, unless already there. @returns the model's id */
  releaseModel(id: string, name: string): Promise<string>
  remove(id: string): Promise<void>
}

/** @param shippedFolder holds the shipped models, whose ids are reserved */
export function createRunShelf(root: string, shippedFolder: string): RunShelf {
  const shelf = createShelf(root, 'runs', 'training run')

  /** Cache of each run.json while the file is unchanged. */
  const known = new Map<string, Known>()

  const read = async (id: string, folder: string): Promise<Known> => {
    const path = join(folder, 'run.json')
    const stamp = await stampOf(path)
    const before = known.get(id)
    if (before && before.stamp === stamp) return before
    const loaded = await loadJson(path, RunFile, 1)
    if (loaded.value === null) throw shelf.damagedError(id, loaded.damage)
    const { run } = loaded.value
    if (run.id !== id) throw shelf.damagedError(id, `run.json is of “${run.id}”`)
    const found = { stamp, run, left: null }
    known.set(id, found)
    return found
  }

  /** Current state; a run whose process has ended is interrupted, or done where only its last state is missing. */
  const get = async (id: string): Promise<TrainingRun> => {
    const folder = await shelf.folderOf(id)
    const found = await read(id, folder)
    const { run } = found
    const active = run.state === 'waiting' || run.state === 'training'
    if (!active || (await isLocked(folder))) return run
    const modelId = await releasedAs(id)
    const state = modelId === null ? 'interrupted' : 'done'
    if (found.left?.state !== state) found.left = { ...run, state, modelId }
    return found.left
  }

  /** Id of the released model, or null. */
  const releasedAs = async (id: string): Promise<string | null> => {
    const folder = await shelf.folderOf(id)
    if (await exists(join(folder, 'model'))) return null
    const { value } = await loadJson(join(folder, 'release.json'), ReleaseFile, 1)
    return value?.modelId ?? null
  }

  const placesOf = async (id: string) => {
    const folder = await shelf.folderOf(id)
    return { checkpoint: join(folder, 'checkpoint'), model: join(folder, 'model') }
  }

  const freeModelId = async (name: string): Promise<string> => {
    const places = await modelPlaces(shippedFolder, root)
    const taken = new Set(places.flatMap((place) => [place.id, place.name]))
    return freeId(slug(name).toLowerCase().slice(0, 60).replace(/-+$/, '') || 'model', taken)
  }

  return {
    async list() {
      const ids = await shelf.ids()
      for (const id of known.keys()) if (!ids.includes(id)) known.delete(id)
      const there = await Promise.all(ids.map((id) => exists(join(root, 'runs', id, 'run.json'))))
      const listing = await listShelf(
        shelf.kind,
        ids.filter((_, k) => there[k]),
        get,
      )
      listing.entries.sort((a, b) => a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id))
      return listing
    },
    get,
    keep: (run) => shelf.place(run.id, (folder) => writeDurably(join(folder, 'run.json'), textOf(run))),
    save: (run) =>
      withRoom(root, async () => {
        const folder = await shelf.folderOf(run.id)
        await inTemporaryFolder(root, async (temporary) => {
          const next = join(temporary, 'run.json')
          await writeDurably(next, textOf(run))
          await rename(next, join(folder, 'run.json'))
        })
      }),
    lock: async (id) => takeLock(await shelf.folderOf(id)),
    placesOf,
    hasCheckpoint: async (id) => exists(join((await placesOf(id)).checkpoint, 'checkpoint.bin')),
    hasModel: async (id) => exists((await placesOf(id)).model) || (await releasedAs(id)) !== null,
    freeModelId,
    async releaseModel(id, name) {
      const { checkpoint, model } = await placesOf(id)
      if (!(await exists(model))) {
        const released = await releasedAs(id)
        if (released !== null) return released
        throw new NagumoError(
          'COMPUTE_FAILED',
          `The training of “${name}” ended without a model. Resume it to continue from its last checkpoint.`,
        )
      }
      // No longer needed; left by a process that died before deleting it.
      await rm(checkpoint, { recursive: true, force: true })
      // Under the lock, so that the id is still free when it is used.
      return change(root, async () => {
        const modelId = await freeModelId(name)
        // Written first, so that the id survives a crash before the next save of run.json.
        await writeDurably(join(model, '..', 'release.json'), releaseText(modelId))
        await ensureFolder(join(root, 'models'))
        await rename(model, join(root, 'models', modelId))
        await syncPath(join(root, 'models'))
        return modelId
      })
    },
    async remove(id) {
      await shelf.remove(id)
      known.delete(id)
    },
  }
}

/** Content of a run.json; `left`: the same after its process ended. */
interface Known {
  stamp: string
  run: TrainingRun
  left: TrainingRun | null
}

/** Changes whenever the file does: each version is a new file put in place by a rename. */
async function stampOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => null)
  return found ? `${found.ino} ${found.mtimeMs} ${found.size}` : 'none'
}

const ReleaseFile = z.object({
  format: z.literal('nagumo-release'),
  version: z.literal(1),
  modelId: z.string(),
})

function releaseText(modelId: string): string {
  return `${JSON.stringify({ format: 'nagumo-release', version: 1, modelId })}\n`
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null
}

function textOf(run: TrainingRun): string {
  return sealed(JSON.stringify({ format: 'nagumo-run', version: 1, run: TrainingRun.parse(run) }))
}

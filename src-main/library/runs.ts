import { mkdir, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { NagumoError } from '../contract/errors.ts'
import { TrainingRun } from '../contract/trainings.ts'
import { change, withRoom } from './changes.ts'
import { loadJson, syncPath, writeDurably } from './files.ts'
import { slug } from './ids.ts'
import { isLocked, type Lock, takeLock } from './lock.ts'
import { freeId, modelPlaces } from './model-places.ts'
import { createShelf, type Listing, listShelf } from './shelf.ts'
import { inTemporaryFolder } from './temporary.ts'

/**
 * A training run on disk: run.json, checkpoint/ that the training writes by itself, model/ where the finished model
 * waits for its place among the others, and a lock while a program works on it. A folder without run.json is a run of
 * the command line.
 */
const RunFile = z.object({ format: z.literal('nagumo-run'), version: z.literal(1), run: TrainingRun })

export interface RunShelf {
  /** In the order they were asked for. A run that nobody works on any more is `interrupted`. */
  list(): Promise<Listing<TrainingRun>>
  /** @throws NagumoError NOT_FOUND, LIBRARY_DAMAGED */
  get(id: string): Promise<TrainingRun>
  keep(run: TrainingRun): Promise<void>
  /** Replaces what is known of a run. */
  save(run: TrainingRun): Promise<void>
  /** Takes a run for this program; null where another one has it. */
  lock(id: string): Promise<Lock | null>
  /** Where its training works and leaves its model. */
  placesOf(id: string): Promise<{ checkpoint: string; model: string }>
  hasCheckpoint(id: string): Promise<boolean>
  hasModel(id: string): Promise<boolean>
  /** An id for a model by that name which no model has. */
  freeModelId(name: string): Promise<string>
  /** Puts its finished model among the models. @returns the model's id */
  releaseModel(id: string, name: string): Promise<string>
  remove(id: string): Promise<void>
}

/** @param shippedFolder holds the models that come with the program, whose ids are taken too */
export function createRunShelf(root: string, shippedFolder: string): RunShelf {
  const shelf = createShelf(root, 'runs', 'training run')

  const get = async (id: string): Promise<TrainingRun> => {
    const folder = await shelf.folderOf(id)
    const loaded = await loadJson(join(folder, 'run.json'), RunFile, 1)
    if (loaded.value === null) throw shelf.damagedError(id, loaded.damage)
    const { run } = loaded.value
    if (run.id !== id) throw shelf.damagedError(id, `run.json is of “${run.id}”`)
    const active = run.state === 'waiting' || run.state === 'training'
    return active && !(await isLocked(folder)) ? { ...run, state: 'interrupted' } : run
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
      const known = await Promise.all(ids.map((id) => exists(join(root, 'runs', id, 'run.json'))))
      const listing = await listShelf(
        shelf.kind,
        ids.filter((_, k) => known[k]),
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
    hasModel: async (id) => exists((await placesOf(id)).model),
    freeModelId,
    async releaseModel(id, name) {
      const { model } = await placesOf(id)
      if (!(await exists(model))) {
        throw new NagumoError(
          'COMPUTE_FAILED',
          `The training of “${name}” ended without a model. Resume it to go on from its last checkpoint.`,
        )
      }
      // In turn, so that the id is still free when it is taken.
      return change(root, async () => {
        const modelId = await freeModelId(name)
        await mkdir(join(root, 'models'), { recursive: true })
        await rename(model, join(root, 'models', modelId))
        await syncPath(join(root, 'models'))
        return modelId
      })
    },
    remove: (id) => shelf.remove(id),
  }
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null
}

function textOf(run: TrainingRun): string {
  return `${JSON.stringify({ format: 'nagumo-run', version: 1, run: TrainingRun.parse(run) })}\n`
}

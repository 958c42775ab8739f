import { constants } from 'node:fs'
import { copyFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Calibrated } from '../contract/calibration.ts'
import { NagumoError } from '../contract/errors.ts'
import type { ModelCard, ModelEntry } from '../contract/models.ts'
import { createLearner } from '../inference/network/learner.ts'
import { sha256OfFile } from '../integrity/sha256.ts'
import { createPrior } from '../model/composition/prior.ts'
import { tellChanged } from './changed.ts'
import { change, withRoom } from './changes.ts'
import { syncPath, writeDurably } from './files.ts'
import { slug } from './ids.ts'
import { modelFileExtension, packModel, unpackModel } from './model-format/archive/model-archive.ts'
import { cardText, readCard } from './model-format/card-file.ts'
import { modelDamaged } from './model-format/damage.ts'
import { readModel } from './model-format/read-model.ts'
import { freeId, type ModelPlace, modelPlaces } from './model-places.ts'
import { createSettings } from './settings.ts'
import { createShelf, type Listing, listShelf } from './shelf.ts'
import { inTemporaryFolder } from './temporary.ts'

export interface ModelShelf {
  /** The default first, then shipped models, then the user's own, each newest first. */
  list(): Promise<Listing<ModelEntry>>
  /** @throws NagumoError NOT_FOUND, MODEL_DAMAGED */
  get(id: string): Promise<ModelEntry>
  /** Location of its card and weights. @throws NagumoError NOT_FOUND */
  folderOf(id: string): Promise<string>
  /**
   * Changes name, note or calibration of a user's own model.
   * @throws NagumoError USAGE for a shipped one, or a name that is taken
   */
  edit(id: string, changes: { name?: string; note?: string; calibrated?: Calibrated }): Promise<ModelEntry>
  /** Copies the weights under another name. */
  duplicate(id: string, name: string): Promise<ModelEntry>
  /** Damaged models can be removed too. @throws NagumoError USAGE for a shipped one */
  remove(id: string): Promise<void>
  /** Restores the last removal; under another id or name where its own is taken by now. */
  restore(id: string): Promise<ModelEntry>
  makeDefault(id: string): Promise<void>
  /** The model as one file, in chunks. */
  export(id: string): Promise<{ fileName: string; parts: Uint8Array[] }>
  /**
   * Stores an exported model; where one with the same weights exists, returns that one with `already` set.
   * @param fileName as shown to the user
   */
  import(path: string, fileName: string): Promise<{ model: ModelEntry; already: boolean }>
}

/**
 * The library's models and those shipped with the program, which are read-only.
 * @param shippedFolder holds a folder for each shipped model
 */
export function createModelShelf(root: string, shippedFolder: string): ModelShelf {
  const shelf = createShelf(root, 'models', 'model')
  const settings = createSettings(root)
  // Cache: cards are requested often and change with their file only.
  const cards = new Map<string, { stamp: string; card: ModelCard }>()
  // Trash folders of removed models, where their name differs from the id.
  const removed = new Map<string, string>()
  const places = () => modelPlaces(shippedFolder, root)

  const find = async (id: string): Promise<ModelPlace> => {
    const place = (await places()).find((candidate) => candidate.id === id)
    if (place) return place
    throw new NagumoError(
      'NOT_FOUND',
      `There is no model “${id.slice(0, 80)}”. Choose one from the list of models.`,
    )
  }

  const findOwn = async (id: string, doing: string): Promise<ModelPlace> => {
    const place = await find(id)
    if (!place.shipped) return place
    throw new NagumoError(
      'USAGE',
      `“${id}” comes with Nagumo and can’t be ${doing}. Duplicate it, and change the copy.`,
    )
  }

  const cardOf = async (folder: string): Promise<ModelCard> => {
    const found = await stat(join(folder, 'card.json')).catch(() => null)
    const stamp = `${found?.mtimeMs} ${found?.size}`
    const known = cards.get(folder)
    if (known?.stamp === stamp) return known.card
    const card = await readCard(folder)
    cards.set(folder, { stamp, card })
    return card
  }

  const readEntry = async ({ id, folder, shipped }: ModelPlace): Promise<ModelEntry> => {
    const card = await cardOf(folder)
    const { prior, coordinates, weightCount: weights } = createLearner(createPrior(card.prior), card.network)
    const bytes = (await stat(join(folder, 'weights.bin')).catch(() => null))?.size ?? 0
    if (bytes !== 4 * weights) {
      throw modelDamaged(folder, `weights.bin should have ${4 * weights} bytes and has ${bytes}`)
    }
    // The folder's name: a model copied by hand counts as a separate one.
    return {
      ...card,
      id,
      shipped,
      isDefault: false,
      parameters: [...prior.parameters],
      quantities: [...coordinates.quantities],
      weights,
    }
  }

  const list = async (): Promise<Listing<ModelEntry>> => {
    const all = new Map((await places()).map((place) => [place.id, place]))
    const { entries, damaged } = await listShelf('model', [...all.keys()], (id) => readEntry(all.get(id)!))
    const { defaultModel } = await settings.read()
    entries.sort((a, b) => Number(b.id === defaultModel) - Number(a.id === defaultModel) || byRank(a, b))
    return { entries: entries.map((entry, k) => ({ ...entry, isDefault: k === 0 })), damaged }
  }

  const get = async (id: string): Promise<ModelEntry> => {
    const entry = await readEntry(await find(id))
    const isDefault = (await list()).entries[0]?.id === id
    return { ...entry, isDefault }
  }

  /** @throws NagumoError USAGE where a model other than `id` has that name */
  const requireFree = async (name: string, id: string | null): Promise<void> => {
    const other = (await list()).entries.find(
      (entry) => entry.id !== id && entry.name.toLowerCase() === name.toLowerCase(),
    )
    if (!other) return
    throw new NagumoError('USAGE', `There is already a model “${other.name}”. Choose another name.`)
  }

  /** Moves the files of a folder into the library under a new card. */
  const keep = async (folder: string, card: ModelCard): Promise<string> => {
    const taken = new Set((await places()).flatMap(({ id, name }) => [id, name]))
    const id = freeId(slug(card.name).toLowerCase().slice(0, 60) || 'model', taken)
    await shelf.place(id, async (place) => {
      const names = ['model.json', 'weights.bin', ...(card.golden === null ? [] : ['golden.json'])]
      for (const name of names) {
        await copyFile(join(folder, name), join(place, name), constants.COPYFILE_FICLONE)
        await syncPath(join(place, name))
      }
      // Cards of earlier versions lack it.
      const manifest = card.manifest ?? (await sha256OfFile(join(place, 'model.json')))
      await writeDurably(join(place, 'card.json'), cardText({ ...card, id, manifest }))
    })
    return id
  }

  const putCard = (folder: string, card: ModelCard): Promise<void> =>
    inTemporaryFolder(root, async (temporary) => {
      const next = join(temporary, 'card.json')
      await writeDurably(next, cardText(card))
      await rename(next, join(folder, 'card.json'))
      await syncPath(folder)
    })

  /** Renames a restored model where another one has its name by now. */
  const freeTheName = async ({ id, folder }: ModelPlace): Promise<void> => {
    const { entries } = await list()
    const own = entries.find((entry) => entry.id === id)
    const taken = namesOf(entries.filter((entry) => entry.id !== id))
    if (!own || !taken.has(own.name.toLowerCase())) return
    await putCard(folder, { ...(await readCard(folder)), name: freeName(own.name, taken) })
  }

  return {
    list,
    get,
    folderOf: async (id) => (await find(id)).folder,
    edit: (id, { name, note, calibrated }) =>
      change(
        root,
        async () => {
          const what = name !== undefined ? 'renamed' : calibrated ? 'written to' : 'annotated'
          const { folder } = await findOwn(id, what)
          if (name !== undefined) await requireFree(name, id)
          const card = await readCard(folder)
          await putCard(folder, { ...card, name: name ?? card.name, note: note ?? card.note, ...calibrated })
          return get(id)
        },
        'models',
      ),
    async duplicate(id, name) {
      const { folder } = await find(id)
      await requireFree(name, null)
      const { card } = await readModel(folder)
      return change(root, async () => {
        await requireFree(name, null)
        return get(await keep(folder, { ...card, name }))
      })
    },
    remove: (id) =>
      change(root, async () => {
        const { name, folder } = await findOwn(id, 'removed')
        await shelf.remove(name)
        cards.delete(folder)
        removed.set(id, name)
      }),
    restore: (id) =>
      change(root, async () => {
        const name = removed.get(id) ?? id
        const before = await places()
        // Where its id was taken meanwhile, it is restored under another one.
        const free = before.some((place) => !place.shipped && place.name === name)
          ? freeId(name, new Set(before.flatMap((place) => [place.id, place.name])))
          : name
        await shelf.restore(name, free)
        const place = (await places()).find((one) => !one.shipped && one.name === free)!
        await freeTheName(place)
        return get(place.id)
      }),
    async makeDefault(id) {
      await readEntry(await find(id))
      await settings.setDefaultModel(id)
      tellChanged(root, 'models')
    },
    async export(id) {
      const { folder } = await find(id)
      const { card } = await readModel(folder)
      const fileName = `${slug(card.name) || id}.${modelFileExtension}`
      return { fileName, parts: await packModel(folder, card.golden !== null) }
    },
    import: (path, fileName) =>
      withRoom(root, () =>
        inTemporaryFolder(root, async (temporary) => {
          await unpackModel(path, fileName, temporary)
          const { card } = await readImported(temporary, fileName)
          return change(root, async () => {
            const { entries } = await list()
            const same = entries.find((entry) => isSame(entry, card))
            if (same) return { model: same, already: true }
            const name = freeName(card.name, namesOf(entries))
            return { model: await get(await keep(temporary, { ...card, name })), already: false }
          })
        }),
      ),
  }
}

function namesOf(entries: ModelEntry[]): Set<string> {
  return new Set(entries.map((entry) => entry.name.toLowerCase()))
}

/** Weights alone are not a model: the card says what they were trained for. */
function isSame(a: ModelCard, b: ModelCard): boolean {
  return a.checksum === b.checksum && JSON.stringify(a.prior) === JSON.stringify(b.prior)
}

/** Error messages name the chosen file, not the temporary folder. */
async function readImported(folder: string, fileName: string) {
  try {
    return await readModel(folder)
  } catch (error) {
    if (!(error instanceof NagumoError)) throw error
    throw new NagumoError(error.code, error.message.replace(/“[^”]*”/, `“${fileName}”`))
  }
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name
  for (let k = 2; taken.has(free.toLowerCase()); k++) free = `${name.slice(0, 74)} (${k})`
  return free
}

/** Shipped before own; shipped models by training length, longest first, else newest first. */
function byRank(a: ModelEntry, b: ModelEntry): number {
  if (a.shipped !== b.shipped) return a.shipped ? -1 : 1
  const longer = a.shipped ? b.training.samples - a.training.samples : 0
  return longer || b.createdAt.localeCompare(a.createdAt) || a.id.localeCompare(b.id)
}

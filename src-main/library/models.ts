import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { NagumoError } from '../contract/errors.ts'
import { ModelCard, type ModelEntry } from '../contract/models.ts'
import { createPrior } from '../simulation/prior.ts'
import { loadJson } from './files.ts'
import { isId } from './ids.ts'
import { type Listing, listShelf } from './shelf.ts'

export interface ModelShelf {
  /** The default first, then shipped models, then own ones, each newest first. */
  list(): Promise<Listing<ModelEntry>>
  /** @throws NagumoError NOT_FOUND, MODEL_DAMAGED */
  get(id: string): Promise<ModelEntry>
  /** Where its card and weights lie. @throws NagumoError NOT_FOUND */
  folderOf(id: string): Promise<string>
}

interface Place {
  id: string
  folder: string
  shipped: boolean
}

/**
 * Models of the library and the ones that come with the program, which are only read.
 * @param shippedFolder holds a folder for each shipped model
 */
export function createModelShelf(root: string, shippedFolder: string): ModelShelf {
  const own = join(root, 'models')
  // Cards are asked for at every move of a window; they change with their file only.
  const cards = new Map<string, { stamp: string; card: ModelCard }>()

  const places = async (): Promise<Place[]> => {
    const shipped = (await foldersIn(shippedFolder)).map((id) => placeIn(shippedFolder, id, true))
    const taken = new Set(shipped.map((place) => place.id))
    const others = (await foldersIn(own)).filter((id) => !taken.has(id))
    return [...shipped, ...others.map((id) => placeIn(own, id, false))]
  }

  const find = async (id: string): Promise<Place> => {
    const place = (await places()).find((candidate) => candidate.id === id)
    if (place) return place
    throw new NagumoError(
      'NOT_FOUND',
      `There is no model “${id.slice(0, 80)}”. Choose one from the list of models.`,
    )
  }

  const readCard = async ({ id, folder }: Place): Promise<ModelCard> => {
    const path = join(folder, 'card.json')
    const found = await stat(path).catch(() => null)
    const stamp = `${found?.mtimeMs} ${found?.size}`
    const known = cards.get(folder)
    if (known?.stamp === stamp) return known.card
    const loaded = await loadJson(path, ModelCard, 1, 16 * 1024 * 1024)
    if (loaded.value === null) throw damaged(id, loaded.damage)
    cards.set(folder, { stamp, card: loaded.value })
    return loaded.value
  }

  const readEntry = async (place: Place): Promise<ModelEntry> => {
    const card = await readCard(place)
    const bytes = (await stat(join(place.folder, 'weights.bin')).catch(() => null))?.size ?? 0
    if (bytes === 0 || bytes % 4 !== 0) throw damaged(place.id, `weights.bin has ${bytes} bytes`)
    return {
      ...card,
      // The folder's name: a model copied by hand is one of its own.
      id: place.id,
      shipped: place.shipped,
      isDefault: false,
      parameters: [...createPrior(card.prior).parameters],
      weights: bytes / 4,
    }
  }

  const list = async (): Promise<Listing<ModelEntry>> => {
    const all = new Map((await places()).map((place) => [place.id, place]))
    const { entries, damaged } = await listShelf('model', [...all.keys()], (id) => readEntry(all.get(id)!))
    entries.sort(byRank)
    return { entries: entries.map((entry, k) => ({ ...entry, isDefault: k === 0 })), damaged }
  }

  return {
    list,
    async get(id) {
      const entry = await readEntry(await find(id))
      const isDefault = (await list()).entries[0]?.id === id
      return { ...entry, isDefault }
    },
    folderOf: async (id) => (await find(id)).folder,
  }
}

/** Shipped before own, of the shipped the one that was trained longest first, else the newest. */
function byRank(a: ModelEntry, b: ModelEntry): number {
  if (a.shipped !== b.shipped) return a.shipped ? -1 : 1
  const longer = a.shipped ? b.training.samples - a.training.samples : 0
  return longer || b.createdAt.localeCompare(a.createdAt) || a.id.localeCompare(b.id)
}

function placeIn(parent: string, id: string, shipped: boolean): Place {
  return { id, folder: join(parent, id), shipped }
}

async function foldersIn(parent: string): Promise<string[]> {
  const found = await readdir(parent, { withFileTypes: true }).catch(() => [])
  return found.filter((entry) => entry.isDirectory() && isId(entry.name)).map((entry) => entry.name)
}

function damaged(id: string, what: string): NagumoError {
  return new NagumoError(
    'MODEL_DAMAGED',
    `The model “${id}” can’t be used: ${what}. Put back a copy of its folder, or train it again.`,
  )
}

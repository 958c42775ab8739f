import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isId } from './ids.ts'
import { foldersIn } from './reach.ts'

/** Location of a model. */
export interface ModelPlace {
  id: string
  folder: string
  /** The folder's name; differs from the id only where a shipped model has that name. */
  name: string
  shipped: boolean
}

/**
 * All models by id, the name of their folder; a user's own model with a shipped model's name is listed as “ID-own”, so
 * that neither hides the other.
 * @param root folder of the library
 * @throws NagumoError LIBRARY_UNREACHABLE
 */
export async function modelPlaces(shippedFolder: string, root: string): Promise<ModelPlace[]> {
  const [shipped, all] = await Promise.all([shippedIn(shippedFolder), foldersIn(root, 'models')])
  const own = all.filter(isId)
  const taken = new Set([...shipped, ...own])
  const ownIds = own.map((name) => ({
    name,
    id: shipped.includes(name) ? freeId(`${name}-own`, taken) : name,
  }))
  return [
    ...shipped.map((name) => ({ id: name, name, folder: join(shippedFolder, name), shipped: true })),
    ...ownIds.map(({ id, name }) => ({ id, name, folder: join(root, 'models', name), shipped: false })),
  ]
}

/** The id, or the first free one of “ID-2”, “ID-3” …; marks it as taken. */
export function freeId(id: string, taken: Set<string>): string {
  let free = id
  for (let k = 2; taken.has(free) || !isId(free); k++) free = `${id.slice(0, 74)}-${k}`
  taken.add(free)
  return free
}

async function shippedIn(parent: string): Promise<string[]> {
  const found = await readdir(parent, { withFileTypes: true }).catch(() => [])
  return found.filter((entry) => entry.isDirectory() && isId(entry.name)).map((entry) => entry.name)
}

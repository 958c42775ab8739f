import { resolve } from 'node:path'
import { ListName } from '../contract/library.ts'

/** Shelves of a library that are shown as lists. */
export const lists = ListName.options

const listeners = new Map<string, Set<(list: ListName) => void>>()

/** Tells that something of a shelf was changed by this program; of one that is no list, nobody. */
export function tellChanged(root: string, shelf: string): void {
  const list = lists.find((name) => name === shelf)
  if (list) for (const listener of listeners.get(resolve(root)) ?? []) listener(list)
}

/** Calls back after each change of a list by this program, until the function that is returned is called. */
export function onChanged(root: string, listener: (list: ListName) => void): () => void {
  const key = resolve(root)
  const all = listeners.get(key) ?? new Set()
  listeners.set(key, all.add(listener))
  return () => {
    all.delete(listener)
    if (all.size === 0) listeners.delete(key)
  }
}

import { resolve } from 'node:path'
import { ListName } from '../contract/library.ts'

/** Entry kinds shown as lists. */
export const lists = ListName.options

const listeners = new Map<string, Set<(list: ListName) => void>>()

/** Notifies of a change by this process; kinds without a list notify nobody. */
export function tellChanged(root: string, shelf: string): void {
  const list = lists.find((name) => name === shelf)
  if (list) for (const listener of listeners.get(resolve(root)) ?? []) listener(list)
}

/** Subscribes to changes of lists by this process; the returned function unsubscribes. */
export function onChanged(root: string, listener: (list: ListName) => void): () => void {
  const key = resolve(root)
  const all = listeners.get(key) ?? new Set()
  listeners.set(key, all.add(listener))
  return () => {
    all.delete(listener)
    if (all.size === 0) listeners.delete(key)
  }
}

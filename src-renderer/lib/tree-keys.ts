import type { Place } from './folder-rows.ts'
import { roveTo } from './keys.ts'

/**
 * Effect of a key on a row of a tree of headings with rows below them.
 * @param places of all visible rows; `index` is the active one, -1 where there is none
 * @returns the new row, `fold` where it expands or collapses the heading; null where the key is not handled
 */
export function treeKey(key: string, index: number, places: readonly Place[]): number | 'fold' | null {
  if ((key !== 'ArrowRight' && key !== 'ArrowLeft') || index < 0) return roveTo(key, index, places.length)
  const { open, level } = places[index]
  if (open !== undefined) {
    if (open === (key === 'ArrowLeft')) return 'fold'
    return key === 'ArrowRight' ? Math.min(index + 1, places.length - 1) : index
  }
  if (key === 'ArrowRight' || level === 1) return index
  return places.findLastIndex((place, k) => k < index && place.open !== undefined)
}

import type { Place } from './folder-rows.ts'
import { roveTo } from './keys.ts'

/**
 * What a key does on a line of a tree of headings with lines below them.
 * @param places of all lines that are shown; `index` is the one on which the arrows stand, -1 where there is none
 * @returns where it leads, `fold` where it opens or closes the heading; null leaves the key alone
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

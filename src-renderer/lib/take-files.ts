import { isModelFile, models } from './models.svelte.ts'
import { recordings } from './recordings.svelte.ts'
import { screens } from './screens.svelte.ts'
import type { Incoming } from './types.ts'

/**
 * Opens files that were dropped or passed by the system: models by their extension, all others as recordings.
 * @param folders the folder of each file that came from one
 */
export function takeFiles(
  files: readonly Incoming[],
  folders: ReadonlyMap<Incoming, string> = new Map(),
): void {
  const carried = files.filter(isModelFile)
  const others = files.filter((file) => !isModelFile(file))
  if (carried.length > 0) {
    screens.show('models')
    void models.open(carried)
  }
  if (others.length > 0) {
    screens.show('recordings')
    void recordings.openFolders({ files: others, folders })
  }
}

import { isModelFile, models } from './models.svelte.ts'
import { recordings } from './recordings.svelte.ts'
import { screens } from './screens.svelte.ts'
import type { Incoming } from './types.ts'

/**
 * Opens files that came by themselves, dropped or from the system: models by their name, all others as recordings.
 * @param folders the folder that a file was in, of those that come with one
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
  if (others.length > 0 || files.length === 0) {
    screens.show('recordings')
    void recordings.openFolders({ files: others, folders })
  }
}

import { app } from 'electron'
import { pathsOf } from './paths-of.ts'

type Take = (paths: readonly string[]) => void

/**
 * Gathers the paths that the system opens with the program: those of its command line, of a second start, and of macOS's
 * own event, which may come before the program is ready. Call it before that; what comes early waits for `whenTaken`.
 */
export function gatherOpened(): { whenTaken(take: Take): void } {
  let take: Take | null = null
  let early = pathsOf(process.argv, process.cwd(), app.isPackaged)
  const give: Take = (paths) => {
    if (take) take(paths)
    else early = [...early, ...paths]
  }
  app.on('second-instance', (_event, argv, folder) => give(pathsOf(argv, folder, app.isPackaged)))
  app.on('open-file', (event, path) => {
    event.preventDefault()
    give([path])
  })
  return {
    whenTaken(listener) {
      take = listener
      if (early.length > 0) listener(early)
    },
  }
}

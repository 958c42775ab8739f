import { app } from 'electron'
import { pathsOf } from './paths-of.ts'

type Take = (paths: readonly string[]) => void

/**
 * Collects the paths that the system opens with the program: from its command line, a second instance, and macOS's
 * open-file event, which may come before the app is ready. Call it before that; early paths wait for `whenTaken`.
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

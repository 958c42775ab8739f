import { client } from './link.ts'
import { notices } from './notices.svelte.ts'
import { projects } from './projects.svelte.ts'
import { takeFiles } from './take-files.ts'

/** A stream that ended is asked for again after this long. */
const retryMs = 1500
let stop = new AbortController()

/** Takes what the system opens with the program, as if it were dropped; what was watched before is let go. */
export async function watchOpened(): Promise<void> {
  stop.abort()
  stop = new AbortController()
  const { signal } = stop
  while (!signal.aborted) {
    try {
      for await (const { project, files } of await client.opened.watch(undefined, { signal })) {
        if (signal.aborted) return
        if (project !== null) await openProject(project)
        takeFiles(files)
      }
    } catch {
      // A workbench that has stopped is told elsewhere.
    }
    await new Promise((resolve) => setTimeout(resolve, retryMs))
  }
}

/** The window begins anew with it, unless it is open already or can't be opened. */
async function openProject(folder: string): Promise<void> {
  try {
    if ((await client.projects.current()).folder !== folder) await projects.enter(folder)
  } catch (error) {
    notices.fail(`The project ${folder} was not opened`, error, undefined, null)
  }
}

import { keepListening } from './keep-listening.ts'
import { client } from './link.ts'
import { notices } from './notices.svelte.ts'
import { projects } from './projects.svelte.ts'
import { takeFiles } from './take-files.ts'

let stop = new AbortController()

/** Opens files that the system passes to the program, as if dropped; an earlier subscription is cancelled. */
export async function watchOpened(): Promise<void> {
  stop.abort()
  stop = new AbortController()
  await keepListening(stop.signal, {
    ask: (signal) => client.opened.watch(undefined, { signal }),
    async take({ project, files }) {
      if (project !== null) await openProject(project)
      takeFiles(files)
    },
  })
}

/** Reloads the window with the project, unless it is already open or can't be opened. */
async function openProject(folder: string): Promise<void> {
  try {
    if ((await client.projects.current()).folder !== folder) await projects.enter(folder)
  } catch (error) {
    notices.fail(`The project ${folder} was not opened`, error, undefined, null)
  }
}

import { cell } from './cell.svelte.ts'
import { crossChecking } from './cross-check.svelte.ts'
import { estimate } from './estimate.svelte.ts'
import { client } from './link.ts'
import { notices } from './notices.svelte.ts'
import { overTime } from './over-time.svelte.ts'

/** Finds again what is under way, or ended while no window listened: how far it is, and its result, come here. */
export async function findRunning(): Promise<void> {
  try {
    for (const work of await client.running.list()) {
      if (work.kind === 'estimate') void estimate.resume(work)
      else if (work.kind === 'series') void overTime.resume(work)
      else if (work.kind === 'cell') void cell.resume(work)
      else void crossChecking.resume(work)
    }
  } catch (error) {
    notices.failToRead('It is not known what is under way', error)
  }
}

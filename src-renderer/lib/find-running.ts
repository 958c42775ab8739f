import { cell } from './cell.svelte.ts'
import { crossChecking } from './cross-check.svelte.ts'
import { estimate } from './estimate.svelte.ts'
import { client } from './link.ts'
import { notices } from './notices.svelte.ts'
import { overTime } from './over-time.svelte.ts'

/** After a reload the workbench may not have noticed yet that the previous page is gone. */
const [lookAgainMs, mostLooks] = [1000, 3]

/**
 * Takes over running or finished work that no window is listening to: its progress and result are shown here. Work that
 * another window started stays there, so that this one can queue estimates of its own.
 */
export async function findRunning(looks = mostLooks): Promise<void> {
  try {
    const works = await client.running.list()
    if (looks > 1 && works.some(({ heard }) => heard))
      setTimeout(() => void findRunning(looks - 1), lookAgainMs)
    for (const work of works) {
      if (work.heard) continue
      if (work.kind === 'estimate') void estimate.resume(work)
      else if (work.kind === 'series') void overTime.resume(work)
      else if (work.kind === 'cell') void cell.resume(work)
      else void crossChecking.resume(work)
    }
  } catch (error) {
    notices.failToRead('Running work could not be found', error)
  }
}

import { cell } from './cell.svelte.ts'
import { crossChecking } from './cross-check.svelte.ts'
import { estimate } from './estimate.svelte.ts'
import { client } from './link.ts'
import { notices } from './notices.svelte.ts'
import { overTime } from './over-time.svelte.ts'

/** Of a page that was loaded anew it may not be known yet that the one before is gone. */
const [lookAgainMs, mostLooks] = [1000, 3]

/**
 * Finds again what is under way and no window listens to, or ended meanwhile: how far it is, and its result, come here. What
 * another window has begun stays there, so that this one can put estimates of its own into the line.
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
    notices.failToRead('It is not known what is under way', error)
  }
}

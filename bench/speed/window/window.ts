import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { browserArgs, findBrowser } from '../../../test/end-to-end/programs.ts'
import { type Figure, failed, notMeasured, type Section } from '../figure.ts'
import { clicks } from './clicks.ts'
import { keys } from './keys.ts'
import { millionPoints } from './million-points.ts'
import { stall } from './stall.ts'
import { startUp } from './start-up.ts'

const title = 'The window (browser host and headless Chromium)'

/** Waiting times of a user at the window. */
export async function measureWindow(_model: string, reports: number): Promise<Section> {
  const executablePath = findBrowser()
  if (!executablePath) {
    return {
      title,
      figures: [notMeasured(title, 'no Chromium, Chrome or Edge was found; CHROME_PATH names one')],
    }
  }
  const measures: Record<string, (browser: Browser) => Promise<Figure[]>> = {
    'start-up': startUp,
    'a click in the window': clicks,
    'keys in a library of many reports': (on) => keys(on, reports),
    'a trace of a million points': millionPoints,
    'the window during a training run': stall,
  }
  // So that the first start of all is one, and the user’s own cache stays as it is.
  const cache = await mkdtemp(join(tmpdir(), 'nagumo-bench-cache-'))
  process.env.XDG_CACHE_HOME = cache
  const browser = await chromium.launch({ executablePath, args: browserArgs })
  const figures: Figure[] = []
  for (const [name, measure] of Object.entries(measures)) {
    figures.push(
      ...(await measure(browser).catch((error: Error) => [failed(name, error.message.split('\n')[0])])),
    )
  }
  await browser.close()
  await rm(cache, { recursive: true, force: true })
  return { title, figures }
}

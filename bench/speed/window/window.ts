import { type Browser, chromium } from 'playwright-core'
import { browserArgs, findBrowser } from '../../../test/end-to-end/programs.ts'
import { type Figure, notMeasured, type Section } from '../figure.ts'
import { clicks } from './clicks.ts'
import { millionPoints } from './million-points.ts'
import { stall } from './stall.ts'
import { startUp } from './start-up.ts'

const title = 'The window (browser host and headless Chromium)'

/** Waiting times of a user at the window. */
export async function measureWindow(model: string): Promise<Section> {
  const executablePath = findBrowser()
  if (!executablePath) {
    return {
      title,
      figures: [notMeasured(title, 'no Chromium, Chrome or Edge was found; CHROME_PATH names one')],
    }
  }
  const measures: Record<string, (browser: Browser, model: string) => Promise<Figure[]>> = {
    'start-up': startUp,
    'a click in the window': clicks,
    'a trace of a million points': millionPoints,
    'the window during a training run': stall,
  }
  const browser = await chromium.launch({ executablePath, args: browserArgs })
  const figures: Figure[] = []
  for (const [name, measure] of Object.entries(measures)) {
    figures.push(
      ...(await measure(browser, model).catch((error: Error) => [
        notMeasured(name, error.message.split('\n')[0]),
      ])),
    )
  }
  await browser.close()
  return { title, figures }
}

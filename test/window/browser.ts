import { type Browser, chromium } from 'playwright-core'
import { browserArgs } from '../end-to-end/programs.ts'
import { patience } from '../support/patience.ts'

export { findBrowser } from '../end-to-end/programs.ts'

/** Starts a browser without a window. */
export function launchBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: browserArgs, timeout: patience.timeout })
}

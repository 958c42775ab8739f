// @ts-check
import { existsSync } from 'node:fs'

/** How Chromium is started: headless, and without its own talk to the network. */
export const browserArgs = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** @param {string} path @returns {string[]} */
const windows = (path) =>
  [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
    .filter((folder) => folder !== undefined)
    .map((folder) => `${folder}\\${path}`)

const browsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/microsoft-edge',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ...windows('Google\\Chrome\\Application\\chrome.exe'),
  ...windows('Microsoft\\Edge\\Application\\msedge.exe'),
]

/**
 * A Chromium, Chrome or Edge on this computer, or null. CHROME_PATH names one, and then no other counts.
 * @returns {string | null}
 */
export function findBrowser() {
  const named = process.env.CHROME_PATH
  return (named ? [named] : browsers).find((path) => existsSync(path)) ?? null
}

// @ts-check
// npm start [-- --browser] [-- OPTIONS]: installs and builds what is missing, then opens the workbench, in Electron if
// it is installed, else in the browser. Options are passed to Electron or the browser host (--no-open).
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBuilt } from './steps/build.mjs'
import { checkNode } from './steps/check-node.mjs'
import { findElectron, noDisplay } from './steps/electron-binary.mjs'
import { ensureInstalled } from './steps/install.mjs'
import { root } from './steps/run.mjs'

checkNode()
if (!(await ensureInstalled()) || !(await ensureBuilt())) process.exit(1)

const options = process.argv.slice(2).filter((option) => option !== '--browser')
const electron = findElectron()
const whyBrowser = process.argv.includes('--browser')
  ? 'as asked'
  : !electron
    ? 'Electron’s own program is not installed; npx install-electron installs it if its download can be reached'
    : noDisplay()
if (electron && !whyBrowser) openElectron(electron)
else {
  console.log(`Opening the workbench in the browser (${whyBrowser}).`)
  process.argv.splice(2, process.argv.length, ...options)
  await import(pathToFileURL(join(root, 'out/main/host.cjs')).href)
}

/** @param {string} binary */
function openElectron(binary) {
  const { ELECTRON_RUN_AS_NODE: _, NODE_OPTIONS: __, ...env } = process.env
  const began = performance.now()
  const child = spawn(binary, [root, ...options], { stdio: 'inherit', env })
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
  for (const signal of signals) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => end(1, error.message))
  child.on('exit', (code, signal) => end(code ?? 1, signal ? `it was stopped by ${signal}` : `code ${code}`))

  /** @param {number} code @param {string} why */
  function end(code, why) {
    if (code !== 0 && performance.now() - began < 10_000)
      console.error(
        `Electron did not start (${why}). npm start -- --browser opens the workbench in the browser.`,
      )
    process.exit(code)
  }
}

// @ts-check
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './run.mjs'

const names = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }

/**
 * Path of Electron's binary, or null where it is not installed. The package downloads it on
 * request, and when imported in Node: so it is never imported.
 * @returns {string | null}
 */
export function findElectron() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH || join(root, 'node_modules/electron/dist')
  const binary = join(folder, names[/** @type {keyof typeof names} */ (process.platform)] ?? 'electron')
  return existsSync(binary) ? binary : null
}

/** Why Electron could not open a window here, or null. @returns {string | null} */
export function noDisplay() {
  const display = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY
  return display ? null : 'there is no display'
}

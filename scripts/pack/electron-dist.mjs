// @ts-check
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findElectron } from '../steps/electron-binary.mjs'
import { root } from '../steps/run.mjs'

/**
 * The installed Electron, unpacked: its folder, its version, and whether it is older than the one in package.json (for
 * smoke tests alone). Null where there is none.
 * @returns {{ dist: string, version: string, old: boolean } | null}
 */
export function electronDist() {
  const binary = findElectron()
  if (!binary) return null
  const dist = process.platform === 'darwin' ? dirname(dirname(dirname(dirname(binary)))) : dirname(binary)
  const version = readFileSync(join(dist, 'version'), 'utf8').trim().replace(/^v/, '')
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return { dist, version, old: major(version) < major(devDependencies.electron) }
}

/** @param {string} version */
const major = (version) => Number(version.split('.')[0])

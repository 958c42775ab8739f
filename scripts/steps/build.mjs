// @ts-check
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, runNode } from './run.mjs'

const stamp = join(root, 'out/built')
const sources = [
  'src-main',
  'src-renderer',
  'docs',
  'scripts/docs',
  'bench',
  'faults',
  'electron.vite.config.ts',
  'svelte.config.js',
  'package.json',
  'package-lock.json',
]

/** Builds into out/. @returns {Promise<{ code: number, output: string }>} */
export async function build() {
  const began = new Date()
  const result = await runNode([join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build'])
  if (result.code === 0) writeFileSync(stamp, `${began.toISOString()}\n`)
  return result
}

/** Builds where something changed since the last build. @returns {Promise<boolean>} */
export async function ensureBuilt() {
  if (isBuilt()) return true
  console.error('Building the workbench.')
  const { code, output } = await build()
  if (code !== 0) console.error(`${output}\nThe workbench was not built; the reason stands above.`)
  return code === 0
}

/** Whether nothing changed since the last build began (a folder's time changes when a file in it is removed). */
function isBuilt() {
  const built = lastBuild()
  return built > 0 && sources.every((path) => newest(join(root, path)) < built)
}

/** @param {string} path @returns {number} */
function newest(path) {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}

/** Start time of the last build; 0 where there is none. */
function lastBuild() {
  try {
    return Date.parse(readFileSync(stamp, 'utf8').trim()) || 0
  } catch {
    return 0
  }
}

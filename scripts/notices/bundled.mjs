// @ts-check
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** @typedef {{ name: string, version: string, licence: string, folder: string }} Package */

/**
 * The package of a module in the bundler's list; null for Nagumo's own modules and placeholders of missing ones.
 * @param {string} module its id: a path, or a name for what the bundler itself inserted
 * @returns {string | null}
 */
export function packageOf(module) {
  const id = module.replace(/^\0+/, '').replaceAll('\\', '/')
  const made = /^(rolldown|vite)\//.exec(id)
  if (made) return made[1]
  const [, inside] = /.*\/node_modules\/((?:@[^/]+\/)?[^/?]+)/.exec(id) ?? []
  return inside ?? null
}

/**
 * The packages with any module in the bundles.
 * @param {readonly string[]} modules @param {string} root of the checkout
 * @returns {Package[]}
 */
export function packagesOf(modules, root) {
  /** @type {Map<string, Package>} */
  const found = new Map()
  for (const module of modules) {
    const name = packageOf(module)
    if (!name) continue
    const folder = folderOf(module, name, root)
    if (found.has(folder)) continue
    const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    found.set(folder, { name, version, licence: String(license ?? ''), folder })
  }
  const byName = [...found.values()].sort((a, b) =>
    a.name === b.name ? compare(a.version, b.version) : compare(a.name, b.name),
  )
  return byName
}

/** Modules of all bundles, as the build wrote them to out/bundled. @param {string} root @returns {string[]} */
export function bundledModules(root) {
  return ['main', 'preload', 'renderer'].flatMap((part) => {
    const file = join(root, `out/bundled/${part}.json`)
    if (!existsSync(file)) throw new Error(`There is no ${file}; npm run build makes it.`)
    return JSON.parse(readFileSync(file, 'utf8'))
  })
}

/** @param {string} module @param {string} name @param {string} root */
function folderOf(module, name, root) {
  const path = module.replace(/^\0+/, '').replaceAll('\\', '/')
  const at = path.lastIndexOf(`/node_modules/${name}/`)
  return at < 0 ? join(root, 'node_modules', name) : path.slice(0, at + `/node_modules/${name}`.length)
}

/** Independent of the locale, so that the order is the same everywhere. @param {string} a @param {string} b */
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0)

// @ts-check
import { cpSync, existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { ADDON, NATIVE_PACKAGE } from '../../src-main/compute/tensorflow/native-facts.mjs'
import { root } from '../steps/run.mjs'

/** Files not needed at run time. */
const forDevelopers = /\.(map|ts)$/

/**
 * Copies native TensorFlow, if built, with its dependencies into node_modules beside the program's archive: a library
 * can't be loaded from an archive, and Node looks for packages there.
 * @param {string} resources folder that holds app.asar
 * @param {string} [modules] source folder
 * @returns {string[]} the packages that were copied
 */
export function copyNative(resources, modules = join(root, 'node_modules')) {
  if (!existsSync(join(modules, NATIVE_PACKAGE, ADDON))) return []
  const folders = withDependencies(join(modules, NATIVE_PACKAGE), modules, new Set())
  // A nested package is copied with its parent.
  const nested = `${sep}node_modules${sep}`
  const packages = [...folders]
    .map((folder) => relative(modules, folder))
    .filter((path) => !path.includes(nested))
  for (const path of packages.sort())
    cpSync(join(modules, path), join(resources, 'node_modules', path), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (file) => !forDevelopers.test(file),
    })
  return packages
}

/** @param {string} folder of a package @param {string} modules @param {Set<string>} found @returns {Set<string>} */
function withDependencies(folder, modules, found) {
  if (found.has(folder)) return found
  found.add(folder)
  const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  for (const name of Object.keys(dependencies)) {
    const next = lookUp(folder, name, modules)
    if (next) withDependencies(next, modules, found)
  }
  return found
}

/**
 * Resolves a package as Node does, but no further up than `modules`.
 * @param {string} from @param {string} name @param {string} modules
 */
function lookUp(from, name, modules) {
  for (let place = from; place !== dirname(modules); place = dirname(place)) {
    const folder = place === modules ? join(place, name) : join(place, 'node_modules', name)
    if (existsSync(join(folder, 'package.json'))) return folder
  }
  return null
}

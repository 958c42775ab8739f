// @ts-check
import { cpSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ADDON, NATIVE_PACKAGE } from '../../src-main/compute/tensorflow/native-facts.mjs'
import { root } from '../steps/run.mjs'

/**
 * Copies native TensorFlow, where it is built, with all that it asks for into node_modules beside the program's archive:
 * a library can't be loaded from within one, and Node looks for packages there.
 * @param {string} resources folder that holds app.asar
 * @param {string} [modules] folder that it is taken from
 * @returns {string[]} the packages that were copied
 */
export function copyNative(resources, modules = join(root, 'node_modules')) {
  if (!existsSync(join(modules, NATIVE_PACKAGE, ADDON))) return []
  const packages = [...withDependencies(modules, NATIVE_PACKAGE, new Set())].sort()
  for (const name of packages)
    cpSync(join(modules, name), join(resources, 'node_modules', name), {
      recursive: true,
      verbatimSymlinks: true,
    })
  return packages
}

/** @param {string} modules @param {string} name @param {Set<string>} found @returns {Set<string>} */
function withDependencies(modules, name, found) {
  const manifest = join(modules, name, 'package.json')
  if (found.has(name) || !existsSync(manifest)) return found
  found.add(name)
  const { dependencies = {} } = JSON.parse(readFileSync(manifest, 'utf8'))
  for (const next of Object.keys(dependencies)) withDependencies(modules, next, found)
  return found
}

import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { optionalDependencies } from '../../../package.json'
import { ADDON, MARKER, NATIVE_PACKAGE } from './native-facts.mjs'

/** Folder of native TensorFlow, or why there is none. */
export type NativePackage = { folder: string } | { missing: string }

/**
 * Finds the optional package that hosts libtensorflow, without loading it.
 * @param from file whose node_modules are searched
 */
export function findNativePackage(from: string): NativePackage {
  const folder = packageFolder(from)
  if (folder && existsSync(join(folder, ADDON))) return { folder }
  if (isPacked(from)) return { missing: 'it is not included in this package of Nagumo' }
  if (isInstalledPackage(from)) return { missing: `${folder ? unbuilt : absent} (${bring})` }
  return { missing: wasBuilt(from) ? removed : folder ? notBuilt : notInstalled }
}

const removed = 'it was built here, but an npm install has removed it (npm run native reinstalls it)'
const unbuilt = 'its binding to libtensorflow was not built'
const absent = 'it is not installed'
const notBuilt = `${unbuilt} (npm run native builds it)`
const notInstalled = `${absent} (npm run native installs it)`
const bring = `npm install ${NATIVE_PACKAGE}@${optionalDependencies[NATIVE_PACKAGE]} installs it if its download can be reached`

/** Build scripts are in a checkout only, not in what npm pack makes. */
function isInstalledPackage(from: string): boolean {
  return /[\\/]node_modules[\\/]nagumo[\\/]/.test(from)
}

/** Whether a file is in the archive of a packed program (npm run pack). */
export function isPacked(file: string): boolean {
  return /[\\/]app\.asar[\\/]/.test(file)
}

function packageFolder(from: string): string | null {
  try {
    return dirname(createRequire(from).resolve(`${NATIVE_PACKAGE}/package.json`))
  } catch {
    return null
  }
}

/** A marker outside node_modules distinguishes “never built” from “npm removed it”. */
function wasBuilt(from: string): boolean {
  const folder = dirname(from)
  return folder !== from && (existsSync(join(folder, MARKER)) || wasBuilt(folder))
}

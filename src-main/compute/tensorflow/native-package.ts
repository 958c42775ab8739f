import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { ADDON, MARKER, NATIVE_PACKAGE, STAMP } from './native-facts.mjs'

/** Where native TensorFlow lies, or why there is none. */
export type NativePackage = { folder: string } | { missing: string }

const Build = z.object({ libtensorflow: z.string(), from: z.string() })

/**
 * Looks for the optional package that hosts libtensorflow, without loading it.
 * @param from file or folder whose node_modules are searched
 */
export function findNativePackage(from: string): NativePackage {
  const folder = packageFolder(from)
  if (!folder) return { missing: whyNoPackage(from) }
  if (!existsSync(join(folder, ADDON))) {
    return { missing: 'its bridge to libtensorflow was not built (npm run native builds it)' }
  }
  return { folder }
}

/** What `npm run native` left in the package, where it was built by that. */
export function readStamp(folder: string): z.infer<typeof Build> | null {
  return readBuild(join(folder, STAMP))
}

function packageFolder(from: string): string | null {
  try {
    return dirname(createRequire(from).resolve(`${NATIVE_PACKAGE}/package.json`))
  } catch {
    return null
  }
}

/** A word left outside node_modules tells “never built” from “npm removed it”. */
function whyNoPackage(from: string): string {
  for (let folder = dirname(from); folder !== dirname(folder); folder = dirname(folder)) {
    if (readBuild(join(folder, MARKER))) {
      return 'it was built here, but an npm install has removed it (npm run native brings it back)'
    }
  }
  return 'it is not installed (npm run native installs it)'
}

function readBuild(file: string): z.infer<typeof Build> | null {
  try {
    return Build.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

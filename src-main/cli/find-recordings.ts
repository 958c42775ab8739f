import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { dirname, extname, join, relative, resolve, sep } from 'node:path'
import { recordingEndings } from '../contract/recording-format.ts'
import { manifestName } from '../jobs/batch/read-manifest.ts'
import { usage } from './arguments.ts'

/** Files of a command line, each once. */
export interface FoundFiles {
  /** As typed, or as listed in a folder that was typed, in that order. */
  files: string[]
  /** Whether a folder was among them. */
  folders: boolean
}

/**
 * Named files, and all files with a recording's extension in named folders, recursively. Hidden files and batch results
 * are skipped.
 * @throws NagumoError USAGE for a folder without any
 */
export async function findRecordings(named: readonly string[]): Promise<FoundFiles> {
  const found = new Map<string, string>()
  let folders = false
  for (const path of named) {
    const isFolder = (await stat(path).catch(() => null))?.isDirectory() ?? false
    folders ||= isFolder
    const files = isFolder ? await below(path) : [path]
    if (files.length === 0) {
      throw usage(
        `In ${path} there is no recording (${recordingEndings.map((ending) => `.${ending}`).join(', ')}).`,
      )
    }
    for (const file of files) {
      const whole = resolve(file)
      if (!found.has(whole)) found.set(whole, file)
    }
  }
  return { files: [...found.values()], folders }
}

/**
 * File names relative to their deepest common folder, with slashes: independent of that folder's place.
 * @returns the file of each name
 */
export function namesWithin(files: readonly string[]): Map<string, string> {
  const whole = files.map((file) => resolve(file))
  let base = dirname(whole[0] ?? '.')
  const holds = (folder: string, file: string): boolean =>
    file.startsWith(folder.endsWith(sep) ? folder : folder + sep)
  while (!whole.every((file) => holds(base, file)) && dirname(base) !== base) base = dirname(base)
  return new Map(files.map((file, k) => [relative(base, whole[k]).replaceAll(sep, '/'), file]))
}

async function below(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  if (entries.some(({ name }) => name === manifestName)) return []
  const sorted = entries
    .filter(({ name }) => !name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const files: string[] = []
  for (const entry of sorted) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) files.push(...(await below(path)))
    else if (isRecording(entry)) files.push(path)
  }
  return files
}

function isRecording(entry: Dirent): boolean {
  if (!entry.isFile() && !entry.isSymbolicLink()) return false
  return recordingEndings.includes(extname(entry.name).slice(1).toLowerCase())
}

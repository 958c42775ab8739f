import { readdirSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { descendantsOf } from '../processes.ts'

/** What a program holds while nothing is asked of it. */
export interface Held {
  processes: number
  /** Open files and connections of its own process; null where the system does not tell. */
  descriptors: number | null
  /** Paths of files outside the library. */
  files: string[]
}

/** @param folders the temporary and the user's folder of the program */
export async function heldBy(pid: number, folders: readonly string[]): Promise<Held> {
  return {
    processes: 1 + descendantsOf(pid).length,
    descriptors: descriptorsOf(pid),
    files: (await Promise.all(folders.map(filesIn))).flat().sort(),
  }
}

/** What is there after the work and was not before it, each in a sentence. */
export function leftOver(before: Held, after: Held): string[] {
  const said: string[] = []
  if (after.processes > before.processes)
    said.push(`${after.processes} processes are there, ${before.processes} were`)
  if (after.descriptors !== null && before.descriptors !== null && after.descriptors > before.descriptors)
    said.push(`${after.descriptors} files and connections are open, ${before.descriptors} were`)
  const known = new Set(before.files)
  for (const path of after.files) if (!known.has(path)) said.push(`${path} is left over`)
  return said
}

function descriptorsOf(pid: number): number | null {
  try {
    return readdirSync(`/proc/${pid}/fd`).length
  } catch {
    return null
  }
}

export async function filesIn(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  return found
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(folder, relative(folder, join(entry.parentPath, entry.name))))
}

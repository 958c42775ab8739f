import { stat } from 'node:fs/promises'
import { basename, dirname, extname } from 'node:path'
import { NagumoError } from '../contract/errors.ts'
import type { Opened, OpenedFile } from '../contract/opened.ts'
import { createChanges } from '../jobs/changes.ts'
import { projectFileExtension } from '../library/project-file.ts'
import { shownFileName } from './save-file.ts'

/** Paths that the system opened with the program, until a window takes them. Shared by all projects. */
export interface OpenedPaths {
  /** @param paths absolute: files, project folders, or files that open one */
  give(paths: readonly string[]): Promise<void>
  watch(signal: AbortSignal | undefined): AsyncGenerator<Opened, void>
  /** @throws NagumoError NOT_FOUND for an unknown number */
  pathOf(opened: number): string
}

/** Interval at which a waiting call checks that its window still exists, ms. */
const lookMs = 60_000

export function createOpenedPaths(): OpenedPaths {
  const changes = createChanges()
  /** By number. */
  const paths: string[] = []
  let project: string | null = null
  let files: OpenedFile[] = []
  return {
    async give(given) {
      for (const path of given) {
        const folder = await projectFolder(path)
        if (folder !== null) project = folder
        else files.push({ opened: paths.push(path) - 1, name: shownFileName(basename(path), 'file') })
      }
      if (given.length > 0) changes.tell()
    },
    async *watch(signal) {
      while (!signal?.aborted) {
        if (project !== null) {
          const folder = project
          project = null
          yield { project: folder, files: [] }
          return
        }
        if (files.length > 0) {
          const told = files
          files = []
          yield { project: null, files: told }
        } else await changes.next(changes.count(), lookMs, signal)
      }
    },
    pathOf(opened) {
      const path = paths[opened]
      if (path !== undefined) return path
      throw new NagumoError('NOT_FOUND', 'That file is no longer waiting to be opened. Open it again.')
    },
  }
}

/** The project that a path refers to: a folder, its project.json, or its .nagumo; null for any other file. */
async function projectFolder(path: string): Promise<string | null> {
  if (basename(path) === 'project.json' || extname(path).toLowerCase() === projectFileExtension)
    return dirname(path)
  const found = await stat(path).catch(() => null)
  return found?.isDirectory() ? path : null
}

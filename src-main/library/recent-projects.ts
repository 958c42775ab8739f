import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { NagumoError } from '../contract/errors.ts'
import { type Project, Project as ProjectSchema, type RecentProject } from '../contract/projects.ts'
import { change } from './changes.ts'
import { loadJson } from './files.ts'
import { knownOf } from './known.ts'
import { replaceSealed } from './replace-file.ts'

const RecentFile = z.object({
  format: z.literal('nagumo-projects'),
  version: z.literal(1),
  /** Most recent first; the program starts with it. */
  projects: z.array(ProjectSchema.extend({ openedAt: z.iso.datetime() })),
})
type Opened = z.infer<typeof RecentFile>['projects'][number]

const most = 20

/** Recently opened projects, in projects.json of the default library. An unreadable list counts as empty. */
export function createRecentProjects(home: string) {
  const path = join(home, 'projects.json')
  const read = async (): Promise<Opened[]> => (await loadJson(path, RecentFile, 1)).value?.projects ?? []

  /** Where the list can't be saved, work continues, with a notice. */
  async function write(next: (before: Opened[]) => Opened[]): Promise<void> {
    try {
      await change(home, async () => {
        const loaded = await loadJson(path, RecentFile, 1)
        if (loaded.value === null && loaded.why === 'newer') return
        const file = { format: 'nagumo-projects', version: 1, projects: next(loaded.value?.projects ?? []) }
        await replaceSealed(home, path, file)
      })
    } catch (error) {
      if (!(error instanceof NagumoError)) throw error
      knownOf(home).tell(`The list of recent projects can’t be saved. ${error.message}`)
    }
  }

  return {
    /** Most recent first. */
    async list(): Promise<RecentProject[]> {
      const all = await read()
      return Promise.all(all.map(async (one) => ({ ...one, found: await isFolder(one.folder) })))
    },
    opened: ({ folder, name, isDefault }: Project): Promise<void> =>
      write((before) =>
        [
          { folder, name, isDefault, openedAt: new Date().toISOString() },
          ...before.filter((one) => !isSame(one.folder, folder)),
        ].slice(0, most),
      ),
    forget: (folder: string): Promise<void> =>
      write((before) => before.filter((one) => !isSame(one.folder, folder))),
  }
}

export type RecentProjects = ReturnType<typeof createRecentProjects>

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )

export function isSame(one: string, other: string): boolean {
  return resolve(one) === resolve(other)
}

import { join } from 'node:path'
import { NagumoError } from '../contract/errors.ts'
import type { Project } from '../contract/projects.ts'
import type { Turns } from '../jobs/turns.ts'
import { beginProject, folderName, projectName, renameProject } from '../library/project-file.ts'
import { isSame } from '../library/recent-projects.ts'
import { implementation, type ServiceDependencies } from './dependencies.ts'

/** What a switch to another project would interrupt or lose. */
export interface UnderWay {
  turns: Turns
  /** Number of results that could not be written and exist in memory only. */
  unkept(): number
}

export function projectServices(
  { projects: shell, library, info, queue, batches }: ServiceDependencies,
  work: UnderWay,
) {
  const { projects } = implementation

  /** @throws NagumoError PROJECT_BUSY */
  function requireIdle(): void {
    const why = work.turns.busy()
      ? 'an estimate is running. Let it finish, or cancel it'
      : queue.busy()
        ? 'a training is running. Let it finish, or pause or cancel it'
        : batches.busy()
          ? 'a batch is running. Let it finish, or cancel it: finished items are saved'
          : work.unkept() > 0
            ? 'a report could not be written and would be lost. Save it first with “Try again” beside it'
            : null
    if (why)
      throw new NagumoError('PROJECT_BUSY', `Another project can’t be opened now: ${why}. Then try again.`)
  }

  /** @throws NagumoError PROJECT_BUSY, PROJECT_NOT_FOUND, PROJECT_INVALID */
  async function open(folder: string): Promise<Project> {
    requireIdle()
    const isDefault = isSame(folder, shell.home)
    const project = { folder, name: await (isDefault ? shell.homeName() : projectName(folder)), isDefault }
    await shell.open(project)
    return project
  }

  /** Own models as files, read by the library of the new project. */
  async function takeModelsTo(folder: string): Promise<void> {
    const { entries } = await library.models.list()
    for (const { id } of entries.filter(({ shipped }) => !shipped)) {
      const { fileName, parts } = await library.models.export(id)
      await shell.importModel(folder, fileName, parts)
    }
  }

  return {
    current: projects.current.handler(() => shell.current()),
    recent: projects.recent.handler(async () => {
      const { folder } = await shell.current()
      const others = (await shell.recent.list()).filter((one) => !isSame(one.folder, folder))
      const home = { folder: shell.home, name: await shell.homeName(), isDefault: true }
      // The default library can always be returned to.
      return isSame(folder, shell.home) || others.some(({ isDefault }) => isDefault)
        ? others
        : [...others, { ...home, openedAt: new Date(0).toISOString(), found: true }]
    }),
    chooseFolder: projects.chooseFolder.handler(async () => ({
      offered: shell.chooseFolder !== null,
      folder: (await shell.chooseFolder?.()) ?? null,
    })),
    create: projects.create.handler(async ({ input }) => {
      requireIdle()
      const folder = join(input.parent, folderName(input.name))
      await beginProject(folder, input.name, info.version)
      if (input.withModels) await takeModelsTo(folder)
      return open(folder)
    }),
    open: projects.open.handler(({ input }) => open(input.folder)),
    rename: projects.rename.handler(async ({ input }) => {
      const before = await shell.current()
      await renameProject(before.folder, input.name, info.version)
      const project = { ...before, name: input.name }
      await shell.renamed(project)
      return project
    }),
    forget: projects.forget.handler(({ input }) => shell.recent.forget(input.folder)),
  }
}

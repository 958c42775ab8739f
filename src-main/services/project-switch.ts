import { NagumoError } from '../contract/errors.ts'
import type { Project } from '../contract/projects.ts'
import { projectName } from '../library/project-file.ts'
import { createRecentProjects, isSame } from '../library/recent-projects.ts'
import type { ProjectSwitch } from './dependencies.ts'

/** What serves a window while a project is open. */
interface Served<Router> {
  router: Router
  tell(text: string): void
  close(): Promise<void>
}

interface SwitchParts<Router> extends Pick<ProjectSwitch, 'chooseFolder' | 'importModel'> {
  /** Folder of the default library, which also holds the list of projects. */
  home: string
  serve(project: Project, projects: ProjectSwitch): Promise<Served<Router>>
}

/**
 * Holds one open project, at first the last used one; where that can't be opened, the default library, with a notice.
 */
export async function createProjectSwitch<Router>({
  home,
  serve,
  chooseFolder,
  importModel,
}: SwitchParts<Router>) {
  const recent = createRecentProjects(home)
  const homeName = () => projectName(home).catch(() => 'Default library')

  let project: Project = { folder: home, name: await homeName(), isDefault: true }
  let notOpened: string | null = null
  const [last] = await recent.list()
  if (last && !isSame(last.folder, home)) {
    try {
      project = { folder: last.folder, name: await projectName(last.folder), isDefault: false }
    } catch (error) {
      if (!(error instanceof NagumoError)) throw error
      notOpened = `The project “${last.name}” was open last time and can’t be opened now. ${error.message}`
    }
  }

  const listeners: (() => void)[] = []
  const projects: ProjectSwitch = {
    home,
    homeName,
    current: async () => project,
    recent,
    async open(next) {
      const before = served
      served = await serve(next, projects)
      project = next
      await recent.opened(next)
      await before.close()
      for (const listener of listeners) listener()
    },
    async renamed(next) {
      project = next
      await recent.opened(next)
    },
    importModel,
    chooseFolder,
  }
  let served = await serve(project, projects)
  if (notOpened) served.tell(notOpened)

  return {
    router: () => served.router,
    onSwitched: (listener: () => void) => void listeners.push(listener),
    tell: (text: string) => served.tell(text),
    close: () => served.close(),
  }
}

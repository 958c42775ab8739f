import { client } from './link.ts'
import { messageOf } from './notices.svelte.ts'
import type { Project, RecentProject } from './types.ts'
import { workKeeper } from './work-keeper.ts'

/** The open project, and those that can be opened instead. */
class Projects {
  current = $state.raw<Project | null>(null)
  recent = $state.raw<RecentProject[]>([])
  /** The error of the last action; shown in its dialog. */
  failure = $state<string | null>(null)
  working = $state(false)

  async load(): Promise<void> {
    try {
      const [current, recent] = await Promise.all([client.projects.current(), client.projects.recent()])
      // Another window opened another project.
      if (this.current && this.current.folder !== current.folder) return beginAnew()
      this.current = current
      this.recent = recent
    } catch (error) {
      this.failure = messageOf(error)
    }
  }

  open(folder: string): Promise<boolean> {
    return this.#try(() => this.enter(folder))
  }

  /** Opens a project from outside the dialog. @throws NagumoError why it can’t be opened */
  async enter(folder: string): Promise<void> {
    await workKeeper.flush()
    await client.projects.open({ folder })
    beginAnew()
  }

  create(parent: string, name: string, withModels: boolean): Promise<boolean> {
    return this.#try(async () => {
      await workKeeper.flush()
      await client.projects.create({ parent, name, withModels })
      beginAnew()
    })
  }

  rename(name: string): Promise<boolean> {
    return this.#try(async () => {
      this.current = await client.projects.rename({ name })
    })
  }

  forget(folder: string): Promise<boolean> {
    return this.#try(async () => {
      await client.projects.forget({ folder })
      this.recent = await client.projects.recent()
    })
  }

  /** Shows the system's dialog. @returns the folder; null where cancelled, undefined where there is no dialog */
  async chooseFolder(): Promise<string | null | undefined> {
    try {
      const { offered, folder } = await client.projects.chooseFolder()
      return offered ? folder : undefined
    } catch (error) {
      this.failure = messageOf(error)
      return null
    }
  }

  async #try(work: () => Promise<void>): Promise<boolean> {
    this.failure = null
    this.working = true
    try {
      await work()
      return true
    } catch (error) {
      this.failure = messageOf(error)
      return false
    } finally {
      this.working = false
    }
  }
}

/** The window's whole state belongs to the previous project. */
function beginAnew(): void {
  workKeeper.forget()
  // The address refers to an item of the previous project.
  history.replaceState(null, '', location.pathname + location.search)
  location.reload()
}

export const projects = new Projects()

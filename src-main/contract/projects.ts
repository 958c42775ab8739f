import { oc } from '@orpc/contract'
import { z } from 'zod'

/** A folder with recordings, models, reports and notes of one work; one is open at a time. */
export const Project = z.object({
  folder: z.string(),
  name: z.string(),
  /** The library that is there without any project: where this system keeps programs' data. */
  isDefault: z.boolean(),
})
export type Project = z.infer<typeof Project>

export const RecentProject = Project.extend({
  openedAt: z.iso.datetime(),
  /** Whether its folder is still where it was. */
  found: z.boolean(),
})
export type RecentProject = z.infer<typeof RecentProject>

const Folder = z.string().min(1).max(4000)
export const ProjectName = z.string().trim().min(1).max(100)

export const projects = {
  current: oc.output(Project),
  /** The last opened first, without the one that is open. */
  recent: oc.output(z.array(RecentProject)),
  /** Asks with the system's dialog; `offered` is false where the shell has none, and a path is typed. */
  chooseFolder: oc.output(z.object({ offered: z.boolean(), folder: z.string().nullable() })),
  /** Begins a project in a new folder, and opens it. `withModels`: own models of the one that is open go along. */
  create: oc.input(z.object({ parent: Folder, name: ProjectName, withModels: z.boolean() })).output(Project),
  /** Opens another one in place of this; the window then loads itself again. */
  open: oc.input(z.object({ folder: Folder })).output(Project),
  rename: oc.input(z.object({ name: ProjectName })).output(Project),
  /** Takes a project off the list; its folder stays as it is. */
  forget: oc.input(z.object({ folder: Folder })).output(z.void()),
}

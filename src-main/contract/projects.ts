import { oc } from '@orpc/contract'
import { z } from 'zod'

/** A folder with the recordings, models, reports and notes of one study; one is open at a time. */
export const Project = z.object({
  folder: z.string(),
  name: z.string(),
  /** Whether it is the default library, in the system's folder for application data. */
  isDefault: z.boolean(),
})
export type Project = z.infer<typeof Project>

export const RecentProject = Project.extend({
  openedAt: z.iso.datetime(),
  /** Whether its folder still exists. */
  found: z.boolean(),
})
export type RecentProject = z.infer<typeof RecentProject>

const Folder = z.string().min(1).max(4000)
export const ProjectName = z.string().trim().min(1).max(100)

export const projects = {
  current: oc.output(Project),
  /** Most recently opened first, without the open one. */
  recent: oc.output(z.array(RecentProject)),
  /** Opens the system's folder dialog; `offered` is false if the shell has none, and a path must be typed. */
  chooseFolder: oc.output(z.object({ offered: z.boolean(), folder: z.string().nullable() })),
  /** Creates a project in a new folder and opens it. `withModels`: copies the user's models of the open project. */
  create: oc.input(z.object({ parent: Folder, name: ProjectName, withModels: z.boolean() })).output(Project),
  /** Opens another project in place of the current one; the window then reloads. */
  open: oc.input(z.object({ folder: Folder })).output(Project),
  rename: oc.input(z.object({ name: ProjectName })).output(Project),
  /** Removes a project from the list; its folder is not changed. */
  forget: oc.input(z.object({ folder: Folder })).output(z.void()),
}

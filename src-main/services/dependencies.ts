import { implement } from '@orpc/server'
import type { Compute } from '../compute/process/compute.ts'
import { contract } from '../contract/index.ts'
import type { Project } from '../contract/projects.ts'
import type { SystemInfo } from '../contract/system.ts'
import type { Batches } from '../jobs/batch/batches.ts'
import type { TrainingQueue } from '../jobs/training/training-queue.ts'
import type { Turns } from '../jobs/turns.ts'
import type { Library } from '../library/index.ts'
import type { RecentProjects } from '../library/recent-projects.ts'
import { sendableErrors } from '../rpc/sendable-errors.ts'
import type { OpenedPaths } from './opened.ts'

/** What the services need of the shell that they run in. */
export interface ServiceDependencies {
  library: Library
  compute: Compute
  /** Trainings, which have processes of their own. */
  queue: TrainingQueue
  /** Batches, with a pool of processes of their own. */
  batches: Batches
  info: SystemInfo
  projects: ProjectSwitch
  /** What the system opened with the program, where the shell is told of it. */
  opened?: OpenedPaths
  /** Folder of the sample recordings (CSV) that come with the program. */
  samplesFolder: string
}

/** What a shell does about projects; the router that it serves is that of the one that is open. */
export interface ProjectSwitch {
  /** Folder of the default library. */
  home: string
  homeName(): Promise<string>
  current(): Promise<Project>
  recent: Pick<RecentProjects, 'list' | 'forget'>
  /** Puts another project in the place of the one that is open. */
  open(project: Project): Promise<void>
  renamed(project: Project): Promise<void>
  /** Keeps a model that was exported in the library of a folder. */
  importModel(folder: string, fileName: string, parts: Uint8Array[]): Promise<void>
  /** The system's dialog, null where it was closed; null where there is none. */
  chooseFolder: (() => Promise<string | null>) | null
}

/** What estimates need beside it: the line that they all stand in. */
export interface EstimateDependencies extends ServiceDependencies {
  turns: Turns
}

/** The contract, to be implemented; every failure leaves it as one that may be sent. */
export const implementation = implement(contract).use(sendableErrors)

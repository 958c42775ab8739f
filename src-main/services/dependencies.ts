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

/** What the services need from the shell. */
export interface ServiceDependencies {
  library: Library
  compute: Compute
  /** Training runs, which have their own processes. */
  queue: TrainingQueue
  /** Batches, with their own process pool. */
  batches: Batches
  info: SystemInfo
  projects: ProjectSwitch
  /** Paths that the system opened with the program, where the shell reports them. */
  opened?: OpenedPaths
  /** Folder of the sample recordings (CSV) shipped with the program. */
  samplesFolder: string
}

/** The shell's functions for projects; the router in use is that of the open one. */
export interface ProjectSwitch {
  /** Folder of the default library. */
  home: string
  homeName(): Promise<string>
  current(): Promise<Project>
  recent: Pick<RecentProjects, 'list' | 'forget'>
  /** Opens another project in place of the current one. */
  open(project: Project): Promise<void>
  renamed(project: Project): Promise<void>
  /** Stores an exported model in the library of a folder. */
  importModel(folder: string, fileName: string, parts: Uint8Array[]): Promise<void>
  /** The system's folder dialog, null where cancelled; null where there is none. */
  chooseFolder: (() => Promise<string | null>) | null
}

/** What estimates need besides: the queue that they share. */
export interface EstimateDependencies extends ServiceDependencies {
  turns: Turns
}

/** Implements the contract; converts every failure to an RPC error. */
export const implementation = implement(contract).use(sendableErrors)

import { implement } from '@orpc/server'
import type { Compute } from '../compute/process/compute.ts'
import { contract } from '../contract/index.ts'
import type { SystemInfo } from '../contract/system.ts'
import type { TrainingQueue } from '../jobs/training/training-queue.ts'
import type { Turns } from '../jobs/turns.ts'
import type { Library } from '../library/index.ts'
import { sendableErrors } from '../rpc/sendable-errors.ts'

/** What the services need of the shell that they run in. */
export interface ServiceDependencies {
  library: Library
  compute: Compute
  /** Trainings, which have processes of their own. */
  queue: TrainingQueue
  info: SystemInfo
  /** Folder of the sample recordings (CSV) that come with the program. */
  samplesFolder: string
}

/** What estimates need beside it: the line that they all stand in. */
export interface EstimateDependencies extends ServiceDependencies {
  turns: Turns
}

/** The contract, to be implemented; every failure leaves it as one that may be sent. */
export const implementation = implement(contract).use(sendableErrors)

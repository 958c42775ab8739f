import type { ContractRouterClient } from '@orpc/contract'
import type { computeContract } from '../../contract/compute.ts'
import type { Ending } from './ending.ts'

/**
 * The compute process seen from outside. Every failure of a call or stream is a NagumoError: its own where the work
 * failed, CANCELLED where its signal was aborted, COMPUTE_DIED where the process ended.
 */
export interface Compute {
  /** A client of the process, which starts with the first call and restarts after a crash. */
  client(): ContractRouterClient<typeof computeContract>
  /** Ends the process; running calls fail. */
  close(): Promise<void>
}

/** What the compute process needs of its parent: messages both ways, and its exit. */
export interface ComputeProcess {
  /** `message`: a string or bytes. */
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /** Called once, when the process has ended. */
  onExit(listener: (ending: Ending) => void): void
  kill(): void
}

/**
 * Starts the process: child_process.fork under Node, utilityProcess.fork in Electron.
 * @param environment additional variables
 */
export type ForkCompute = (environment?: Record<string, string>) => ComputeProcess

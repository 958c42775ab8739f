import type { Compute } from '../compute/process/compute.ts'

/** What a command has of the world around it. */
export interface CliContext {
  version: string
  libraryFolder: string
  /** Models that come with the program. */
  modelsFolder: string
  /**
   * Starts the heavy process with the first call; whoever creates it closes it.
   * @param options graceMs: how long work that was aborted may take to end
   */
  createCompute(options?: { graceMs?: number }): Compute
  /** A line of results, to standard output. */
  print(line: string): void
  /** A line of talk, to standard error. */
  say(line: string): void
  /** Overwrites one line of standard error; '' clears it. Does nothing where that is not a terminal. */
  progress(text: string): void
  /** Aborted when the person interrupts. */
  signal: AbortSignal
}

/** @returns the exit code: 0 ok, 1 failed. Wrong usage is thrown as NagumoError USAGE and becomes 2. */
export interface Command {
  name: string
  /** One line for the list of commands. */
  summary: string
  usage: string
  run(args: string[], context: CliContext): Promise<number>
}

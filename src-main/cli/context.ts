import type { Compute } from '../compute/process/compute.ts'

/** The environment of a command. */
export interface CliContext {
  version: string
  libraryFolder: string
  /** Models shipped with the program. */
  modelsFolder: string
  /**
   * Starts the compute process at the first call; the caller closes it.
   * @param options graceMs: time allowed for aborted work to end
   */
  createCompute(options?: { graceMs?: number }): Compute
  /** Prints a result line to standard output. */
  print(line: string): void
  /** Prints a diagnostic line to standard error. */
  say(line: string): void
  /** Overwrites one line of standard error; '' clears it. No-op where that is not a terminal. */
  progress(text: string): void
  /** Aborted on interrupt (Ctrl+C). */
  signal: AbortSignal
}

/** @returns the exit code: 0 ok, 1 failed. Wrong usage is thrown as NagumoError USAGE and becomes 2. */
export interface Command {
  name: string
  /** Summary for the list of commands. */
  summary: string
  usage: string
  run(args: string[], context: CliContext): Promise<number>
}

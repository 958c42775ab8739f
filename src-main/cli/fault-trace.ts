import { printFault } from '../rpc/faults.ts'

/**
 * Prints the stack trace of a programming error on standard error, in addition to the message; for failures with a
 * message of their own only with NAGUMO_DEBUG. Other processes print theirs themselves.
 */
export function printTrace(error: unknown): void {
  if (process.env.NAGUMO_DEBUG) console.error(error)
  else printFault(error)
}

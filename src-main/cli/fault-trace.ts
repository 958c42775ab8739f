import { printFault } from '../rpc/faults.ts'

/**
 * Where in the program a fault of its own arose, for a report of it: on standard error, never instead of the message.
 * Of failures that were worded for people only where NAGUMO_DEBUG asks for it; other processes print their own.
 */
export function printTrace(error: unknown): void {
  if (process.env.NAGUMO_DEBUG) console.error(error)
  else printFault(error)
}

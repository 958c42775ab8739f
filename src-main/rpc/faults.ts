import { NagumoError } from '../contract/errors.ts'
import { fromRpcError } from './errors.ts'

/**
 * Prints the stack trace of an internal error to standard error, for a bug report; also where memory ran out, which a bug
 * of ours may have caused. Ignores other failures.
 */
export function printFault(error: unknown): void {
  const { code } = fromRpcError(error)
  if (!(error instanceof NagumoError) && (code === 'INTERNAL' || code === 'OUT_OF_MEMORY'))
    console.error(error)
}

const besideWork =
  'An internal error of Nagumo occurred in the background. No saved data were changed, and your work continues. If it occurs again, report it with the program’s output on standard error.'

/**
 * Handles unhandled promise rejections and uncaught exceptions. Each is printed once to standard error, with its stack
 * trace. After a rejection the process goes on, since only one piece of work failed; after an uncaught exception its
 * state is undefined, and it shuts down in order.
 * @param end closes what is open and ends the process
 * @param tellPerson notifies the user of a failure after which the process goes on
 */
export function handleFaults(
  end: (error: unknown) => void,
  tellPerson: (text: string) => void = () => undefined,
): void {
  const told = new Set<string>()
  const tell = (what: string, error: unknown): void => {
    const trace = error instanceof Error ? (error.stack ?? error.message) : String(error)
    if (!told.has(trace)) console.error(`Internal error of Nagumo (${what}):\n${trace}`)
    told.add(trace)
  }
  process.on('unhandledRejection', (error) => {
    tell('a background task failed', error)
    tellPerson(besideWork)
  })
  process.on('uncaughtException', (error) => {
    tell('an uncaught error', error)
    end(error)
  })
}

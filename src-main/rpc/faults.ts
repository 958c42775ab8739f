import { NagumoError } from '../contract/errors.ts'
import { fromRpcError } from './errors.ts'

/** Where in the program a fault of its own arose, for a report of it: on standard error. Nothing of other failures. */
export function printFault(error: unknown): void {
  if (!(error instanceof NagumoError) && fromRpcError(error).code === 'INTERNAL') console.error(error)
}

const besideWork =
  'Something beside your work failed by a fault of Nagumo’s own. Nothing you kept was changed, and your work goes on. If it comes back, report it with what the program printed on standard error.'

/**
 * What no call answers for: a promise that fails with nobody listening, an error thrown out of an event. Each is told on
 * standard error once, with its trace. After the former the process goes on, since what failed was one piece of work;
 * after the latter its state is not known any more, and it ends in order.
 * @param end closes what is open and ends the process
 * @param tellPerson says where people see it that something failed, after which the process goes on
 */
export function handleFaults(
  end: (error: unknown) => void,
  tellPerson: (text: string) => void = () => undefined,
): void {
  const told = new Set<string>()
  const tell = (what: string, error: unknown): void => {
    const trace = error instanceof Error ? (error.stack ?? error.message) : String(error)
    if (!told.has(trace)) console.error(`Nagumo met a fault of its own (${what}):\n${trace}`)
    told.add(trace)
  }
  process.on('unhandledRejection', (error) => {
    tell('work that nobody waited for failed', error)
    tellPerson(besideWork)
  })
  process.on('uncaughtException', (error) => {
    tell('an error that nothing caught', error)
    end(error)
  })
}

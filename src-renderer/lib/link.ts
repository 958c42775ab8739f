import { type ClientLink, createORPCClient, mapEventIterator } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { NagumoError } from '../../src-main/contract/errors.ts'
import type { Contract } from '../../src-main/contract/index.ts'
import { maxFileBytes } from '../../src-main/contract/limits.ts'
import { fromRpcError } from '../../src-main/rpc/errors.ts'
import { rememberNames } from '../numbers/names.ts'
import { connectByPort } from './link-port.ts'
import { connectBySocket } from './link-socket.ts'
import { type Connection, isGone, type Way } from './way.ts'

const way: Way = location.protocol === 'app:' ? connectByPort() : connectBySocket()

/** Use as a store: `$connection`. */
export const connection = { subscribe: way.subscribe }

/** Tries to reconnect to the workbench. */
export const { look, whenMoving } = way

const link: ClientLink<Record<never, never>> = {
  async call(path, input, options) {
    const explain = (error: unknown) => explainFailure(error, options.signal)
    try {
      checkFile(input)
      rememberNames(input)
      const output = await way.link().call(path, input, options)
      if (isStream(output))
        return mapEventIterator(output, {
          value: async (value) => {
            rememberNames(value)
            return value
          },
          error: async (error) => explain(error),
        })
      rememberNames(output)
      return output
    } catch (error) {
      throw explain(error)
    }
  },
}

/** The workbench's services. Every failure is a NagumoError; an aborted call or stream fails with CANCELLED. */
export const client: ContractRouterClient<Contract> = createORPCClient(link)

let state: Connection = 'connecting'
way.subscribe((now) => {
  state = now
})

/** Calls back when the compute process has died; it restarts on another backend if native TensorFlow was the cause. */
export function whenComputeDied(listener: () => void): void {
  tellComputeDied = listener
}
let tellComputeDied = (): void => {}

function explainFailure(error: unknown, signal: AbortSignal | undefined): NagumoError {
  if (signal?.aborted)
    return new NagumoError('CANCELLED', 'Stopped before it was finished; nothing was changed.')
  if (isGone(state))
    return new NagumoError('COMPUTE_DIED', 'Nagumo has stopped. Start it again; saved data are intact.')
  const failure = fromRpcError(error)
  if (failure.code === 'COMPUTE_DIED') tellComputeDied()
  return failure
}

/** Checked before half a gigabyte is sent for nothing. */
function checkFile(input: unknown): void {
  const file = typeof input === 'object' && input !== null && 'file' in input ? input.file : null
  if (!(file instanceof File) || file.size <= maxFileBytes) return
  const [has, most] = [Math.ceil(file.size / 2 ** 20), maxFileBytes / 2 ** 20]
  throw new NagumoError(
    'FILE_TOO_LARGE',
    `${file.name} has ${has} MB; files of up to ${most} MB can be read. Split it into shorter recordings.`,
  )
}

function isStream(value: unknown): value is AsyncIterator<unknown, unknown, void> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value
}

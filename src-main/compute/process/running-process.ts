import { AsyncIteratorClass } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { NagumoError } from '../../contract/errors.ts'
import { smallerJob } from '../../contract/out-of-memory.ts'
import { fromRpcError } from '../../rpc/errors.ts'
import { withSignal } from '../../rpc/with-signal.ts'
import { createCallLedger, type Patience } from './call-ledger.ts'
import { callHeader, createChannel, isCallBegun, isCallEnded, isHeartbeat, isNativeInUse } from './channel.ts'
import type { ForkCompute } from './compute.ts'
import type { Ending } from './ending.ts'

/** The process ended before it received the call: nothing was done, so the call can be retried in another process. */
export class NotReceived extends NagumoError {}

/** One instance of the compute process, from start to exit. */
export interface RunningProcess {
  /** @throws NagumoError, a NotReceived where the process ended before it received the call */
  call(path: readonly string[], input: unknown, signal?: AbortSignal): Promise<unknown>
  /** Resolves once another call may begin: all aborted calls have ended, or others are running too. */
  ready(): Promise<void>
  exited(): boolean
  /** Ends the process, after the grace period of aborted calls. */
  close(): Promise<void>
}

export function startProcess(fork: ForkCompute, patience: Patience): RunningProcess {
  const process = fork()
  const channel = createChannel((message) => process.send(message))
  const link = new RPCLink<{ call: string }>({
    port: channel as unknown as MessagePort,
    headers: ({ context }) => ({ [callHeader]: context.call }),
  })
  let ending: Ending | null = null
  let killedFor: string | null = null
  let closing = false
  let calls = 0
  /** Sent, and not yet received. */
  const sent = new Set<string>()
  const ledger = createCallLedger({
    ...patience,
    abort: (call) => process.send({ abort: call }),
    askHeartbeat: () => process.send({ heartbeat: true }),
    kill(why) {
      killedFor = why
      process.kill()
    },
  })

  process.onMessage((message) => {
    if (isCallBegun(message)) sent.delete(message.begun)
    else if (isCallEnded(message)) ledger.end(message.ended)
    else if (isHeartbeat(message)) ledger.heard()
    else if (!isNativeInUse(message)) channel.receive(message)
  })
  const exit = new Promise<void>((resolve) => {
    process.onExit((how) => {
      ending = how
      ledger.close()
      channel.close()
      resolve()
    })
  })

  function explain(error: unknown, signal: AbortSignal | undefined, received = true): NagumoError {
    if (signal?.aborted || closing)
      return new NagumoError('CANCELLED', 'Stopped before it was finished; nothing was changed.')
    if (ending === null) return fromRpcError(error)
    const Failure = received ? NagumoError : NotReceived
    return new Failure(
      'COMPUTE_DIED',
      `The calculation stopped before it was finished: ${killedFor ?? ending.reason}. No saved data were changed${whatToDo(killedFor === null ? ending.outOfMemory : 'no')}`,
    )
  }

  return {
    ready: ledger.ready,
    async call(path, input, signal) {
      if (signal?.aborted) throw explain(signal.reason, signal)
      const call = String(++calls)
      ledger.begin(call)
      sent.add(call)
      const onAbort = () => ledger.abandon(call)
      signal?.addEventListener('abort', onAbort)
      const finish = () => signal?.removeEventListener('abort', onAbort)
      try {
        const output = await link.call(path, input, { ...withSignal(signal), context: { call } })
        if (!isStream(output)) {
          finish()
          return output
        }
        return new AsyncIteratorClass<unknown>(
          () => output.next().catch((error: unknown) => Promise.reject(explain(error, signal))),
          async (reason) => {
            finish()
            if (reason === 'next') return
            ledger.abandon(call)
            await output.return?.()
          },
        )
      } catch (error) {
        finish()
        // A call that could not be sent is never reported as ended; an abort makes the process report it.
        ledger.abandon(call)
        throw explain(error, signal, !sent.has(call))
      } finally {
        sent.delete(call)
      }
    },
    exited: () => ending !== null,
    async close() {
      closing = true
      await ledger.settled()
      if (ending === null) process.kill()
      await exit
    },
  }
}

/** In words that follow “No saved data were changed”. */
function whatToDo(outOfMemory: Ending['outOfMemory']): string {
  if (outOfMemory === 'yes') return `. Before you start it again, ${smallerJob}.`
  return `; start it again.${outOfMemory === 'possibly' ? ` If it stops again, ${smallerJob}.` : ''}`
}

function isStream(value: unknown): value is AsyncIterator<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value
}

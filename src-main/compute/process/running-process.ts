import { AsyncIteratorClass } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { NagumoError } from '../../contract/errors.ts'
import { fromRpcError } from '../../rpc/errors.ts'
import { callHeader, createChannel, isCallEnded } from './channel.ts'
import type { ForkCompute } from './compute.ts'

/** One life of the heavy process, from its start to its end. */
export interface RunningProcess {
  call(path: readonly string[], input: unknown, signal?: AbortSignal): Promise<unknown>
  /** Resolves once nothing that was aborted is still at work, by itself or by a kill. */
  quiet(): Promise<void>
  exited(): boolean
  /** Ends the process, after what was aborted has had its time to clean up. */
  close(): Promise<void>
}

export function startProcess(fork: ForkCompute, graceMs: number): RunningProcess {
  const process = fork()
  const channel = createChannel((message) => process.send(message))
  const link = new RPCLink<{ call: string }>({
    port: channel as unknown as MessagePort,
    headers: ({ context }) => ({ [callHeader]: context.call }),
  })
  /** Calls with work left in the process, and among them those that were aborted, each with its deadline. */
  const atWork = new Set<string>()
  const aborted = new Map<string, NodeJS.Timeout>()
  let exitReason: string | null = null
  let closing = false
  let killed = false
  let calls = 0
  let wake: (() => void)[] = []

  process.onMessage((message) => {
    if (isCallEnded(message)) settle(message.ended)
    else channel.receive(message)
  })
  const exit = new Promise<void>((resolve) => {
    process.onExit((reason) => {
      exitReason = reason
      for (const call of [...atWork]) settle(call)
      channel.close()
      resolve()
    })
  })

  function settle(call: string): void {
    atWork.delete(call)
    clearTimeout(aborted.get(call))
    if (!aborted.delete(call) || aborted.size > 0) return
    for (const resolve of wake) resolve()
    wake = []
  }

  function abandon(call: string): void {
    if (!atWork.has(call) || aborted.has(call)) return
    aborted.set(
      call,
      setTimeout(() => {
        killed = true
        process.kill()
      }, graceMs),
    )
  }

  function explain(error: unknown, signal: AbortSignal | undefined): NagumoError {
    if (signal?.aborted || closing)
      return new NagumoError('CANCELLED', 'Stopped before it was finished; nothing was changed.')
    if (exitReason === null) return fromRpcError(error)
    const why = killed ? 'it did not stop when another calculation was cancelled' : exitReason
    return new NagumoError(
      'COMPUTE_DIED',
      `The calculation broke off before it was finished: ${why}. Nothing you kept was changed; start it again.`,
    )
  }

  async function quiet(): Promise<void> {
    if (aborted.size > 0) await new Promise<void>((resolve) => wake.push(resolve))
  }

  return {
    quiet,
    async call(path, input, signal) {
      const call = String(++calls)
      atWork.add(call)
      const onAbort = () => abandon(call)
      signal?.addEventListener('abort', onAbort)
      const finish = () => signal?.removeEventListener('abort', onAbort)
      try {
        const output = await link.call(path, input, { signal, context: { call } })
        if (!isStream(output)) {
          finish()
          return output
        }
        return new AsyncIteratorClass<unknown>(
          () => output.next().catch((error: unknown) => Promise.reject(explain(error, signal))),
          async (reason) => {
            finish()
            if (reason === 'next') return
            abandon(call)
            await output.return?.()
          },
        )
      } catch (error) {
        finish()
        throw explain(error, signal)
      }
    },
    exited: () => exitReason !== null,
    async close() {
      closing = true
      await quiet()
      if (exitReason === null) process.kill()
      await exit
    },
  }
}

function isStream(value: unknown): value is AsyncIterator<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value
}

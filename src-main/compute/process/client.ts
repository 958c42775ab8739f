import { type ClientLink, createORPCClient } from '@orpc/client'
import { NagumoError } from '../../contract/errors.ts'
import type { Compute, ForkCompute } from './compute.ts'
import { NotReceived, type RunningProcess, startProcess } from './running-process.ts'

/** `graceMs` for a training: it writes its checkpoint at the end of the current step. */
export const trainingGraceMs = 20_000

/**
 * Client of the compute process, started on demand. An aborted call fails at once; its work gets `graceMs` to end, else
 * the process is killed as soon as no other call runs in it, and the next call starts a new one. While other calls run,
 * only a process without any response for `silenceMs` is killed: on a busy machine it is slow, not silent. A call that
 * the process did not receive before it ended is retried once.
 */
export function createCompute(fork: ForkCompute, { graceMs = 2000, silenceMs = 30_000 } = {}): Compute {
  let running: RunningProcess | null = null
  let closed = false

  async function ready(): Promise<RunningProcess> {
    // Else a call just after a cancel might be killed with the process.
    await running?.ready()
    if (closed) throw new NagumoError('CANCELLED', 'Nagumo is closing; no new work can be started.')
    if (!running || running.exited()) running = startProcess(fork, { graceMs, silenceMs })
    return running
  }

  const link: ClientLink<Record<never, never>> = {
    async call(path, input, { signal }) {
      if (signal?.aborted)
        throw new NagumoError('CANCELLED', 'Stopped before it started; nothing was changed.')
      try {
        return await (await ready()).call(path, input, signal)
      } catch (error) {
        // Its process was already dying, unnoticed.
        if (!(error instanceof NotReceived)) throw error
        return (await ready()).call(path, input, signal)
      }
    },
  }
  const client = createORPCClient(link) as ReturnType<Compute['client']>
  return {
    client: () => client,
    async close() {
      closed = true
      await running?.close()
    },
  }
}

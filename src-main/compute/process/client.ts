import { type ClientLink, createORPCClient } from '@orpc/client'
import { NagumoError } from '../../contract/errors.ts'
import type { Compute, ForkCompute } from './compute.ts'
import { NotReceived, type RunningProcess, startProcess } from './running-process.ts'

/** `graceMs` for a training: it writes its checkpoint at the end of the step it is at. */
export const trainingGraceMs = 20_000

/**
 * The heavy process behind a client that starts it when it is needed. An aborted call fails at once; the work
 * behind it gets `graceMs` to end, else the process is killed as soon as nothing else is at work in it, and the next
 * call starts another one. Where others are at work, only a process that has not answered at all for `silenceMs` is
 * killed: a machine that is busy with other things makes one slow, not silent. A call that the process ended before
 * receiving goes to another one, once.
 */
export function createCompute(fork: ForkCompute, { graceMs = 2000, silenceMs = 30_000 } = {}): Compute {
  let running: RunningProcess | null = null
  let closed = false

  async function ready(): Promise<RunningProcess> {
    // Else a call just after a cancel might be killed along with it.
    await running?.ready()
    if (closed) throw new NagumoError('CANCELLED', 'The workbench is closing; nothing new is started.')
    if (!running || running.exited()) running = startProcess(fork, { graceMs, silenceMs })
    return running
  }

  const link: ClientLink<Record<never, never>> = {
    async call(path, input, { signal }) {
      if (signal?.aborted)
        throw new NagumoError('CANCELLED', 'Stopped before it was started; nothing was changed.')
      try {
        return await (await ready()).call(path, input, signal)
      } catch (error) {
        // Its process was dying, which nobody knew yet.
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

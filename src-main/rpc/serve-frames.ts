import type { AnyRouter } from '@orpc/server'
import { StandardRPCHandler } from '@orpc/server/standard'
import { createServerPeerHandleRequestFn } from '@orpc/server/standard-peer'
import { ServerPeer } from '@orpc/standard-server-peer'
import { type FrameLimits, type FrameProblem, frameProblem } from './check-frame.ts'
import { ConnectionGone } from './connection-gone.ts'

/** A window’s connection, over any transport. */
export interface FrameConnection {
  send(message: string | Uint8Array): void
  /** Closes it, for the reason given. */
  close(problem: FrameProblem): void
}

export interface FrameServer {
  /** Handles an incoming message. */
  receive(message: string | Uint8Array): void
  /**
   * The connection has closed: hands on what was received before, such as the work that a window sends as it closes, then
   * aborts its calls. Resolves when all of them have ended.
   */
  end(): Promise<void>
}

/**
 * Serves the calls of one connection in order of arrival: a call is registered before the next message is processed, so
 * that an abort right after it is never lost. The first invalid message closes the connection and is reported to
 * `refused`.
 */
export function serveFrames(
  router: AnyRouter,
  connection: FrameConnection,
  { limits, refused }: { limits?: FrameLimits; refused: (problem: FrameProblem) => void },
): FrameServer {
  const answer = createServerPeerHandleRequestFn(new StandardRPCHandler(router, {}), {})
  const peer = new ServerPeer(async (message) => {
    if (!ended) connection.send(message as string | Uint8Array)
  })
  let ended = false
  let turn = Promise.resolve()
  const running = new Set<Promise<unknown>>()

  function abort(): void {
    if (ended) return
    ended = true
    peer.close({ reason: new ConnectionGone() })
  }

  function refuse(problem: FrameProblem): void {
    if (ended) return
    abort()
    refused(problem)
    connection.close(problem)
  }

  /** Resolves when the call is registered and running, or when another message has been processed. */
  function handOn(message: string | Uint8Array): Promise<void> {
    return new Promise((known) => {
      let atWork = false
      const work = peer.message(message as string | ArrayBuffer, (request) => {
        atWork = true
        known()
        return answer(request)
      })
      running.add(work)
      work
        .catch((error: unknown) => {
          if (!atWork) refuse({ status: 1007, reason: 'malformed message' })
          else if (!ended && !isAbort(error)) console.error(error)
        })
        .finally(() => {
          running.delete(work)
          known()
        })
    })
  }

  return {
    receive(message) {
      turn = turn.then(() => {
        if (ended) return
        const problem = frameProblem(message, limits)
        if (problem) refuse(problem)
        else return handOn(message)
      })
    },
    async end() {
      turn = turn.then(abort)
      await turn
      await Promise.allSettled(running)
    },
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}

/**
 * Reports refused messages on standard error: one line at the first, tenth, hundredth … message, without any of their
 * content.
 */
export function countRefused(
  say = (line: string): void => console.warn(line),
): (problem: FrameProblem) => void {
  let count = 0
  return ({ reason }) => {
    count++
    if (/^10*$/.test(String(count)))
      say(`Closed a window’s connection: ${reason} (${count} so far). The window connects again by itself.`)
  }
}

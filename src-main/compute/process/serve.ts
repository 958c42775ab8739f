import { AsyncIteratorClass } from '@orpc/client'
import { type AnyRouter, os } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import { sendableErrors } from '../../rpc/sendable-errors.ts'
import { createCallsAtWork } from './calls-at-work.ts'
import { callHeader, createChannel, isCallAborted, isHeartbeat } from './channel.ts'

/** The parent, seen from the compute process. */
export interface Parent {
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
}

/**
 * Serves the parent's calls, and reports when each was received and when its work has ended: also after an abort, and
 * for a call that was never received.
 */
export function serveCompute(parent: Parent, router: AnyRouter): void {
  const channel = createChannel((message) => parent.send(message))
  const calls = createCallsAtWork()
  const handler = new RPCHandler(os.use(sendableErrors).router(router), {
    rootInterceptors: [
      async ({ next, ...options }) => {
        const { request } = options
        const call = String(request.headers[callHeader])
        const aborted = calls.begin(call)
        parent.send({ begun: call })
        const tellEnd = () => {
          calls.end(call)
          parent.send({ ended: call })
        }
        let streaming = false
        try {
          if (aborted.aborted) return { matched: false, response: undefined }
          request.signal?.addEventListener('abort', () => calls.abort(call), { once: true })
          const result = await next({ ...options, request: { ...request, signal: aborted } })
          const body = result.response?.body
          if (!result.response || !isAsyncIterator(body)) return result
          const stream = withEnd(body, tellEnd)
          streaming = true
          endWith(stream, aborted)
          return { ...result, response: { ...result.response, body: stream } }
        } finally {
          if (!streaming) tellEnd()
        }
      },
    ],
  })
  handler.upgrade(channel as unknown as MessagePort)
  parent.onMessage((message) => {
    if (isHeartbeat(message)) parent.send(message)
    else if (!isCallAborted(message)) channel.receive(message)
    else if (!calls.abort(message.abort)) parent.send({ ended: message.abort })
  })
}

/** Ends a stream with its signal, even if it is aborted before the first read. */
function endWith(stream: AsyncIteratorClass<unknown>, signal: AbortSignal): void {
  // Errors while ending have no receiver; the end is reported in any case.
  const end = () => void stream.return().catch(() => {})
  if (signal.aborted) end()
  else signal.addEventListener('abort', end, { once: true })
}

function withEnd(stream: AsyncIterator<unknown>, tellEnd: () => void): AsyncIteratorClass<unknown> {
  return new AsyncIteratorClass<unknown>(
    () => stream.next(),
    async (reason) => {
      try {
        if (reason !== 'next') await stream.return?.()
      } finally {
        tellEnd()
      }
    },
  )
}

function isAsyncIterator(value: unknown): value is AsyncIterator<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value && 'next' in value
}

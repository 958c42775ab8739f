import { AsyncIteratorClass } from '@orpc/client'
import { type AnyRouter, os } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import { sendableErrors } from '../../rpc/sendable-errors.ts'
import { callHeader, createChannel } from './channel.ts'

/** The parent, seen from the heavy process. */
export interface Parent {
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
}

/** Answers the parent's calls, and tells it when the last work of each is over (also after an abort). */
export function serveCompute(parent: Parent, router: AnyRouter): void {
  const channel = createChannel((message) => parent.send(message))
  const handler = new RPCHandler(os.use(sendableErrors).router(router), {
    rootInterceptors: [
      async ({ request, next }) => {
        const call = request.headers[callHeader]
        const tellEnd = () => parent.send({ ended: call })
        let streaming = false
        try {
          const result = await next()
          const body = result.response?.body
          if (!result.response || !isAsyncIterator(body)) return result
          if (request.signal?.aborted) {
            await body.return?.()
            return result
          }
          streaming = true
          return { ...result, response: { ...result.response, body: withEnd(body, tellEnd) } }
        } finally {
          if (!streaming) tellEnd()
        }
      },
    ],
  })
  handler.upgrade(channel as unknown as MessagePort)
  parent.onMessage((message) => channel.receive(message))
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

import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { os, type RouterClient } from '@orpc/server'
import { expect, it, vi } from 'vitest'
import { callHeader, createChannel } from '../../src-main/compute/process/channel.ts'
import { serveCompute } from '../../src-main/compute/process/serve.ts'

/** The serving side with a parent whose messages a test hands over one by one. */
function serve() {
  let begun = 0
  let signals = 0
  const router = {
    waits: os.handler(async ({ signal }) => {
      begun++
      if (!signal?.aborted) await new Promise((resolve) => signal?.addEventListener('abort', resolve))
      signals++
    }),
    streams: os.handler(async function* () {
      begun++
      yield 1
    }),
  }
  const told: unknown[] = []
  let hand: (message: unknown) => void = () => {}
  serveCompute(
    {
      send(message) {
        if (typeof message === 'object') told.push(message)
        else channel.receive(message)
      },
      onMessage: (listener) => {
        hand = listener
      },
    },
    router,
  )
  const sent: unknown[] = []
  const channel = createChannel((message) => sent.push(message))
  let calls = 0
  const link = new RPCLink({
    port: channel as unknown as MessagePort,
    headers: () => ({ [callHeader]: String(++calls) }),
  })
  const client: RouterClient<typeof router> = createORPCClient(link)
  return { client, sent, told, hand: (message: unknown) => hand(message), count: () => ({ begun, signals }) }
}

it('an abort that comes before its call is remembered, and its end is told both times', async () => {
  const { client, sent, told, hand, count } = serve()
  client.waits().catch(() => {})
  await vi.waitFor(() => expect(sent.length).toBe(1))
  hand({ abort: '1' })
  expect(told).toEqual([{ ended: '1' }])
  hand(sent[0])
  await vi.waitFor(() => expect(told).toEqual([{ ended: '1' }, { begun: '1' }, { ended: '1' }]))
  expect(count()).toEqual({ begun: 0, signals: 0 })
})

it('an abort right behind its call, in the same breath, reaches it', async () => {
  const { client, sent, told, hand } = serve()
  client.waits().catch(() => {})
  await vi.waitFor(() => expect(sent.length).toBe(1))
  hand(sent[0])
  hand({ abort: '1' })
  await vi.waitFor(() => expect(told).toContainEqual({ ended: '1' }))
})

it('the end of a stream is told whenever its abort comes, though nobody reads it', async () => {
  for (let ticks = 0; ticks < 60; ticks++) {
    const { client, sent, told, hand } = serve()
    client.streams().catch(() => {})
    await vi.waitFor(() => expect(sent.length).toBe(1), { interval: 1 })
    hand(sent[0])
    for (let i = 0; i < ticks; i++) await null
    hand({ abort: '1' })
    await vi.waitFor(() => expect(told).toContainEqual({ ended: '1' }), { interval: 1 })
  }
})

it('answers a heartbeat', () => {
  const { told, hand } = serve()
  hand({ heartbeat: true })
  expect(told).toEqual([{ heartbeat: true }])
})

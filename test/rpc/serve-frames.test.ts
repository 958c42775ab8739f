import { setTimeout } from 'node:timers/promises'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { os, type RouterClient } from '@orpc/server'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { serveFrames } from '../../src-main/rpc/serve-frames.ts'

/** A window's connection that closes at once after its last message, as when the window is closed. */
function connected() {
  const saved: string[] = []
  const router = {
    save: os.input(z.string()).handler(async ({ input }) => {
      await setTimeout(20)
      saved.push(input)
    }),
    endless: os.handler(({ signal }) => setTimeout(2 ** 30, undefined, { signal })),
  }
  const frames = serveFrames(router, { send: () => {}, close: () => {} }, { refused: () => {} })
  const { port1, port2 } = new MessageChannel()
  const client: RouterClient<typeof router> = createORPCClient(new RPCLink({ port: port1 }))
  port1.start()
  const received: string[] = []
  port2.addEventListener('message', ({ data }) => received.push(data))
  port2.start()
  const close = async () => {
    await expect.poll(() => received.length).toBeGreaterThan(0)
    await setTimeout(20)
    // In one go: the connection is gone before the first has been processed.
    for (const message of received) frames.receive(message)
    await frames.end()
    port1.close()
  }
  return { client, saved, close }
}

it('what a window sends as it closes is saved, before the end is reported', async () => {
  const { client, saved, close } = connected()
  for (const what of ['choices', 'draft', 'place']) client.save(what).catch(() => undefined)
  await close()
  expect(saved).toEqual(['choices', 'draft', 'place'])
})

it('a call that would last is aborted by the end of its connection', async () => {
  const { client, saved, close } = connected()
  client.endless().catch(() => undefined)
  client.save('place').catch(() => undefined)
  await close()
  expect(saved).toEqual(['place'])
})

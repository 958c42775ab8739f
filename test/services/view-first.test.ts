import { setImmediate } from 'node:timers/promises'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { expect, it, vi } from 'vitest'
import type { Contract } from '../../src-main/contract/index.ts'
import type * as Recording from '../../src-main/recording/index.ts'
import { serveFrames } from '../../src-main/rpc/serve-frames.ts'
import { csv, openTestWorkbench } from './workbench.ts'

const happened = vi.hoisted((): string[] => [])
const looked = vi.hoisted(() => ({ forSpikes: 0 }))
vi.mock('../../src-main/recording/index.ts', async (original) => {
  const whole = await original<typeof Recording>()
  return {
    ...whole,
    viewTrace: (...given: Parameters<typeof whole.viewTrace>) => {
      looked.forSpikes++
      return whole.viewTrace(...given)
    },
    measureFeatures: (...given: Parameters<typeof whole.measureFeatures>) => {
      happened.push('features are measured')
      return whole.measureFeatures(...given)
    },
  }
})

it('a view that was asked for before the features is sent before they are measured', async () => {
  const { client: own, router } = await openTestWorkbench()
  const { id } = await own.recordings.import({ file: csv() })
  const { port1, port2 } = new MessageChannel()
  const client: ContractRouterClient<Contract> = createORPCClient(new RPCLink({ port: port1 }))
  port1.start()
  const frames = serveFrames(
    router,
    {
      send: (message) => {
        happened.push('an answer is sent')
        port2.postMessage(message)
      },
      close: () => {},
    },
    { refused: () => {} },
  )
  port2.addEventListener('message', ({ data }) => frames.receive(data))
  port2.start()
  const both = Promise.all([
    client.recordings.view({ id, sweep: 0, points: 100 }),
    client.recordings.features({ id, sweep: 0, stimulus: null }).catch(() => null),
  ])
  await both
  await setImmediate()
  expect(happened).toEqual(['an answer is sent', 'features are measured', 'an answer is sent'])
  await frames.end()
  port1.close()
})

it('a view that is asked for without spikes is the same without them, and they are not looked for', async () => {
  const { client } = await openTestWorkbench()
  const { id } = await client.recordings.import({ file: csv() })
  const { spikes, ...rest } = await client.recordings.view({ id, sweep: 0, points: 100 })
  expect(spikes.length).toBeGreaterThan(0)
  const before = looked.forSpikes
  expect(before).toBeGreaterThan(0)
  expect(await client.recordings.view({ id, sweep: 0, points: 100, spikes: false })).toEqual({
    ...rest,
    spikes: [],
  })
  expect(looked.forSpikes).toBe(before)
})

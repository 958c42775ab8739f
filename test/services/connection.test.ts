import { join } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { RPCHandler } from '@orpc/server/message-port'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Compute } from '../../src-main/compute/process/compute.ts'
import { loadTensorflow } from '../../src-main/compute/tensorflow/load.ts'
import { NagumoError } from '../../src-main/contract/errors.ts'
import type { Contract } from '../../src-main/contract/index.ts'
import { createTrainingQueue } from '../../src-main/jobs/training/training-queue.ts'
import { openLibrary } from '../../src-main/library/index.ts'
import { packModel } from '../../src-main/library/model-format/archive/model-archive.ts'
import { createServices } from '../../src-main/services/index.ts'
import { batchesOf } from '../support/batches-of.ts'
import { oneProject } from '../support/one-project.ts'
import { patience } from '../support/patience.ts'
import { writeSmallModel } from '../support/stored-model.ts'
import { fakeCompute } from './fake-compute.ts'
import { modelCard, modelsFolder, temporaryFolder } from './fixtures.ts'
import { csv, failureOf } from './workbench.ts'

const modelId = modelCard.id

/** A window's end of a real connection to the services. */
async function connect(compute: Compute, models?: string): Promise<ContractRouterClient<Contract>> {
  const library = await openLibrary(await temporaryFolder(), models ?? (await modelsFolder()))
  const info = { version: '0', shell: 'browser', platform: 'linux', cores: 1, libraryFolder: '' } as const
  const queue = createTrainingQueue(library, () => compute, 'in a test')
  const router = createServices({
    library,
    compute,
    queue,
    batches: batchesOf(library, compute),
    info,
    samplesFolder: 'none',
    projects: oneProject(''),
  })
  const { port1, port2 } = new MessageChannel()
  onTestFinished(() => port1.close())
  new RPCHandler(router).upgrade(port1)
  port1.start()
  port2.start()
  return createORPCClient(new RPCLink({ port: port2 }))
}

describe('over a connection', () => {
  it('a file goes in, stages and a report come out', async () => {
    const client = await connect(fakeCompute())
    const { id } = await client.recordings.import({ file: csv() })
    const types: string[] = []
    for await (const event of await client.estimates.run({ recordingId: id, sweep: 0, modelId })) {
      types.push(event.type)
    }
    expect(types).toEqual(['stage', 'stage', 'stage', 'stage', 'report'])
    const [{ id: report }] = await client.reports.list()
    const file = await client.reports.export({ id: report, as: 'csv' })
    expect(file.type).toBe('text/csv')
    expect(await file.text()).toContain('theta0')
    await client.reports.remove({ id: report })
    expect((await client.reports.restore({ id: report })).id).toBe(report)
  })

  it('a model goes out as a file, with its name and every byte, and comes in elsewhere', async () => {
    await loadTensorflow()
    const folder = await temporaryFolder()
    const { card } = await writeSmallModel(folder)
    const file = await (await connect(fakeCompute(), folder)).models.export({ id: card.id })
    expect(file.name).toBe('A-model.nagumo-model')
    const packed = Buffer.concat(await packModel(join(folder, card.id), true))
    expect(Buffer.from(await file.arrayBuffer()).equals(packed)).toBe(true)
    const { model, already } = await (await connect(fakeCompute())).models.import({ file })
    expect({ already, checksum: model.checksum }).toEqual({ already: false, checksum: card.checksum })
  })

  it('failures of answers and of streams keep code and message', async () => {
    const compute = fakeCompute({
      async *estimate() {
        yield 'weighing'
        throw new NagumoError('COMPUTE_DIED', 'The numerics stopped. Try again.')
      },
    })
    const client = await connect(compute)
    expect(await failureOf(client.recordings.get({ id: 'none' }))).toMatchObject({ code: 'NOT_FOUND' })
    const { id } = await client.recordings.import({ file: csv() })
    const stream = await client.estimates.run({ recordingId: id, sweep: 0, modelId })
    const reading = (async () => {
      for await (const event of stream) expect(event.type).toBe('stage')
    })()
    expect(await failureOf(reading)).toEqual({
      code: 'COMPUTE_DIED',
      message: 'The numerics stopped. Try again.',
    })
  })

  it('a cancel reaches the heavy process, and nothing is kept', async () => {
    let reached = false
    const compute = fakeCompute({
      async *estimate(_job, signal) {
        yield 'weighing'
        await new Promise<void>((stopped) => signal?.addEventListener('abort', () => stopped()))
        reached = true
        signal?.throwIfAborted()
      },
    })
    const client = await connect(compute)
    const { id } = await client.recordings.import({ file: csv() })
    const stop = new AbortController()
    const request = { recordingId: id, sweep: 0, modelId }
    const stream = await client.estimates.run(request, { signal: stop.signal })
    const reading = (async () => {
      for await (const event of stream) {
        if (event.type === 'stage' && event.stage === 'weighing') stop.abort()
      }
    })()
    // How the connection itself words it is the link's matter.
    await expect(reading).rejects.toThrow()
    await vi.waitFor(() => expect(reached).toBe(true), patience)
    expect(await client.reports.list()).toEqual([])
  })
})

import { describe, expect, it, vi } from 'vitest'
import { patience } from '../support/patience.ts'
import { fakeCompute } from './fake-compute.ts'
import { modelCard } from './fixtures.ts'
import { csv, openTestWorkbench } from './workbench.ts'

const modelId = modelCard.id

describe('looking at how a trace is put to a model', () => {
  it('loads the model, once', async () => {
    const compute = fakeCompute()
    const { client, library } = await openTestWorkbench(compute)
    const { id } = await client.recordings.import({ file: csv() })
    for (const sweep of [0, 1, 0]) await client.recordings.observation({ id, sweep, modelId })
    const folder = await library.models.folderOf(modelId)
    await vi.waitFor(() => expect(compute.warmed).toEqual([folder]), patience)
  })

  it('works where the model can’t be loaded, which is tried again', async () => {
    const compute = fakeCompute({
      warm: async () => {
        throw new Error('no')
      },
    })
    const { client } = await openTestWorkbench(compute)
    const { id } = await client.recordings.import({ file: csv() })
    // The failure is heard after the call itself: until then another call tries nothing.
    await vi.waitFor(async () => {
      expect((await client.recordings.observation({ id, sweep: 0, modelId })).d).toHaveLength(1000)
      expect(compute.warmed.length).toBeGreaterThan(1)
    }, patience)
  })
})

import { describe, expect, it } from 'vitest'
import { csv, failureOf, openTestWorkbench } from './workbench.ts'

describe('the features of a recording', () => {
  it('are of the whole sweep, or of a window', async () => {
    const { client } = await openTestWorkbench()
    const { id } = await client.recordings.import({ file: csv() })
    const whole = await client.recordings.features({ id, sweep: 0 })
    expect(whole).toMatchObject({ window: { from: 0, to: 200 }, stimulus: null, voltageUnit: null })
    const half = await client.recordings.features({ id, sweep: 0, window: { from: 50, to: 150 } })
    // The spike that the window ends in is no whole one.
    const inside = whole.peaks.filter((t) => t > 50 && t < 145)
    expect(half.peaks.map(Math.round)).toEqual(inside.map(Math.round))
    expect(inside.length).toBeGreaterThan(1)
  })

  it('go by the stimulus that a person gives', async () => {
    const { client } = await openTestWorkbench()
    const { id } = await client.recordings.import({ file: csv() })
    const stimulus = { from: 40, to: 160 }
    const { features, ...measured } = await client.recordings.features({ id, sweep: 0, stimulus })
    expect(measured.stimulus).toEqual(stimulus)
    expect(features.find(({ name }) => name === 'voltage_base')?.value).toEqual(expect.any(Number))
  })

  it('of a window that is none are refused', async () => {
    const { client } = await openTestWorkbench()
    const { id } = await client.recordings.import({ file: csv() })
    const window = { from: 150, to: 50 }
    expect(await failureOf(client.recordings.features({ id, sweep: 0, window }))).toMatchObject({
      code: 'WINDOW_INVALID',
    })
  })

  it('stand in the report of an estimate', async () => {
    const { client, modelId } = await openWithModel()
    const { id } = await client.recordings.import({ file: csv() })
    for await (const event of await client.estimates.run({ recordingId: id, sweep: 0, modelId })) {
      if (event.type !== 'report') continue
      const { window } = event.report.recording
      expect(event.report.features).toEqual(await client.recordings.features({ id, sweep: 0, window }))
    }
    expect.assertions(1)
  })
})

async function openWithModel() {
  const bench = await openTestWorkbench()
  const [model] = await bench.client.models.list()
  return { ...bench, modelId: model.id }
}

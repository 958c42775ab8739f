import { createRouterClient } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import type { Compute } from '../../src-main/compute/process/compute.ts'
import { createComputeRouter } from '../../src-main/compute/router.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { csv, failureOf, openTestWorkbench } from './workbench.ts'

const random = createRandom(3)
/** Rising by random steps of 0.2 ms in the mean; the last beyond the model's 199.8 ms. */
const times = Float64Array.from({ length: 1100 }, () => 0)
for (let i = 1; i < times.length; i++) {
  times[i] = Number((times[i - 1] - 0.2 * Math.log(1 - 0.999 * random.uniform()) + 1e-4).toFixed(5))
}
/** Spikes every 25 ms. */
const v = Array.from(times, (t) => -1 + 3 * Math.exp(-((((t % 25) - 12) / 1.5) ** 2)) + 0.1 * random.normal())
const file = (scale = 1): string =>
  `time_ms,u\n${Array.from(times, (t, i) => `${t},${scale * v[i]}`).join('\n')}\n`

async function workbench() {
  const client = createRouterClient(createComputeRouter())
  const compute: Compute = { client: () => client, close: async () => undefined }
  return openTestWorkbench(compute)
}

describe('a file whose samples are not evenly spaced', () => {
  it('opens with the times that it has, and says so', async () => {
    const { client, library } = await workbench()
    const recording = await client.recordings.import({ file: csv('uneven.csv', file()) })
    expect(recording).toMatchObject({ points: 1100, start: 0, uneven: true })
    expect(recording.samplingInterval).toBeCloseTo(times[1099] / 1099, 10)
    expect(recording.reading.evidence.map(({ conclusion }) => conclusion).join()).toMatch(
      /Each sample has its own time/,
    )
    const listing = await library.recordings.list({ contents: true })
    expect(listing.damaged).toEqual([])
    const view = await client.recordings.view({ id: recording.id, sweep: 0, points: 3000 })
    expect(view.complete).toBe(true)
    view.t.forEach((t, i) => {
      expect(t).toBeCloseTo(times[i], 9)
    })
    // Half way up the spikes, on straight lines between samples.
    const expected = Array.from(
      { length: view.spikes.length },
      (_, k) => 25 * k + 12 - 1.5 * Math.sqrt(Math.LN2),
    )
    expect(view.spikes.length).toBe(Math.floor((times[1099] - 12) / 25) + 1)
    view.spikes.forEach((t, k) => {
      expect(Math.abs(t - expected[k])).toBeLessThan(0.8)
    })
    const part = await client.recordings.view({ id: recording.id, sweep: 0, from: 50, to: 51, points: 3000 })
    expect(part.t[0]).toBeLessThanOrEqual(50)
    expect(part.t[1]).toBeGreaterThanOrEqual(50)
    expect(part.t.at(-1)).toBeGreaterThanOrEqual(51)
  })

  it('keeps its times where its unit is corrected', async () => {
    const { client } = await workbench()
    const { id } = await client.recordings.import({ file: csv('uneven.csv', file().replace('_ms', '')) })
    await client.recordings.setUnits({ id, timeUnit: 's' })
    const view = await client.recordings.view({ id, sweep: 0, points: 3000 })
    view.t.forEach((t, i) => {
      expect(t).toBeCloseTo(1000 * times[i], 6)
    })
  })

  it('is put to a model in model units at its own times', async () => {
    const { client } = await workbench()
    const { id } = await client.recordings.import({ file: csv('uneven.csv', file()) })
    const window = { from: 5, to: 205 }
    const preview = await client.recordings.observation({ id, sweep: 0, modelId: 'rudi-2022', window })
    const first = times.findIndex((t) => t >= 5)
    expect(preview.window.from).toBeCloseTo(times[first], 9)
    expect(preview.proposals).toEqual([])
    expect(preview.steps.join(' ')).toMatch(/at its own time: .*ρ\^\(Δt\/0\.2 ms\)/)
    preview.t.forEach((t, j) => {
      const at = preview.window.from + t
      const after = times.findIndex((time) => time > at)
      const share = (at - times[after - 1]) / (times[after] - times[after - 1])
      expect(preview.d[j]).toBeCloseTo(v[after - 1] + share * (v[after] - v[after - 1]), 9)
    })
  })

  it('says what takes even samples, and what to do', async () => {
    const { client } = await workbench()
    const { id } = await client.recordings.import({ file: csv('uneven.csv', file()) })
    const ask = (more: object) =>
      failureOf(client.recordings.observation({ id, sweep: 0, modelId: 'rudi-2022', ...more }))
    const conditioning = [{ kind: 'lowpass' as const, cutoff: 500 }]
    expect(await ask({ conditioning })).toMatchObject({
      code: 'TIME_UNEVEN',
      message: expect.stringMatching(
        /Filters and baselines need samples at even intervals.*Remove the conditioning steps/,
      ),
    })
    expect(await ask({ rescaling: { offset: 0, gain: 2, timeScale: 1 } })).toMatchObject({
      code: 'TIME_UNEVEN',
    })
    expect(await ask({ window: { from: 190, to: 205 } })).toMatchObject({ code: 'WINDOW_TOO_SHORT' })
    const plan = client.estimates.overTimePlan({ recordingId: id, sweep: 0, modelId: 'rudi-2022' })
    expect(await failureOf(plan)).toMatchObject({ code: 'TIME_UNEVEN' })
    const features = await client.recordings.features({ id, sweep: 0 })
    expect(features.features.every(({ value, note }) => value === null && note !== null)).toBe(true)
    expect(features.peaks.length).toBeGreaterThan(7)
  })

  it('is not opened in mV, where it can only be an error', async () => {
    const { client } = await workbench()
    const failed = client.recordings.import({ file: csv('uneven.csv', file(20)) })
    expect(await failureOf(failed)).toMatchObject({ code: 'TIME_UNEVEN' })
  })
})

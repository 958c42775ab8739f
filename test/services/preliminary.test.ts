import { describe, expect, it } from 'vitest'
import type { EstimateResult } from '../../src-main/contract/compute.ts'
import { NagumoError } from '../../src-main/contract/errors.ts'
import type { EstimateEvent, EstimateRequest } from '../../src-main/contract/estimates.ts'
import type { Report } from '../../src-main/contract/reports.ts'
import { withSignal } from '../../src-main/rpc/with-signal.ts'
import { fakeCompute } from './fake-compute.ts'
import { estimateResult, modelCard } from './fixtures.ts'
import { csv, failureOf, openTestWorkbench } from './workbench.ts'

const gamma = { name: 'gamma', symbol: 'γ', unit: null, value: 3, change: 0.1 }
const before: EstimateResult = { ...estimateResult(), assumed: [{ ...gamma, moves: [] }] }
const after: EstimateResult = {
  ...estimateResult(),
  assumed: [{ ...gamma, moves: [{ parameter: 'theta0', by: 0.02, inSd: 0.5 }] }],
}

/** An estimate whose numbers are known before `rest` is done. */
async function workbenchWith(rest: () => Promise<void>) {
  const workbench = await openTestWorkbench(
    fakeCompute({
      async *estimate() {
        yield before
        yield 'sensitivity to γ'
        await rest()
      },
      result: () => after,
    }),
  )
  const { client } = workbench
  const { id: recordingId } = await client.recordings.import({ file: csv() })
  const request: EstimateRequest = { recordingId, sweep: 0, modelId: modelCard.id }
  return {
    client,
    request,
    run: (signal?: AbortSignal) => client.estimates.run(request, withSignal(signal)),
    saved: async (): Promise<Report[]> =>
      Promise.all((await client.reports.list()).map(({ id }) => client.reports.get({ id }))),
  }
}

const kind = (event: EstimateEvent): string => (event.type === 'stage' ? event.text : event.type)

describe('a preliminary report', () => {
  it('comes before the sensitivity is computed, and is the report but for it', async () => {
    const { run, saved } = await workbenchWith(async () => {})
    const events: EstimateEvent[] = []
    for await (const event of await run()) {
      if (event.type === 'preliminary') expect(await saved()).toEqual([])
      events.push(event)
    }
    expect(events.map(kind).slice(2)).toEqual([
      'preliminary',
      'sensitivity to γ',
      'saving the report',
      'report',
    ])
    const [first, last] = events.flatMap((event) => (event.type === 'stage' ? [] : [event.report]))
    expect(first).toEqual({ ...last, assumed: before.assumed })
    expect(last.assumed).toEqual(after.assumed)
    expect(await saved()).toEqual([last])
  })

  it('is saved where the estimate is stopped after it', async () => {
    const stop = new AbortController()
    const { run, saved } = await workbenchWith(() => new Promise(() => {}))
    let shown: Report | null = null
    for await (const event of await run(stop.signal)) {
      if (event.type === 'preliminary') shown = event.report
      if (kind(event) === 'sensitivity to γ') break
    }
    stop.abort()
    await expect.poll(saved).toEqual([shown])
  })

  it('is saved and sent where the computation fails after it, and the failure is told', async () => {
    const { run, saved } = await workbenchWith(async () => {
      throw new NagumoError('COMPUTE_DIED', 'The computation stopped.')
    })
    const events: EstimateEvent[] = []
    const listen = async (): Promise<void> => {
      for await (const event of await run()) events.push(event)
    }
    expect(await failureOf(listen())).toMatchObject({ code: 'COMPUTE_DIED' })
    const last = events.at(-1)
    expect(last).toMatchObject({ type: 'report', report: { assumed: before.assumed } })
    expect(await saved()).toEqual(last?.type === 'report' ? [last.report] : [])
  })

  it('is none where several noises are tried: only the last estimate tells which one is reported', async () => {
    const { client, request } = await workbenchWith(async () => {})
    const events: EstimateEvent[] = []
    for await (const event of await client.estimates.run({ ...request, noise: 'evidence' }))
      events.push(event)
    expect(events.filter(({ type }) => type === 'preliminary')).toEqual([])
    expect(events.at(-1)?.type).toBe('report')
  })
})

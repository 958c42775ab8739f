import { describe, expect, it } from 'vitest'
import type { CrossCheckResult } from '../../src-main/contract/compute.ts'
import type { CrossCheckEvent } from '../../src-main/contract/estimates.ts'
import { fakeCompute } from './fake-compute.ts'
import { modelCard } from './fixtures.ts'
import { csv, failureOf, openTestWorkbench } from './workbench.ts'

const result = {
  agreement: 'agree' as const,
  text: 'Both samplers give the same posterior.',
  parameters: [],
  rHat: 1.005,
  ess: 1200,
  chains: 32,
  evaluations: 60_000,
  seconds: 12,
}

async function* check(): AsyncGenerator<CrossCheckResult> {
  yield { type: 'stage', text: 'differential evolution MCMC: warming up', progress: 0.1, secondsLeft: 9 }
  yield { type: 'result', result }
}

async function estimated(compute = fakeCompute({ crossCheck: check })) {
  const workbench = await openTestWorkbench(compute)
  const { client } = workbench
  const { id } = await client.recordings.import({ file: csv() })
  for await (const event of await client.estimates.run({
    recordingId: id,
    sweep: 0,
    modelId: modelCard.id,
    seed: 3,
  })) {
    if (event.type === 'report') return { ...workbench, report: event.report }
  }
  throw new Error('no report')
}

describe('a cross-check of a report', () => {
  it('repeats its job, and is kept in it', async () => {
    const asked: unknown[] = []
    const compute = fakeCompute({
      crossCheck: (job) => {
        asked.push(job)
        return check()
      },
    })
    const { client, report } = await estimated(compute)
    const events: CrossCheckEvent[] = []
    for await (const event of await client.estimates.crossCheck({ id: report.id })) events.push(event)
    expect(events.map(({ type }) => type)).toEqual(['stage', 'report'])
    expect(asked).toMatchObject([{ job: compute.jobs[0], ess: report.diagnostics.ess }])
    expect(await client.reports.get({ id: report.id })).toEqual({ ...report, crossCheck: result })
    expect((await client.reports.list()).map(({ id }) => id)).toEqual([report.id])
  })

  it('leaves the report as it was where it is stopped', async () => {
    const stop = new AbortController()
    const compute = fakeCompute({
      async *crossCheck() {
        yield { type: 'stage', text: 'warming up', progress: 0, secondsLeft: null }
        stop.abort()
        yield { type: 'result', result }
      },
    })
    const { client, report } = await estimated(compute)
    const all = async (): Promise<void> => {
      for await (const _ of await client.estimates.crossCheck({ id: report.id }, { signal: stop.signal }));
    }
    await expect(all()).rejects.toThrow()
    expect(await client.reports.get({ id: report.id })).toEqual(report)
  })

  it('refuses a report whose recording is gone', async () => {
    const { client, report } = await estimated()
    await client.recordings.remove({ id: report.recording.id ?? '' })
    const all = async (): Promise<void> => {
      for await (const _ of await client.estimates.crossCheck({ id: report.id }));
    }
    expect((await failureOf(all())).code).toBe('NOT_FOUND')
  })
})

import { describe, expect, it } from 'vitest'
import type { GroupEvent } from '../../src-main/contract/groups.ts'
import type { Report } from '../../src-main/contract/reports.ts'
import { madeCondition } from '../inference/groups/made-reports.ts'
import { failureOf, openTestWorkbench } from './workbench.ts'

async function kept(...conditions: ReturnType<typeof madeCondition>[]) {
  const workbench = await openTestWorkbench()
  const reports: Report[] = conditions.flatMap(({ cells }) => cells.flatMap((cell) => cell.reports))
  for (const report of reports) await workbench.library.reports.keep(report)
  const asked = conditions.map(({ name, cells }) => ({
    name,
    cells: cells.map((cell) => ({ name: cell.name, reportIds: cell.reports.map(({ id }) => id) })),
  }))
  return { ...workbench, reports, asked }
}

/** All that a comparison of conditions says. */
async function eventsOf(stream: Promise<AsyncIterable<GroupEvent>>): Promise<GroupEvent[]> {
  const events: GroupEvent[] = []
  for await (const event of await stream) events.push(event)
  return events
}

async function answerOf(stream: Promise<AsyncIterable<GroupEvent>>) {
  const last = (await eventsOf(stream)).at(-1)
  if (last?.type !== 'answer') throw new Error('it ended without an answer')
  return last.answer
}

describe('reports of the library', () => {
  it('are held against each other by condition', async () => {
    const { client, asked } = await kept(madeCondition('A', 3, 0.3), madeCondition('B', 3, 0.5))
    const events = await eventsOf(
      client.groups.estimate({ conditions: asked, parameters: ['theta0'], seed: 5 }),
    )
    const shares = events.flatMap((event) => (event.type === 'stage' ? event.progress : []))
    expect(shares.length).toBeGreaterThan(2)
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    const last = events.at(-1)
    if (last?.type !== 'answer') throw new Error('it ended without an answer')
    const { answer } = last
    expect(answer).toMatchObject({ seed: 5, conditions: [{ cells: 3 }, { cells: 3 }] })
    expect(answer.parameters[0].effects[0]).toMatchObject({ from: 'A', to: 'B' })
    expect(answer.cautions.join(' ')).toContain('3 cells')
  })

  it('are refused with what to do, and missed by name', async () => {
    const { client, asked } = await kept(madeCondition('A', 3, 0.3), madeCondition('B', 2, 0.5))
    expect(await failureOf(eventsOf(client.groups.estimate({ conditions: asked })))).toMatchObject({
      code: 'GROUPS_UNFIT',
    })
    const gone = [{ ...asked[0], cells: [{ name: 'x', reportIds: ['gone-0123456789'] }] }, asked[1]]
    expect(await failureOf(eventsOf(client.groups.estimate({ conditions: gone })))).toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('count once where two are of the same samples of a cell, and the older is named', async () => {
    const { client, library, asked, reports } = await kept(
      madeCondition('A', 3, 0.3),
      madeCondition('B', 3, 0.5),
    )
    const again = { ...reports[0], id: 'again-0123456789', createdAt: '2099-01-01T00:00:00.000Z' }
    await library.reports.keep(again)
    asked[0].cells[0].reportIds.push(again.id)
    const answer = await answerOf(client.groups.estimate({ conditions: asked, parameters: ['theta0'] }))
    expect(answer.conditions[0].sweeps).toBe(3)
    expect(answer.leftOut).toMatchObject([
      { condition: 'A', reason: expect.stringContaining('same samples') },
    ])
  })

  it('stop where the call is cancelled', async () => {
    const { client, asked } = await kept(madeCondition('A', 3, 0.3), madeCondition('B', 3, 0.5))
    const signal = AbortSignal.abort()
    await expect(eventsOf(client.groups.estimate({ conditions: asked }, { signal }))).rejects.toThrow()
  })

  it('are compared side by side, with what differs', async () => {
    const { client, reports } = await kept(madeCondition('A', 2, 0.3))
    const ids = reports.map(({ id }) => id)
    const { parameters, warnings } = await client.reports.compare({ ids })
    expect(parameters.map(({ name }) => name)).toEqual(['theta0', 'theta1', 'sigma', 'rho'])
    expect(parameters[0].differences).toMatchObject([{ from: 0, to: 1 }])
    expect(warnings).toEqual([])
    expect(await failureOf(client.reports.compare({ ids: [ids[0], ids[0]] }))).toMatchObject({
      code: 'USAGE',
    })
  })
})

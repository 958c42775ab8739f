import type { WorkbenchPage } from '../test/end-to-end/workbench-page.ts'
import { type Entries, entriesIn } from './entries.ts'
import { until } from './processes.ts'
import type { Client } from './programs.ts'
import { damagedIn } from './snapshot.ts'
import { must } from './tally.ts'
import { estimate, longTrace, shortTrace, trained } from './work.ts'

/** Entries that all works need; their names are those of files. */
export interface Opened {
  /** Its estimate takes a second. */
  short: string
  /** Of several windows. */
  long: string
}

/** Work that a person starts in a window, which is then closed. */
export interface ClosedWork {
  name: string
  /** Also in the short form. */
  short: boolean
  /** Starts it; resolves when it is under way. @param step names what it makes */
  begin(window: WorkbenchPage, opened: Opened, step: number): Promise<void>
  /** What it promises where the program runs on. @throws Error where it does not hold */
  wentOn(client: Client, before: Entries, step: number): Promise<void>
  /** What it promises where the program ended with its window. @throws Error where it does not hold */
  ended(client: Client, before: Entries, step: number): Promise<void>
}

export const closedWorks: ClosedWork[] = [
  {
    name: 'import',
    short: true,
    async begin({ page, show }, _, step) {
      await show('Recordings')
      const choosing = page.waitForEvent('filechooser')
      await page.getByRole('button', { name: 'Open…' }).first().click()
      const file = largeFile(step)
      const buffer = Buffer.from(await file.arrayBuffer())
      await (await choosing).setFiles({ name: file.name, mimeType: 'text/csv', buffer })
    },
    wentOn: wholeOrAbsent,
    ended: wholeOrAbsent,
  },
  {
    name: 'estimate',
    short: true,
    async begin(window, { short }) {
      await goTo(window, `#/estimate/${short}`)
      await window.canEstimate()
      await window.estimate().click()
      await window.progress().waitFor()
    },
    wentOn: async (client, before) =>
      until('the report is there', async () => (await entriesIn(client)).reports === before.reports + 1),
    async ended(client, before) {
      const { reports } = await entriesIn(client)
      must(reports - before.reports <= 1, `${reports - before.reports} reports came of one estimate`)
    },
  },
  {
    name: 'estimate over time',
    short: true,
    async begin(window, { long }) {
      await goTo(window, `#/estimate/${long}/over-time`)
      await window.page.getByRole('button', { name: 'Estimate over time', exact: true }).click()
      await window.button(/^Stop/).waitFor()
    },
    async wentOn(client, before) {
      await until('the series is there', async () => (await entriesIn(client)).series === before.series + 1)
      const [{ done, planned }] = await client.series.list()
      must(done === planned, `${done} of ${planned} windows were estimated, although the program ran on`)
    },
    async ended(client, before) {
      const { series } = await entriesIn(client)
      must(series - before.series <= 1, `${series - before.series} series came of one`)
      const stopped = (await client.series.list()).find(({ done, planned }) => done < planned)
      if (!stopped) return
      for await (const event of await client.estimates.continueOverTime({ id: stopped.id }))
        if (event.type === 'series') must(event.series.complete, 'a series was continued to no end')
    },
  },
  {
    name: 'training',
    short: false,
    async begin(window, _, step) {
      await window.show('Train')
      await window.train(trainingOf(step), 8192)
      await window.training(trainingOf(step)).waitFor()
    },
    wentOn: async (client, _, step) => void (await trained(client, (await runOf(client, step)).id)),
    async ended(client, _, step) {
      const { id, state } = await runOf(client, step)
      must(state === 'interrupted' || state === 'done', `the training is ${state}`)
      if (state === 'interrupted') await client.trainings.resume({ id })
      await trained(client, id)
    },
  },
  {
    name: 'batch',
    short: false,
    async begin(window) {
      await goTo(window, '#/batches/new')
      await window.button('Start batch').click()
      await window.page
        .getByText(/\d+ of \d+ items done/)
        .first()
        .waitFor()
    },
    wentOn: (client) => untilBatch(client, 'done'),
    async ended(client) {
      const { id, state } = await batchOf(client)
      must(state === 'interrupted' || state === 'done', `the batch is ${state}`)
      if (state === 'interrupted') await client.batches.goOn({ id, cores: 1 })
      await untilBatch(client, 'done')
    },
  },
  {
    name: 'groups comparison',
    short: false,
    async begin(window) {
      await window.show('Reports')
      await window.page.getByRole('button', { name: 'Groups…' }).click()
      await window.page.getByRole('button', { name: 'Compare the groups' }).click()
      await window.page.getByRole('progressbar').first().waitFor()
    },
    // It stores nothing, and ends with its window.
    wentOn: nothingNew,
    ended: nothingNew,
  },
]

/** Reading it takes seconds. */
export function largeFile(step: number): File {
  return longTrace(300 + step, `closed-${step}.csv`)
}

/** Recordings in two groups, with reports, for a comparison. */
export async function furnishGroups(client: Client): Promise<void> {
  const lines = (await shortTrace().text()).trimEnd().split('\n')
  for (let k = 0; k < 6; k++) {
    const file = new File([`${lines.slice(0, lines.length - 1 - k).join('\n')}\n`], `cell-${k}.csv`)
    const { id } = await client.recordings.import({ file })
    const { report } = await estimate(client, id)
    await client.reports.annotate({ id: report.id, notes: { group: k < 3 ? 'control' : 'drug' } })
  }
}

async function goTo({ page }: WorkbenchPage, address: string): Promise<void> {
  await page.evaluate((to) => location.assign(to), address)
}

const trainingOf = (step: number) => `Closed ${step}`

async function runOf(client: Client, step: number) {
  const run = (await client.trainings.list()).find(({ request }) => request.name === trainingOf(step))
  must(run !== undefined, 'the training is gone')
  return run
}

/** The newest. */
async function batchOf(client: Client) {
  for await (const [batch] of await client.batches.watch()) return batch
  throw new Error('no batch is listed')
}

async function untilBatch(client: Client, state: string): Promise<void> {
  await until(`the batch is ${state}`, async () => (await batchOf(client)).state === state)
  const { done, total, failed } = await batchOf(client)
  must(done === total && failed === 0, `of ${total} items ${done} are done, ${failed} failed`)
}

async function wholeOrAbsent(client: Client, before: Entries): Promise<void> {
  const { recordings } = await entriesIn(client)
  must(recordings - before.recordings <= 1, `${recordings - before.recordings} recordings came of one file`)
  must((await damagedIn(client)).length === 0, 'something half written is listed')
}

async function nothingNew(client: Client, before: Entries): Promise<void> {
  const after = await entriesIn(client)
  must(JSON.stringify(after) === JSON.stringify(before), 'a comparison left something in the library')
}

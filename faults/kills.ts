import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { type Acknowledged, createAcknowledged } from './acknowledged.ts'
import { toNagumoError } from './failures.ts'
import { furnish, type Kept, victimsNow, type Work, works } from './kill-works.ts'
import { isAlive, killHard } from './processes.ts'
import { type Host, launch } from './programs.ts'
import type { Scenario, Setting } from './scenario.ts'
import { requireKept, requireTidy, type Snapshot, snapshotOf } from './snapshot.ts'
import { must } from './tally.ts'
import { estimate, shortTrace, tinyTraining, trained } from './work.ts'

/** SIGKILL of the host and of the compute processes, at random moments of all operations that write. */
export const kills: Scenario = {
  name: 'kills',
  summary: 'SIGKILL of the host and the compute process while they import, estimate, train and write models',
  async run(setting) {
    const library = join(setting.folder, 'library')
    let host = await launch(library)
    let step = 0
    try {
      const kept = await furnish(host)
      const usual = new Map<Work, number>()
      for (const work of works) {
        usual.set(work, await durationOf(() => work.run(host, kept, step++, createAcknowledged())))
        await tidyUp(host, kept)
      }
      const plan = inTurn(setting.short)
      for (const [done, { work, victim }] of plan.entries()) {
        if (done > 0 && done % 20 === 0) setting.say(`kills: ${done} of ${plan.length}`)
        const kind = `${victim} in ${work.name}`
        await setting.tally.attempt('kills', kind, step, async () => {
          const before = await snapshotOf(host.client)
          const acknowledged = createAcknowledged()
          const usualMs = usual.get(work) ?? 0
          await killDuring(setting, { host, kept, work, victim, usualMs, step, acknowledged })
          host = await again(host, library)
          await acknowledged.require(host.client, await examine(host, library, { before, kept, work }))
          if (step % 7 === 0) await goesOn(host, kept, step)
        })
        host = await again(host, library)
        await tidyUp(host, kept)
        step++
      }
    } finally {
      await host.end('SIGKILL')
    }
  },
}

/** Alternates between kinds, so that a run stopped early has tried them all. */
function inTurn(short: boolean): { work: Work; victim: Work['victims'][number] }[] {
  const planned = works.flatMap((work) => {
    const times = short ? work.victims.length : work.share
    return Array.from({ length: times }, (_, k) => ({
      work,
      victim: work.victims[k % work.victims.length],
      at: (k + 0.5) / times,
    }))
  })
  return planned.sort((a, b) => a.at - b.at)
}

async function durationOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

interface Kill {
  host: Host
  kept: Kept
  work: Work
  victim: 'host' | 'numerics'
  usualMs: number
  step: number
  acknowledged: Acknowledged
}

async function killDuring(setting: Setting, kill: Kill) {
  const { host, kept, work, victim, usualMs, step, acknowledged } = kill
  let over = false
  const outcome = work
    .run(host, kept, step, acknowledged)
    .then(
      () => null,
      (error: unknown) => toNagumoError(error),
    )
    .finally(() => {
      over = true
    })
  await setTimeout(setting.chance(step).uniform() * usualMs * 1.1)
  for (const pid of victimsNow(host, victim)) killHard(pid)
  if (victim === 'host') return host.end('SIGKILL')
  // The window was notified, or the work was resumed.
  const failure = await Promise.race([outcome, setTimeout(300_000, 'hangs' as const)])
  must(over && failure !== 'hangs', 'the work neither ends nor fails after its process was killed')
  must(
    failure === null || failure.code === 'COMPUTE_DIED',
    `the window is told ${failure?.code}: ${failure?.message}`,
  )
  must(isAlive(host.pid), 'the host died with its compute process')
}

/** The host, restarted where it has exited. */
async function again(host: Host, library: string): Promise<Host> {
  return isAlive(host.pid) ? host : launch(library)
}

async function examine(
  { client }: Host,
  library: string,
  { before, kept, work }: { before: Snapshot; kept: Kept; work: Work },
): Promise<Snapshot> {
  const touched = work.touches?.(kept) ?? []
  // A report that was being removed is in the list or in the trash.
  if (work.name === 'report removal and restore') {
    const listed = (await client.reports.list()).some(({ id }) => id === kept.report)
    if (!listed) await client.reports.restore({ id: kept.report })
    touched.length = 0
  }
  const after = await snapshotOf(client)
  requireKept(before, after, touched)
  for (const key of touched) must(after.has(key), `${key} is gone`)
  await requireTidy(client, library)
  return after
}

/** The operations after a fault: an import, an estimate, and what was interrupted: a training, a series. */
async function goesOn({ client }: Host, kept: Kept, step: number): Promise<void> {
  const { id } = await client.recordings.import({ file: shortTrace(`after-${step}.csv`) })
  await client.recordings.remove({ id })
  await estimate(client, kept.recording)
  const interrupted = (await client.trainings.list()).find(({ state }) => state === 'interrupted')
  if (interrupted) {
    await client.trainings.resume({ id: interrupted.id })
    await trained(client, interrupted.id)
  } else {
    const run = await client.trainings.start(tinyTraining(`After ${step}`))
    await trained(client, run.id)
  }
  const stopped = (await client.series.list()).find(({ done, planned }) => done < planned)
  if (!stopped) return
  for await (const event of await client.estimates.continueOverTime({ id: stopped.id }))
    if (event.type === 'series') return must(event.series.complete, 'a series was continued to no end')
}

/** Removes the entries of earlier trials, so that reading everything does not become slower with each. */
async function tidyUp({ client }: Host, kept: Kept): Promise<void> {
  for (const { id } of await client.recordings.list())
    if (id !== kept.recording && id !== kept.longRecording) await client.recordings.remove({ id })
  for (const { id } of await client.reports.list())
    if (id !== kept.report) await client.reports.remove({ id })
  for (const { id } of await client.series.list()) await client.series.remove({ id })
  for (const run of await client.trainings.list()) await client.trainings.cancel({ id: run.id })
  for (const { id, shipped } of await client.models.list())
    if (!shipped && id !== kept.model) await client.models.remove({ id })
  await client.library.emptyTrash()
}

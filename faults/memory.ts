import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { NagumoError } from '../src-main/contract/errors.ts'
import { toNagumoError } from './failures.ts'
import { writePreload } from './preload.ts'
import { isAlive, numericsOf, until } from './processes.ts'
import { type Host, launch } from './programs.ts'
import type { Scenario, Setting } from './scenario.ts'
import { requireKept, requireTidy, snapshotOf } from './snapshot.ts'
import { must } from './tally.ts'
import { estimate, estimateOverTime, longTrace, shortTrace, tinyTraining, trained } from './work.ts'

/** Enough for all of the works here, and used up within a second or two. */
const heapMb = 60
const hoard = `process.on('SIGUSR2', () => {
  const all = []
  for (;;) all.push({ number: Math.random() })
})`

/** How memory runs out in a process; `after` gives it back. */
interface Shortage {
  name: string
  times: number
  begin(pid: number): void
  after(pid: number): void
  /** @throws Error where the failure is told in other words */
  judge(failure: NagumoError): void
}

const heap: Shortage = {
  name: 'the heap is full',
  times: 8,
  begin: (pid) => process.kill(pid, 'SIGUSR2'),
  after: () => undefined,
  judge({ code, message }) {
    const told = code === 'COMPUTE_DIED' && message.includes('memory ran out. No saved data were changed.')
    must(told && message.includes('close other programs'), `the window is told ${code}: ${message}`)
  },
}

/** The next piece of memory that it asks the system for is refused: it may do without, fail, or crash in any way. */
const machine: Shortage = {
  name: 'the system has none left',
  times: 8,
  begin: (pid) => limit(pid, `${usedBy(pid)}`),
  after: (pid) => limit(pid, 'unlimited'),
  judge({ code, message }) {
    const told = code === 'COMPUTE_DIED' || code === 'OUT_OF_MEMORY'
    must(told, `the window is told ${code}: ${message}`)
  },
}

/** The compute process out of memory in an estimate, an estimate over time and a training. */
export const memory: Scenario = {
  name: 'memory',
  summary: 'the compute process runs out of memory while it estimates and trains',
  async run(setting) {
    const library = join(setting.folder, 'library')
    const preload = await writePreload(join(setting.folder, 'preload'), {
      inCompute: hoard,
      flags: [`--max-old-space-size=${heapMb}`],
    })
    const host = await launch(library, preload)
    const shortages = [heap, ...(process.platform === 'linux' && !setting.short ? [machine] : [])]
    if (process.platform !== 'linux') setting.tally.leaveOut('memory', 'a limited address space: needs Linux')
    try {
      const { id } = await host.client.recordings.import({ file: shortTrace() })
      const long = await host.client.recordings.import({ file: longTrace(3) })
      await estimate(host.client, id)
      let step = 0
      for (const shortage of shortages)
        for (let time = 0; time < (setting.short ? 1 : shortage.times); time++)
          for (const [name, work] of works(shortage, host, { id, long: long.id }))
            await setting.tally.attempt('memory', `${shortage.name} in ${name}`, step, async () => {
              const before = await snapshotOf(host.client)
              await work(setting, step++)
              must(isAlive(host.pid), 'the host died with its compute process')
              requireKept(before, await snapshotOf(host.client))
              await requireTidy(host.client, library)
              await estimate(host.client, id)
            })
    } finally {
      await host.end()
    }
  },
}

type Work = (setting: Setting, step: number) => Promise<void>

function works(shortage: Shortage, host: Host, recordings: { id: string; long: string }): [string, Work][] {
  const { client } = host
  const begin = (pids = numericsOf(host.pid)) => {
    for (const pid of pids) shortage.begin(pid)
    return () => {
      for (const pid of pids) if (isAlive(pid)) shortage.after(pid)
    }
  }
  return [
    [
      'an estimate',
      async ({ chance }, step) => {
        const moment = chance(step).below(4)
        let end = () => {}
        let stages = 0
        const failure = await estimate(client, recordings.id, () => {
          if (stages++ === moment) end = begin()
        }).then(() => null, toNagumoError)
        end()
        if (failure) shortage.judge(failure)
      },
    ],
    [
      'an estimate over time',
      async ({ chance }, step) => {
        const moment = 1 + chance(step).below(3)
        let end = () => {}
        let [series, finished] = ['', 0]
        const failure = await estimateOverTime(client, recordings.long, (id, done) => {
          ;[series, finished] = [id, done]
          if (done === moment) end = begin()
        }).then(() => null, toNagumoError)
        end()
        if (failure) shortage.judge(failure)
        const kept = await client.series.get({ id: series })
        must(
          kept.windows.length >= finished,
          `of ${finished} windows that were shown ${kept.windows.length} are kept`,
        )
        if (kept.complete) return
        for await (const event of await client.estimates.continueOverTime({ id: series }))
          if (event.type === 'series') must(event.series.complete, 'a series was continued to no end')
      },
    ],
    [
      'a training',
      async (_, step) => {
        const others = numericsOf(host.pid)
        const trainer = () => numericsOf(host.pid).filter((pid) => !others.includes(pid))
        const { id } = await client.trainings.start(tinyTraining(`Memory ${step}`, 16_384))
        const run = async () => (await client.trainings.list()).find((one) => one.id === id)
        const rests = async () => ['failed', 'done'].includes((await run())?.state ?? '')
        // The first time it is begun again from its checkpoint; the second time it fails.
        for (let time = 0; time < 2 && !(await rests()); time++) {
          await until(
            'it trains',
            async () =>
              (await rests()) || (trainer().length > 0 && ((await run())?.progress?.samples ?? 0) > 0),
          )
          const pids = trainer()
          const end = begin(pids)
          await Promise.race([until('its process ends', () => !pids.some(isAlive)), setTimeout(4000)])
          end()
        }
        await Promise.race([until('it rests', rests), setTimeout(3000)])
        const failed = (await run())?.error
        if (failed) shortage.judge(failed as NagumoError)
        if ((await run())?.state === 'failed') await client.trainings.resume({ id })
        await trained(client, id)
      },
    ],
  ]
}

function limit(pid: number, bytes: string): void {
  const { status, stderr } = spawnSync('prlimit', ['--pid', String(pid), `--as=${bytes}:unlimited`], {
    encoding: 'utf8',
  })
  must(status === 0, `the memory of ${pid} can’t be limited: ${stderr}`)
}

/** Address space, bytes. */
function usedBy(pid: number): number {
  return 1024 * Number(/VmSize:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
}

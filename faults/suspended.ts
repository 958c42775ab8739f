import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { type FaultsWindow, openFaultsWindow } from './faults-window.ts'
import { descendantsOf, until } from './processes.ts'
import { type Host, launch, nagumo } from './programs.ts'
import type { Scenario, Setting } from './scenario.ts'
import { requireKept, requireTidy, snapshotOf } from './snapshot.ts'
import { must } from './tally.ts'
import { shortTrace, tinyTraining, trained } from './work.ts'

/** Difference between the harness's clock and the program's, s. */
const tolerance = 0.7

/** The whole program stopped for some time in the middle of a training, as a computer's sleep stops it. */
export const suspended: Scenario = {
  name: 'suspended',
  summary: 'the host and its compute processes stopped for some seconds in a training, and continued',
  async run(setting) {
    const library = join(setting.folder, 'library')
    const host = await launch(library)
    let window: FaultsWindow | null = null
    try {
      await host.client.recordings.import({ file: shortTrace() })
      window = await openFaultsWindow(host.url, setting)
      await window?.workbench.show('Train')
      const samples = setting.short ? 8192 : 16_384
      const usual = await train(host, library, 'Undisturbed', samples, async () => 0)
      for (let step = 0; step < (setting.short ? 1 : 6); step++)
        await setting.tally.attempt('suspended', 'a training', step, async () => {
          const before = await snapshotOf(host.client)
          await suspendTraining({ host, library, window, setting, step, usual, samples })
          requireKept(before, await snapshotOf(host.client))
          await requireTidy(host.client, library)
        })
    } finally {
      await window?.close()
      await host.end()
    }
    if (!setting.short) await suspendBudget(setting)
  },
}

interface Trained {
  weights: Buffer
  /** Time of training that is stored in its model, after its first progress, s. */
  counted: number
  /** The same by the clock, without the time that the program was stopped. */
  worked: number
}

async function suspendTraining(at: {
  host: Host
  library: string
  window: FaultsWindow | null
  setting: Setting
  step: number
  usual: Trained
  samples: number
}): Promise<void> {
  const { host, library, window, setting, step, usual, samples } = at
  const chance = setting.chance(step)
  const [after, sleep] = [chance.uniform(), setting.short ? 4 : 3 + chance.below(25)]
  const name = `Suspended ${step}`
  const found = await train(host, library, name, samples, async (progress) => {
    await setTimeout(500 * after * usual.counted)
    await window?.workbench.training(name).waitFor()
    const before = await progress()
    must(before?.stage === 'training', 'it was over before it was stopped')
    await stopFor(host.pid, sleep)
    await until('it goes on', async () => {
      const now = await progress()
      return now?.stage !== 'training' || now.samples !== before.samples
    })
    return sleep
  })
  must(found.weights.equals(usual.weights), 'a suspended training has other weights than one that was not')
  const { counted, worked } = found
  must(counted < worked + tolerance, `${counted.toFixed(1)} s count as work; ${worked.toFixed(1)} s were`)
  if (!window) return
  await window.workbench
    .training(name)
    .filter({ hasText: /done|finished|trained/i })
    .waitFor()
  await window.requireCalm()
}

type Progress = Awaited<ReturnType<Host['client']['trainings']['list']>>[number]['progress'] | undefined

/** Time of training so far as the program counts it, s. */
function secondsOf({ samples, samplesPerSecond }: NonNullable<Progress>): number {
  return samples / samplesPerSecond
}

/** @param disturb during it @returns s that the program was stopped */
async function train(
  { client }: Host,
  library: string,
  name: string,
  samples: number,
  disturb: (progress: () => Promise<Progress>) => Promise<number>,
): Promise<Trained> {
  const { id } = await client.trainings.start(tinyTraining(name, samples))
  const progress = async () => (await client.trainings.list()).find((one) => one.id === id)?.progress
  let first: Progress
  await until('it trains', async () => {
    first = await progress()
    return (first?.samples ?? 0) > 0
  })
  const began = performance.now()
  const stopped = await disturb(progress)
  await until('it has trained', async () => (await progress())?.stage !== 'training')
  const worked = (performance.now() - began) / 1000 - stopped
  const model = await trained(client, id)
  const weights = await readFile(join(library, 'models', model, 'weights.bin'))
  const { seconds } = (await client.models.get({ id: model })).training
  return { weights, worked, counted: seconds - (first ? secondsOf(first) : 0) }
}

/** Stops a program with all that it has started, and lets it continue. */
async function stopFor(pid: number, seconds: number): Promise<void> {
  const pids = [pid, ...descendantsOf(pid).map((one) => one.pid)]
  for (const one of pids) process.kill(one, 'SIGSTOP')
  await setTimeout(1000 * seconds)
  for (const one of pids) process.kill(one, 'SIGCONT')
}

/** A budget in minutes is spent by work, not by sleep. */
async function suspendBudget({ folder, tally }: Setting): Promise<void> {
  const [seconds, sleep] = [20, 15]
  await tally.attempt('suspended', 'nagumo train --minutes', 0, async () => {
    const prior = join(folder, 'prior.json')
    await writeFile(prior, JSON.stringify(tinyTraining('').prior))
    const began = performance.now()
    const command = nagumo(join(folder, 'library'), [
      'train',
      ...['--name', 'Budget', '--prior', prior, '--network', 'posterior-small'],
      ...['--minutes', String(seconds / 60)],
    ])
    await setTimeout(8000)
    await stopFor(command.pid, sleep)
    const { code, err } = await command.ended
    must(code === 0, `it fails: ${err}`)
    const worked = (performance.now() - began) / 1000 - sleep
    must(
      worked > 0.8 * seconds,
      `of a budget of ${seconds} s ${worked.toFixed(1)} s were worked, the rest slept`,
    )
  })
}

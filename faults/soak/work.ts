import { setTimeout } from 'node:timers/promises'
import { numericsOf } from '../processes.ts'
import type { Client, Host } from '../programs.ts'
import type { Chance } from '../random.ts'
import { eachFormat, estimate, shortTrace, tinyTraining, trained } from '../work.ts'
import type { Courses } from './courses.ts'
import { residentMemory } from './memory.ts'
import type { SoakWindow } from './window.ts'

export const kinds = ['estimate', 'training', 'import'] as const
export type Kind = (typeof kinds)[number]
export type Counts = Record<Kind, number>

/** All the work, evenly mixed, in an order from the seed. */
export function orderOf(counts: Counts, chance: Chance): Kind[] {
  const all = kinds.flatMap((kind) =>
    Array.from({ length: counts[kind] }, (_, k) => ({ kind, at: (k + chance.uniform()) / counts[kind] })),
  )
  return all.sort((a, b) => a.at - b.at).map(({ kind }) => kind)
}

/** @returns does one piece of work, with a number that no other has @throws Error where it fails */
export function createWorker(
  host: Host,
  window: SoakWindow | null,
  recording: string,
  courses: Courses,
): (kind: Kind, step: number) => Promise<void> {
  const { client } = host
  return async (kind, step) => {
    if (kind === 'import') await client.recordings.import({ file: await fileOf(step) })
    else if (kind === 'training') courses.add('training, at most', await train(host, step))
    else if (window) await window.estimate(recording)
    else await estimate(client, recording)
  }
}

/** Entries of the library, by what makes them. */
export async function entriesIn(client: Client): Promise<Counts> {
  const [reports, models, recordings] = await Promise.all([
    client.reports.list(),
    client.models.list(),
    client.recordings.list(),
  ])
  return { estimate: reports.length, training: models.length, import: recordings.length }
}

/** A CSV, ABF or NWB file, in turn. The texts differ, so that the library stores each. */
async function fileOf(step: number): Promise<File> {
  const files = eachFormat()
  const file = files[step % files.length]
  if (!file.name.endsWith('.csv')) return file
  const lines = (await shortTrace().text()).trimEnd().split('\n')
  return new File([`${lines.slice(0, lines.length - (step % 300)).join('\n')}\n`], `soak-${step}.csv`)
}

/** A training of a second or two. @returns the most memory of its process, MB */
async function train({ client, pid }: Host, step: number): Promise<number> {
  const before = new Set(numericsOf(pid))
  const { id } = await client.trainings.start({ ...tinyTraining(`Soak ${step}`), seed: step + 1 })
  let over = false
  const done = trained(client, id).finally(() => {
    over = true
  })
  let most = 0
  while (!over) {
    for (const one of numericsOf(pid)) if (!before.has(one)) most = Math.max(most, residentMemory(one))
    await setTimeout(50)
  }
  await done
  return most
}

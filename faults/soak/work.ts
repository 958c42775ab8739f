import { setTimeout } from 'node:timers/promises'
import { memoryOf } from '../../test/end-to-end/programs.ts'
import type { Entries } from '../entries.ts'
import { numericsOf } from '../processes.ts'
import type { Host } from '../programs.ts'
import type { Chance } from '../random.ts'
import { eachFormat, estimate, shortTrace, tinyTraining, trained } from '../work.ts'
import type { Courses } from './courses.ts'
import type { SoakWindow } from './window.ts'

export const kinds = ['estimate', 'training', 'import'] as const
export type Kind = (typeof kinds)[number]
export type Counts = Record<Kind, number>

/** What each kind of work leaves in the library. */
export const madeBy = { estimate: 'reports', training: 'models', import: 'recordings' } satisfies Record<
  Kind,
  keyof Entries
>

/** All the work, evenly mixed, in an order from the seed. */
export function orderOf(counts: Counts, chance: Chance): Kind[] {
  const all = kinds.flatMap((kind) =>
    Array.from({ length: counts[kind] }, (_, k) => ({ kind, at: (k + chance.uniform()) / counts[kind] })),
  )
  return all.sort((a, b) => a.at - b.at).map(({ kind }) => kind)
}

/** Entries of a kind that the work leaves in the library: more would fill memory rightly, since lists are held in it. */
const mostLeft = 3

/**
 * @returns does one piece of work, with a number that no other has, and removes what the work made before the last
 *   {@link mostLeft} of its kind @throws Error where it fails
 */
export function createWorker(
  host: Host,
  window: SoakWindow | null,
  recording: string,
  courses: Courses,
): (kind: Kind, step: number) => Promise<void> {
  const { client } = host
  const made: Record<Kind, string[]> = { estimate: [], training: [], import: [] }
  const removes: Record<Kind, (id: string) => Promise<unknown>> = {
    estimate: (id) => client.reports.remove({ id }),
    training: (id) => client.models.remove({ id }),
    import: (id) => client.recordings.remove({ id }),
  }
  const makes: Record<Kind, (step: number) => Promise<string>> = {
    estimate: async () =>
      window ? window.estimate(recording) : (await estimate(client, recording)).report.id,
    training: async (step) => {
      const { model, mostMemory } = await train(host, step)
      courses.add('training, at most', mostMemory)
      return model
    },
    import: async (step) => (await client.recordings.import({ file: await fileOf(step) })).id,
  }
  return async (kind, step) => {
    made[kind].push(await makes[kind](step))
    if (made[kind].length > mostLeft) await removes[kind](made[kind].shift() as string)
  }
}

/** Entries of a kind that are in the library after so much work, beside those that were there before it. */
export function leftOf(count: number): number {
  return Math.min(count, mostLeft)
}

/** A CSV, ABF or NWB file, in turn. The texts differ, so that the library stores each. */
async function fileOf(step: number): Promise<File> {
  const files = eachFormat()
  const file = files[step % files.length]
  if (!file.name.endsWith('.csv')) return file
  const lines = (await shortTrace().text()).trimEnd().split('\n')
  return new File([`${lines.slice(0, lines.length - (step % 300)).join('\n')}\n`], `soak-${step}.csv`)
}

/** A training of a second or two. @returns its model, and the most memory of its process, MB */
async function train({ client, pid }: Host, step: number): Promise<{ model: string; mostMemory: number }> {
  const before = new Set(numericsOf(pid))
  const { id } = await client.trainings.start({ ...tinyTraining(`Soak ${step}`), seed: step + 1 })
  let over = false
  const done = trained(client, id).finally(() => {
    over = true
  })
  let most = 0
  while (!over) {
    for (const one of numericsOf(pid)) if (!before.has(one)) most = Math.max(most, memoryOf(one) ?? 0)
    await setTimeout(50)
  }
  const model = await done
  // The run leaves the list, as a person removes it.
  await client.trainings.cancel({ id })
  return { model, mostMemory: most }
}

import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'
import { entriesIn } from '../entries.ts'
import { numericsOf } from '../processes.ts'
import { type Host, launch } from '../programs.ts'
import { chanceOf } from '../random.ts'
import { requireTidy, snapshotOf } from '../snapshot.ts'
import { shortTrace } from '../work.ts'
import { type Courses, createCourses } from './courses.ts'
import { filesIn, type Held, heldBy, leftOver } from './left-over.ts'
import { createMemoryReader, type MemoryReader } from './memory.ts'
import { openSoakWindow, type SoakWindow } from './window.ts'
import { type Counts, createWorker, kinds, leftOf, madeBy, orderOf } from './work.ts'

export interface Task {
  counts: Counts
  /** Of the order of the work. */
  seed: number
  /** Folders of the run's own: of the harness, and those that the program takes for the system's and the user's. */
  places: { work: string; temporary: string; user: string }
  /** Whether estimates are started in a window, where there is a browser. */
  window: boolean
  say(line: string): void
}

export interface Outcome {
  table: string
  /** What did not stay flat, what is left over and what is missing, each in a sentence. */
  complaints: string[]
}

/** Does all the work with one host and one window. @throws Error where a piece of work fails */
export async function soak({ counts, seed, places, window: wanted, say }: Task): Promise<Outcome> {
  const library = join(places.work, 'library')
  const reader = await createMemoryReader(places.work)
  const host = await launch(library, reader.preload, environmentIn(places))
  const courses = createCourses()
  const held = () => heldBy(host.pid, [places.temporary, places.user])
  let window: SoakWindow | null = null
  const lines: string[] = []
  const complaints: string[] = []
  try {
    window = wanted ? await openSoakWindow(host.url) : null
    if (wanted && !window) say('No browser was found: estimates are started by the API.')
    const { id } = await host.client.recordings.import({ file: shortTrace() })
    const had = await entriesIn(host.client)
    const work = createWorker(host, window, id, courses)
    // Once each beforehand: what is made only once is there when it is counted.
    for (const kind of kinds) await work(kind, 0)
    const before = await held()
    const order = orderOf(counts, chanceOf(seed, 0))
    const every = Math.max(1, Math.floor(order.length / 200))
    const often = Math.ceil(order.length / 20)
    const began = performance.now()
    for (const [step, kind] of order.entries()) {
      await work(kind, step + 1)
      if (step % every === 0 || step % often === 0) await readMemory(courses, host, window, reader)
      if (step % often === 0)
        say(`${step + 1} of ${order.length}, ${secondsSince(began)} s: ${courses.now()}`)
    }
    lines.push(`${order.length} pieces of work in ${secondsSince(began)} s`)
    const { after, left } = await settled(before, held)
    lines.push(heldLine('before', before), heldLine('after', after))
    complaints.push(...left)
    const has = await entriesIn(host.client)
    for (const kind of kinds) {
      const [made, expected] = [has[madeBy[kind]] - had[madeBy[kind]], leftOf(counts[kind] + 1)]
      if (made !== expected)
        complaints.push(
          `after ${counts[kind]} × ${kind} the library has ${made} more ${madeBy[kind]}, not ${expected}`,
        )
    }
    // All of it can be read, and nothing half written lies there.
    await snapshotOf(host.client)
    await requireTidy(host.client, library)
  } finally {
    await window?.close()
    await host.end()
  }
  for (const path of await filesIn(places.temporary)) complaints.push(`${path} is left over after the end`)
  const { lines: table, grown } = courses.judge()
  return { table: [...table, '', ...lines].join('\n'), complaints: [...grown, ...complaints] }
}

async function readMemory(courses: Courses, host: Host, window: SoakWindow | null, reader: MemoryReader) {
  courses.add('host', await reader.read(host.pid))
  for (const pid of numericsOf(host.pid)) courses.add('compute process', await reader.read(pid))
  if (!window) return
  const { heap, process } = await window.memory()
  courses.add('window, its JavaScript', heap)
  courses.add('window, its process', process)
}

/** What a program holds once nothing is at work in it any more, and what of it is left over: at most after 10 s. */
async function settled(before: Held, held: () => Promise<Held>): Promise<{ after: Held; left: string[] }> {
  const end = performance.now() + 10_000
  for (;;) {
    const after = await held()
    const left = leftOver(before, after)
    if (left.length === 0 || performance.now() > end) return { after, left }
    await setTimeout(200)
  }
}

/** The system's and the user's folders are the run's own, so that every file left in them is the program's. */
function environmentIn({ temporary, user }: Task['places']): NodeJS.ProcessEnv {
  return {
    TMPDIR: temporary,
    TEMP: temporary,
    TMP: temporary,
    HOME: user,
    XDG_CACHE_HOME: join(user, 'cache'),
    XDG_DATA_HOME: join(user, 'data'),
    XDG_RUNTIME_DIR: join(user, 'run'),
  }
}

function heldLine(when: string, { processes, descriptors, files }: Held): string {
  return `${when.padEnd(7)} ${processes} processes, ${descriptors ?? 'unknown'} open files and connections, ${files.length} files in the temporary and the user’s folder`
}

function secondsSince(began: number): number {
  return Math.round((performance.now() - began) / 1000)
}

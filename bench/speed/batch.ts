import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { version } from '../../package.json'
import { runCli } from '../../src-main/cli/run.ts'
import { createCompute } from '../../src-main/compute/process/client.ts'
import { forkUnderNode } from '../../src-main/compute/process/fork-node.ts'
import { createPrior } from '../../src-main/model/composition/prior.ts'
import { rudi2022 } from '../../src-main/model/prior/presets.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { createBatchSource } from '../../src-main/model/simulate/simulate.ts'

/** Number of rows at either end whose memory is compared. */
const compared = 200

interface Run {
  seconds: number
  /** CPU seconds of the worker processes and of the scheduling process; null where the system does not report them. */
  cpu: { compute: number | null; main: number }
  /** Resident memory of the main process after each item, MB. */
  memory: number[]
  /** Mean number of processes that were runnable. */
  load: number
}

/**
 * A batch of simulated recordings on one core, with one process that may use all cores, and with two processes: the
 * speed-up of two cores, and whether the memory of the scheduling process stays flat. Where other programs use the
 * cores too, wall time is not informative; by CPU time, two free cores would need half of the workers' time, or as long
 * as scheduling takes.
 */
export async function measureBatch({ traces, seed }: { traces: number; seed: number }): Promise<void> {
  const place = await mkdtemp(join(tmpdir(), 'nagumo-bench-batch-'))
  try {
    const files = join(place, 'recordings')
    await writeRecordings(files, traces, seed)
    const one = await run(place, files, 1, traces)
    const core = await onOneCore(() => run(place, files, 1, traces))
    const two = await run(place, files, 2, traces)
    for (const [name, { seconds, cpu, load }] of [
      ['one process', one] as const,
      ...(core ? [['one process on one core', core] as const] : []),
      ['two processes', two] as const,
    ]) {
      console.log(
        `${name}: ${traces} traces in ${seconds.toFixed(1)} s on the clock; ${shown(cpu.compute)} s of a processor computing, ${cpu.main.toFixed(1)} s sharing out; load ${load.toFixed(1)}`,
      )
    }
    console.log(
      core
        ? `two cores against one, by the clock: ${(core.seconds / two.seconds).toFixed(2)} times as fast (asked: 1.8)`
        : 'two cores against one: not measured, for taskset is not there',
    )
    console.log(`two processes against one: ${(one.seconds / two.seconds).toFixed(2)} times as fast`)
    if (one.cpu.compute !== null && two.cpu.compute !== null) {
      const [alone, shared] = [
        one.cpu.compute + one.cpu.main,
        Math.max((two.cpu.compute + two.cpu.main) / 2, two.cpu.main),
      ]
      console.log(`by the time on a processor, on two free cores: ${(alone / shared).toFixed(2)}`)
    }
    const n = Math.min(compared, Math.floor(traces / 2))
    const [first, last] = [two.memory.slice(0, n), two.memory.slice(-n)].map(median)
    console.log(
      `memory of the main process: ${first.toFixed(0)} MB over the first ${n} items, ${last.toFixed(0)} MB over the last: ${(100 * (last / first - 1)).toFixed(1)} % more (asked: within 10)`,
    )
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}

async function writeRecordings(folder: string, traces: number, seed: number): Promise<void> {
  await mkdir(folder)
  const prior = createPrior(rudi2022)
  const random = createRandom(seed)
  const simulate = createBatchSource(prior, 1)
  const { dt } = rudi2022.grid
  for (let k = 0; k < traces; k++) {
    const samples = [...simulate(random).traces]
    const text = samples.map((value, i) => `${(i * dt).toFixed(4)},${value}\n`).join('')
    await writeFile(join(folder, `trace${String(k).padStart(5, '0')}.csv`), `time_ms,v_au\n${text}`)
  }
}

async function run(place: string, files: string, workers: number, traces: number): Promise<Run> {
  const memory: number[] = []
  let [compute, load, told] = [0, 0, true]
  const fork = forkUnderNode()
  const began = performance.now()
  const before = process.cpuUsage()
  const out = await mkdtemp(join(place, 'out-'))
  const code = await runCli(['estimate', files, '--out', out, '--seed', '1', '--workers', String(workers)], {
    version,
    libraryFolder: join(place, 'library'),
    modelsFolder: 'models',
    createCompute: (options) => createCompute(fork, options),
    print() {
      memory.push(process.memoryUsage().rss / 2 ** 20)
      load += loadavg()[0]
      // While they run: a finished process is no longer reported.
      const now = cpuOfChildren()
      if (now === null) told = false
      else compute = Math.max(compute, now)
      if (memory.length % 100 === 0) console.error(`${workers} at work: ${memory.length} of ${traces}`)
    },
    say: () => {},
    progress: () => {},
    signal: new AbortController().signal,
  })
  if (code !== 0) throw new Error('the batch failed')
  const { user, system } = process.cpuUsage(before)
  return {
    seconds: (performance.now() - began) / 1000,
    cpu: { compute: told ? compute : null, main: (user + system) / 1e6 },
    memory,
    load: load / memory.length,
  }
}

/**
 * Runs a function, with its child processes, on the first core alone.
 * @returns null where the system has no taskset
 */
async function onOneCore<Value>(work: () => Promise<Value>): Promise<Value | null> {
  const pin = (cores: string) => execFileSync('taskset', ['-a', '-c', '-p', cores, String(process.pid)])
  let all: string
  try {
    all = execFileSync('taskset', ['-c', '-p', String(process.pid)], { encoding: 'utf8' })
      .split(': ')[1]
      .trim()
    pin(all.split(/[-,]/)[0])
  } catch {
    return null
  }
  try {
    return await work()
  } finally {
    pin(all)
  }
}

/** CPU seconds of the running children of this process; null where /proc does not report them. */
function cpuOfChildren(): number | null {
  try {
    const threads = readdirSync('/proc/self/task')
    const children = threads.flatMap((thread) =>
      readFileSync(`/proc/self/task/${thread}/children`, 'utf8').trim().split(' ').filter(Boolean),
    )
    const ticks = children.map((pid) => {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
      return Number(fields[11]) + Number(fields[12])
    })
    return ticks.reduce((sum, one) => sum + one, 0) / 100
  } catch {
    return null
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}

function shown(seconds: number | null): string {
  return seconds === null ? 'untold' : seconds.toFixed(1)
}

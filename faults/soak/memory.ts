import { spawnSync } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { median } from '../../src-main/signal/robust.ts'
import { until } from '../processes.ts'

/** Most that memory may grow by, from the second tenth of the work to the last. */
const mostGrowth = 0.1

/** Memory at the beginning and at the end, MB: medians of the second and of the last tenth. */
export interface Growth {
  early: number
  late: number
  /** late / early − 1 */
  share: number
  flat: boolean
}

/**
 * The first tenth is left out: caches fill in it.
 * @param samples MB, in the order of the work
 * @throws Error where there are fewer than two
 */
export function growthOf({ name, samples }: { name: string; samples: readonly number[] }): Growth {
  if (samples.length < 2) throw new Error(`The memory of ${name} was read ${samples.length} times: too few.`)
  const tenth = Math.max(1, Math.floor(samples.length / 10))
  const early = median(samples.slice(tenth, 2 * tenth))
  const late = median(samples.slice(-tenth))
  const share = late / early - 1
  return { early, late, share, flat: share <= mostGrowth }
}

/** Resident memory of a process as it is, MB; 0 where it has ended. */
export function residentMemory(pid: number): number {
  const { stdout } = spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })
  return Number(stdout) / 1024
}

/** Reads resident memory after garbage collection, of a program and of the processes that it forks. */
export interface MemoryReader {
  /** A module that the program loads first. */
  preload: string
  /** @returns MB */
  read(pid: number): Promise<number>
}

/** @param folder where processes write their memory to */
export async function createMemoryReader(folder: string): Promise<MemoryReader> {
  const preload = join(folder, 'collect.cjs')
  await writeFile(preload, collector(folder))
  return {
    preload,
    async read(pid) {
      const path = join(folder, `${pid}.json`)
      let found = 0
      process.kill(pid, 'SIGUSR2')
      await until(`process ${pid} tells its memory`, async () => {
        found = Number(await readFile(path, 'utf8').catch(() => 0))
        return found > 0
      })
      await rm(path)
      return found
    },
  }
}

/** On SIGUSR2 a process collects garbage and writes what stays resident; those that it forks do so too. */
function collector(folder: string): string {
  return `const { isMainThread } = require('node:worker_threads')
if (isMainThread) {
  require('node:v8').setFlagsFromString('--expose-gc')
  const collect = require('node:vm').runInNewContext('gc')
  const { renameSync, writeFileSync } = require('node:fs')
  process.on('SIGUSR2', () => {
    collect()
    const path = ${JSON.stringify(`${folder}/`)} + process.pid
    writeFileSync(path, String(process.memoryUsage.rss() / 2 ** 20))
    renameSync(path, path + '.json')
  })
  const processes = require('node:child_process')
  const { fork } = processes
  processes.fork = (script, args, options) =>
    fork(script, args, { ...options, execArgv: ['--require', __filename, ...options.execArgv] })
}
`
}

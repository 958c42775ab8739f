import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { median } from '../../src-main/signal/robust.ts'
import { writePreload } from '../preload.ts'
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

/** Reads resident memory after garbage collection, of a program and of the processes that it forks. */
export interface MemoryReader {
  /** A module that the program loads first. */
  preload: string
  /** @returns MB */
  read(pid: number): Promise<number>
}

/** @param folder where processes write their memory to */
export async function createMemoryReader(folder: string): Promise<MemoryReader> {
  const code = collector(folder)
  const preload = await writePreload(folder, { inCompute: code, inHost: code })
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

/** On SIGUSR2 a process collects garbage and writes what stays resident. */
function collector(folder: string): string {
  return `require('node:v8').setFlagsFromString('--expose-gc')
const collect = require('node:vm').runInNewContext('gc')
const { renameSync, writeFileSync } = require('node:fs')
process.on('SIGUSR2', () => {
  collect()
  const path = ${JSON.stringify(`${folder}/`)} + process.pid
  writeFileSync(path, String(process.memoryUsage.rss() / 2 ** 20))
  renameSync(path, path + '.json')
})`
}

import { spawnSync } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'
import { must } from './tally.ts'

export interface Process {
  pid: number
  command: string
}

/** Descendants of a process. */
export function descendantsOf(pid: number): Process[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
  const all = stdout.split('\n').flatMap((line) => {
    const [, id, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
    return id ? [{ pid: Number(id), parent: Number(parent), command }] : []
  })
  const below = (of: number): Process[] =>
    all.filter(({ parent }) => parent === of).flatMap((child) => [child, ...below(child.pid)])
  return below(pid).filter(({ command }) => !command.startsWith('ps '))
}

/** The compute processes. */
export function numericsOf(pid: number): number[] {
  return descendantsOf(pid)
    .filter(({ command }) => command.includes('compute.cjs'))
    .map((process) => process.pid)
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

export function killHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has already exited.
  }
}

/** Waits for a condition. @throws Error naming it on timeout */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  patienceMs = 120_000,
): Promise<void> {
  const end = performance.now() + patienceMs
  while (!(await holds())) {
    must(performance.now() < end, `${what}: not after ${patienceMs / 1000} s`)
    await setTimeout(50)
  }
}

/** @throws Error where a process outlives its parent */
export async function requireGone(pids: number[]): Promise<void> {
  try {
    await until('processes of a program that is gone end', () => !pids.some(isAlive), 60_000)
  } finally {
    for (const pid of pids) killHard(pid)
  }
}

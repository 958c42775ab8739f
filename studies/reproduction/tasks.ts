import { join } from 'node:path'
import type { z } from 'zod'
import { type Cell, cellId } from './cells.ts'
import { CellResult, ReferenceResult, readResult } from './results.ts'

/** A piece of work for one process, whose result is kept in a file. */
export type Task = { kind: 'cell'; cell: Cell } | { kind: 'reference'; from: number; count: number }

export interface Setting {
  /** Of the results and checkpoints. */
  folder: string
  /** Of the posterior network. */
  model: string
  /** In the test set. */
  traces: number
}

const referenceChunk = 128

export function referenceTasks(traces: number): Task[] {
  const tasks: Task[] = []
  for (let from = 0; from < traces; from += referenceChunk) {
    tasks.push({ kind: 'reference', from, count: Math.min(referenceChunk, traces - from) })
  }
  return tasks
}

export function nameOf(task: Task): string {
  return task.kind === 'cell' ? cellId(task.cell) : `reference-${task.from}`
}

/** Results hold for a test set of one size. */
export function fileOf(task: Task, { folder, traces }: Setting): string {
  return join(folder, `test${traces}`, `${nameOf(task)}.json`)
}

export async function isDone(task: Task, setting: Setting): Promise<boolean> {
  const schema: z.ZodType = task.kind === 'cell' ? CellResult : ReferenceResult
  return (await readResult(fileOf(task, setting), schema)) !== null
}

/** Seconds on one core, roughly: for the order of work and the time left until some of it is done. */
export function expectedSeconds(task: Task): number {
  if (task.kind === 'reference') return 0.3 * task.count
  const { network, input, samples, data } = task.cell
  if (data === 'fresh') return samples / (network === 'dense' ? 20_000 : 4000)
  const trace = input === 'noisyTrace' || input === 'cleanTrace'
  const perSecond = network === 'convolutional' ? 3000 : trace ? 16_000 : 20_000
  return 6 + (200 * samples) / perSecond
}

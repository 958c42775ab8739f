import { join } from 'node:path'
import type { z } from 'zod'
import { type Cell, cellId } from './cells.ts'
import { CellResult, ReferenceResult, readResult } from './results.ts'

/** A task for one process, whose result is stored in a file. */
export type Task = { kind: 'cell'; cell: Cell } | { kind: 'reference'; from: number; count: number }

export interface Setting {
  /** Folder of the results and checkpoints. */
  folder: string
  /** Folder of the posterior network. */
  model: string
  /** Number of traces in the test set. */
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

/** Results are valid for one size of test set. */
export function fileOf(task: Task, { folder, traces }: Setting): string {
  return join(folder, `test${traces}`, `${nameOf(task)}.json`)
}

export async function isDone(task: Task, setting: Setting): Promise<boolean> {
  const schema: z.ZodType = task.kind === 'cell' ? CellResult : ReferenceResult
  return (await readResult(fileOf(task, setting), schema)) !== null
}

/** Approximate seconds on one core: for the order of tasks and the initial remaining time. */
export function expectedSeconds(task: Task): number {
  if (task.kind === 'reference') return 0.3 * task.count
  const { network, input, samples, data } = task.cell
  if (data === 'fresh') return samples / (network === 'dense' ? 20_000 : 4000)
  const trace = input === 'noisyTrace' || input === 'cleanTrace'
  const perSecond = network === 'convolutional' ? 3000 : trace ? 16_000 : 20_000
  return 6 + (200 * samples) / perSecond
}

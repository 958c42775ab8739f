import { keepResult } from './results.ts'
import { runCell } from './run-cell.ts'
import { runReference } from './run-reference.ts'
import { fileOf, type Setting, type Task } from './tasks.ts'

export type WorkerRequest = { task: Task; setting: Setting }
export type WorkerAnswer = { done: true } | { failed: string }

/** Runs tasks one by one, on request of its parent, until the parent exits. */
export async function serveTasks(): Promise<void> {
  process.on('message', ({ task, setting }: WorkerRequest) => {
    work(task, setting).then(
      () => process.send?.({ done: true } satisfies WorkerAnswer),
      (error: Error) => process.send?.({ failed: error.stack ?? error.message } satisfies WorkerAnswer),
    )
  })
  await new Promise<void>((resolve) => process.once('disconnect', resolve))
  // An interrupted training leaves its checkpoint; nothing else is partially stored.
  process.exit(0)
}

async function work(task: Task, setting: Setting): Promise<void> {
  const result =
    task.kind === 'cell'
      ? await runCell(task.cell, setting.traces, setting.folder)
      : await runReference(setting.model, task.from, task.count, setting.traces)
  await keepResult(fileOf(task, setting), result)
}

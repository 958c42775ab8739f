import { basename } from 'node:path'
import { NagumoError } from '../contract/errors.ts'
import { shareOut } from '../jobs/batch/share-out.ts'
import { nextModel } from '../jobs/find-model.ts'
import type { TraceSource } from '../jobs/trace-job.ts'
import type { Library } from '../library/index.ts'
import { exportReport } from '../report/export.ts'
import { fromRpcError } from '../rpc/errors.ts'
import type { CliContext } from './context.ts'
import { sayDoubts } from './doubt-lines.ts'
import type { EstimateCommand } from './estimate-command.ts'
import { type EstimateWork, estimateSource, sweepOverTime } from './estimate-source.ts'
import { printTrace } from './fault-trace.ts'
import { readTraces } from './read-traces.ts'
import { errorLine, jsonLine, textLines } from './report-lines.ts'
import { sweepOf } from './resume-option.ts'
import { writeOut } from './write-out.ts'

/** A trace to be estimated, or a file that could not be read; with the messages about its file. */
type Task = { file: string; first: boolean } & ({ source: TraceSource } | { failure: unknown })

/**
 * Estimates the traces of files and prints each result as it comes; in the order of the files even with several
 * processes.
 * @returns whether all were estimated
 * @throws NagumoError CANCELLED on interrupt
 */
export async function estimateInOrder(
  command: EstimateCommand,
  library: Library,
  context: CliContext,
): Promise<boolean> {
  const workers = command.workers ?? 1
  const inOrder = createLineOrder(context)
  let good = true
  try {
    await shareOut({
      items: tasksOf(command, context),
      workers,
      createCompute: () => context.createCompute(),
      signal: context.signal,
      async work(task, compute) {
        const { context: own, end } = workers === 1 ? { context, end: () => {} } : inOrder.begin()
        if (!(await estimateTask(task, { command, library, compute, context: own }))) good = false
        end()
      },
    })
  } finally {
    context.progress('')
  }
  if (context.signal.aborted) throw new NagumoError('CANCELLED', 'Stopped.')
  return good
}

async function* tasksOf(command: EstimateCommand, context: CliContext): AsyncGenerator<Task> {
  for (const file of command.files) {
    if (context.signal.aborted) return
    let traces: TraceSource[]
    try {
      context.progress(`${file}: reading`)
      traces = await readTraces(file, command, context.signal)
      if (command.resume) traces = [sweepOf(command.resume, traces)]
    } catch (failure) {
      yield { file, first: true, failure }
      continue
    }
    if (traces.length === 0) sayDoubts(context, file)
    for (const [k, source] of traces.entries()) yield { file, first: k === 0, source }
  }
}

/** @returns whether it was estimated */
async function estimateTask(task: Task, work: EstimateWork): Promise<boolean> {
  const { command, context } = work
  const { file } = task
  if ('failure' in task) {
    tellFailure(work, file, null, task.failure)
    return false
  }
  const { source } = task
  if (task.first && !command.json) sayDoubts(context, file, source.doubts)
  try {
    if (command.overTime) {
      await sweepOverTime(file, source, command.overTime, work)
      return true
    }
    const report = await estimateSource(file, source, work)
    const next = await nextModel(work.library, report.verdict)
    const lines = command.json ? [jsonLine(file, report, next, source.doubts)] : textLines(file, report, next)
    context.progress('')
    for (const line of lines) context.print(line)
    // After printing: a full disk loses the file, not the numbers.
    if (command.out !== undefined)
      await writeOut(command.out, [exportReport(report, 'json'), exportReport(report, 'csv')])
    return true
  } catch (error) {
    tellFailure(work, file, source.sweep, error)
    return false
  }
}

function tellFailure(
  { command, context }: EstimateWork,
  file: string,
  sweep: string | null,
  error: unknown,
): void {
  // Interrupted: reported once, at the end.
  if (context.signal.aborted) return
  const failure = fromRpcError(error)
  context.progress('')
  if (command.json) context.print(errorLine(file, sweep, failure))
  else if (sweep === null && failure.message.startsWith(basename(file))) context.say(failure.message)
  else context.say(`${file}${sweep === null ? '' : `, ${sweep}`}: ${failure.message}`)
  printTrace(error)
}

/** Output of concurrent tasks, in the order in which they began. */
function createLineOrder(context: CliContext) {
  interface Held {
    lines: (() => void)[]
    ended: boolean
  }
  const held: Held[] = []
  const flush = () => {
    while (held[0]) {
      for (const say of held[0].lines.splice(0)) say()
      if (!held[0].ended) return
      held.shift()
    }
  }
  return {
    begin(): { context: CliContext; end: () => void } {
      const own: Held = { lines: [], ended: false }
      held.push(own)
      const hold = (say: () => void) => {
        own.lines.push(say)
        if (held[0] === own) flush()
      }
      return {
        context: {
          ...context,
          print: (line) => hold(() => context.print(line)),
          say: (line) => hold(() => context.say(line)),
          progress: (text) => held[0] === own && context.progress(text),
        },
        end() {
          own.ended = true
          flush()
        },
      }
    },
  }
}

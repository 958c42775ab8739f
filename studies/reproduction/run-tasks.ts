import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { cleanEnvironment } from '../../src-main/compute/process/fork-node.ts'
import { coresHere } from '../../src-main/model/simulate/cores.ts'
import { expectedSeconds, isDone, nameOf, type Setting, type Task } from './tasks.ts'
import type { WorkerAnswer, WorkerRequest } from './worker.ts'

/**
 * Runs the unfinished tasks in parallel, one process per core, each with a single-threaded TensorFlow: small networks
 * gain nothing from more. The longest go first, so that none runs alone at the end.
 * @param say called at each step, with the remaining time
 */
export async function runTasks(tasks: Task[], setting: Setting, say: (line: string) => void): Promise<void> {
  const done = await Promise.all(tasks.map((task) => isDone(task, setting)))
  const waiting = tasks.filter((_, i) => !done[i])
  waiting.sort((a, b) => expectedSeconds(b) - expectedSeconds(a))
  const workers = Math.min(coresHere(), waiting.length)
  say(`${tasks.length} pieces of work, ${tasks.length - waiting.length} done before; ${workers} side by side`)
  let left = waiting.reduce((sum, task) => sum + expectedSeconds(task), 0)
  let [finished, expected, took] = [tasks.length - waiting.length, 0, 0]

  const serve = async (): Promise<void> => {
    const worker = startWorker()
    try {
      for (let task = waiting.shift(); task; task = waiting.shift()) {
        const began = performance.now()
        await worker.ask({ task, setting })
        const seconds = (performance.now() - began) / 1000
        took += seconds
        expected += expectedSeconds(task)
        left -= expectedSeconds(task)
        finished++
        const minutes = Math.max(0, (left * took) / expected / workers / 60).toFixed(0)
        say(
          `${finished} of ${tasks.length}: ${nameOf(task)} in ${seconds.toFixed(0)} s; about ${minutes} min left`,
        )
      }
    } finally {
      worker.close()
    }
  }
  await Promise.all(Array.from({ length: workers }, serve))
}

function startWorker() {
  const program = fileURLToPath(new URL('./reproduce.cjs', import.meta.url))
  const child: ChildProcess = fork(program, ['--work'], {
    env: { ...cleanEnvironment(), TF_NUM_INTRAOP_THREADS: '1', TF_NUM_INTEROP_THREADS: '1' },
    execArgv: ['--no-warnings'],
  })
  return {
    ask(request: WorkerRequest): Promise<void> {
      return new Promise((resolve, reject) => {
        const ended = (code: number | null): void =>
          reject(new Error(`the process at ${nameOf(request.task)} ended with code ${code}`))
        child.once('exit', ended)
        child.once('message', (answer: WorkerAnswer) => {
          child.off('exit', ended)
          if ('failed' in answer) reject(new Error(`${nameOf(request.task)}: ${answer.failed}`))
          else resolve()
        })
        child.send(request)
      })
    },
    close: () => child.connected && child.disconnect(),
  }
}

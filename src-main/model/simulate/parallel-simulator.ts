import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { Constants, Grid, NeuronModel } from '../dynamics/neuron-model.ts'
import { rowLayout } from '../row-layout.ts'
import { coresHere } from './cores.ts'
import { createSimulator } from './simulator.ts'

/**
 * A simulator for big jobs, spread over the cores by worker threads. Its numbers are those of `createSimulator`, to
 * the last bit, however many threads there are. Calls are answered one after the other.
 */
export interface ParallelSimulator {
  /** Threads at work; 0 where the caller's own thread does it all. */
  readonly threads: number
  /** @param theta n rows, as SimulationKernel takes them @param out receives n × points */
  traces(theta: Float64Array, n: number, out: Float32Array): Promise<void>
  /** As `residualSums` of SimulationKernel. */
  residualSums(theta: Float64Array, n: number, observed: Float32Array, sums: Float64Array): Promise<void>
  /** Ends the threads; calls still running fail. */
  close(): Promise<void>
}

export interface SimulationSetup {
  model: string
  constants: (number | null)[]
  grid: Grid
}

/** Rows from … from+count of a job; its arrays are shared with all threads. */
export interface SimulationPart {
  theta: Float64Array
  from: number
  count: number
  /** Written where traces are asked for, else residuals are added up. */
  out: Float32Array | null
  observed: Float32Array
  sums: Float64Array
}

/** Threads take whole blocks of the kernel, so that none of its lanes is idle. */
const block = 32

/**
 * @param constants in the order of the model's list; null where each trace has its own, in its row
 * @param threads one a core where it is left out; the caller's thread does the work where the built worker is not
 * beside the program (as in unit tests)
 */
export function createParallelSimulator(
  model: NeuronModel,
  constants: Constants,
  grid: Grid,
  threads = coresHere(),
): ParallelSimulator {
  const script = fileURLToPath(new URL('./simulation-worker.cjs', import.meta.url))
  if (threads < 2 || !existsSync(script)) return onThisThread(model, constants, grid)

  const { size } = rowLayout(model.parameters.length, constants)
  const setup: SimulationSetup = { model: model.id, constants: [...constants], grid }
  const workers = Array.from({ length: threads }, () => startWorker(script, setup))
  let queue: Promise<void> = Promise.resolve()

  /** Whatever comes of the job before, the next one has its turn. */
  function inTurn(job: () => Promise<void>): Promise<void> {
    const done = queue.then(job)
    queue = done.catch(() => {})
    return done
  }

  async function spread(n: number, shared: Omit<SimulationPart, 'from' | 'count'>): Promise<void> {
    const share = block * Math.ceil(n / block / threads)
    const parts: Promise<void>[] = []
    for (let from = 0; from < n; from += share) {
      parts.push(workers[parts.length].run({ ...shared, from, count: Math.min(share, n - from) }))
    }
    await Promise.all(parts)
  }

  return {
    threads,
    traces: (theta, n, out) =>
      inTurn(async () => {
        const traces = new Float32Array(new SharedArrayBuffer(4 * n * grid.points))
        const nothing = { observed: new Float32Array(0), sums: new Float64Array(0) }
        await spread(n, { theta: sharedCopy(theta, n * size), out: traces, ...nothing })
        out.set(traces)
      }),
    residualSums: (theta, n, observed, sums) =>
      inTurn(async () => {
        const found = new Float64Array(new SharedArrayBuffer(8 * n * 4))
        await spread(n, {
          theta: sharedCopy(theta, n * size),
          out: null,
          // A message brings all of the memory that an array is a part of.
          observed: Float32Array.from(observed.subarray(0, grid.points)),
          sums: found,
        })
        sums.set(found)
      }),
    async close() {
      await Promise.all(workers.map((worker) => worker.end()))
    },
  }
}

function onThisThread(model: NeuronModel, constants: Constants, grid: Grid): ParallelSimulator {
  const simulator = createSimulator(model, constants, grid)
  return {
    threads: 0,
    traces: async (...args) => simulator.traces(...args),
    residualSums: async (...args) => simulator.residualSums(...args),
    async close() {},
  }
}

function sharedCopy(values: Float64Array, n: number): Float64Array {
  const copy = new Float64Array(new SharedArrayBuffer(8 * n))
  copy.set(values.subarray(0, n))
  return copy
}

/** A thread that does one part at a time. */
function startWorker(script: string, setup: SimulationSetup) {
  const worker = new Worker(script, { workerData: setup })
  let failure: Error | null = null
  let waiting: { resolve: () => void; reject: (error: Error) => void } | null = null
  const fail = (error: Error): void => {
    failure ??= error
    waiting?.reject(failure)
  }
  worker.on('message', () => waiting?.resolve())
  worker.on('error', fail)
  worker.on('exit', () => fail(new Error('The thread that simulates has ended.')))
  return {
    run: (part: SimulationPart): Promise<void> =>
      new Promise((resolve, reject) => {
        if (failure) return reject(failure)
        waiting = { resolve, reject }
        worker.postMessage(part)
      }),
    end: () => worker.terminate(),
  }
}

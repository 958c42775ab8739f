import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { ProtocolFile } from '../../contract/protocols.ts'
import type { Grid } from '../neuron-model.ts'
import type { ForwardModel } from '../observable.ts'
import { coresHere } from './cores.ts'
import { createSimulator } from './simulator.ts'

/**
 * A simulator for large jobs, distributed over the cores by worker threads. Its results equal those of
 * `createSimulator` bit for bit, whatever the number of threads. Calls are queued.
 */
export interface ParallelSimulator {
  /** Number of worker threads; 0 where the caller's own thread does the work. */
  readonly threads: number
  /** @param theta n rows, as Simulator takes them @param out receives n × size */
  predictions(theta: Float64Array, n: number, out: Float32Array): Promise<void>
  /** As `residualSums` of Simulator. */
  residualSums(theta: Float64Array, n: number, observed: Float32Array, sums: Float64Array): Promise<void>
  /** Terminates the threads; calls still running fail. */
  close(): Promise<void>
}

/** A forward model by the names of its parts, as sent to a thread. */
export interface SimulationSetup {
  neuronModel: string
  protocol: ProtocolFile
  observable: { kind: string }
  constants: (number | null)[]
  grid: Grid
}

/** Rows from … from+count of a job; its arrays are shared with all threads. */
export interface SimulationPart {
  theta: Float64Array
  from: number
  count: number
  /** Receives traces; null where residual sums are computed. */
  out: Float32Array | null
  observed: Float32Array
  sums: Float64Array
}

/** Threads take whole blocks of the kernel, so that no lane is idle. */
const block = 32

/**
 * @param threads default: one per core; the caller's thread does the work where the built worker is missing (as in
 * unit tests)
 */
export function createParallelSimulator(forward: ForwardModel, threads = coresHere()): ParallelSimulator {
  const script = fileURLToPath(new URL('./simulation-worker.cjs', import.meta.url))
  if (threads < 2 || !existsSync(script)) return onThisThread(forward)

  const { neuron, protocol, observable, constants, grid, layout, size } = forward
  const setup: SimulationSetup = {
    neuronModel: neuron.id,
    protocol,
    observable: { kind: observable.kind },
    constants: [...constants],
    grid,
  }
  const workers = Array.from({ length: threads }, () => startWorker(script, setup))
  let queue: Promise<void> = Promise.resolve()

  /** Queues a job; it runs even if the previous one fails. */
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
    predictions: (theta, n, out) =>
      inTurn(async () => {
        const traces = new Float32Array(new SharedArrayBuffer(4 * n * size))
        const nothing = { observed: new Float32Array(0), sums: new Float64Array(0) }
        await spread(n, { theta: sharedCopy(theta, n * layout.size), out: traces, ...nothing })
        out.set(traces)
      }),
    residualSums: (theta, n, observed, sums) =>
      inTurn(async () => {
        const found = new Float64Array(new SharedArrayBuffer(8 * n * 4))
        await spread(n, {
          theta: sharedCopy(theta, n * layout.size),
          out: null,
          // A message copies the whole buffer of an array.
          observed: Float32Array.from(observed.subarray(0, size)),
          sums: found,
        })
        sums.set(found)
      }),
    async close() {
      await Promise.all(workers.map((worker) => worker.end()))
    },
  }
}

function onThisThread(forward: ForwardModel): ParallelSimulator {
  const simulator = createSimulator(forward)
  return {
    threads: 0,
    predictions: async (...args) => simulator.predictions(...args),
    residualSums: async (...args) => simulator.residualSums(...args),
    async close() {},
  }
}

function sharedCopy(values: Float64Array, n: number): Float64Array {
  const copy = new Float64Array(new SharedArrayBuffer(8 * n))
  copy.set(values.subarray(0, n))
  return copy
}

/** A worker thread that runs one part at a time. */
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
  worker.on('exit', () => fail(new Error('The simulation thread has ended.')))
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

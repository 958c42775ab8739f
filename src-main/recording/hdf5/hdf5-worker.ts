import { parentPort, workerData } from 'node:worker_threads'
import { NagumoError } from '../../contract/errors.ts'
import type { Hdf5Answer, Hdf5Question } from './hdf5-question.ts'
import { readHdf5File } from './read-hdf5-file.ts'

// Worker thread of read-hdf5.ts: HDF5 has its own memory, freed with the thread.

/** HDF5 allocates as much memory as a damaged file requests. */
const mostMemory = 768 * 1024 * 1024
const pageBytes = 65_536

const { grow } = WebAssembly.Memory.prototype
WebAssembly.Memory.prototype.grow = function (pages: number): number {
  if (this.buffer.byteLength + pages * pageBytes > mostMemory) throw new RangeError('too much memory')
  return grow.call(this, pages)
}

const question = workerData as Hdf5Question
const say = (answer: Hdf5Answer, give: ArrayBuffer[] = []): void => parentPort?.postMessage(answer, give)

async function answer(): Promise<void> {
  say({ type: 'beat' })
  try {
    const recording = await readHdf5File(question, () => say({ type: 'beat' }))
    // Stacked sweeps share the buffer of one column.
    const samples = new Set(
      [...recording.sweeps, ...recording.stimuli].map((one) => one.samples.buffer as ArrayBuffer),
    )
    say({ type: 'done', recording }, [...samples])
  } catch (error) {
    if (error instanceof NagumoError) say({ type: 'failed', code: error.code, message: error.message })
    else say({ type: 'fault', trace: error instanceof Error ? String(error.stack) : String(error) })
  }
}

void answer()

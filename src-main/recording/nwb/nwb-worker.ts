import { parentPort, workerData } from 'node:worker_threads'
import { NagumoError } from '../../contract/errors.ts'
import type { NwbAnswer, NwbQuestion } from './read-nwb.ts'
import { readNwbFile } from './read-nwb-file.ts'

// A thread of read-nwb.ts: HDF5 in a memory of its own, which ends with it.

/** HDF5 asks for as much memory as a damaged file tells it to. */
const mostMemory = 768 * 1024 * 1024
const pageBytes = 65_536

const { grow } = WebAssembly.Memory.prototype
WebAssembly.Memory.prototype.grow = function (pages: number): number {
  if (this.buffer.byteLength + pages * pageBytes > mostMemory) throw new RangeError('too much memory')
  return grow.call(this, pages)
}

const { path, name, bytes } = workerData as NwbQuestion
const say = (answer: NwbAnswer, give: ArrayBuffer[] = []): void => parentPort?.postMessage(answer, give)

async function answer(): Promise<void> {
  say({ type: 'beat' })
  try {
    const recording = await readNwbFile(path, name, bytes, () => say({ type: 'beat' }))
    const samples = [...recording.sweeps, ...recording.stimuli].map(
      (one) => one.samples.buffer as ArrayBuffer,
    )
    say({ type: 'done', recording }, samples)
  } catch (error) {
    if (error instanceof NagumoError) say({ type: 'failed', code: error.code, message: error.message })
    else say({ type: 'fault', trace: error instanceof Error ? String(error.stack) : String(error) })
  }
}

void answer()

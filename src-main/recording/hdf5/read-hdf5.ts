import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { NagumoError } from '../../contract/errors.ts'
import { isOutOfMemory, outOfMemory } from '../../contract/out-of-memory.ts'
import type { RecordingData } from '../recording-data.ts'
import { type Hdf5Answer, type Hdf5Question, unreadable } from './hdf5-question.ts'

const magic = Buffer.from('\x89HDF\r\n\x1a\n', 'latin1')
/** Without a heartbeat for this long, the thread is stuck in a damaged file. */
const silenceMs = 4000

/** MATLAB's own header precedes the HDF5 one. */
const matlab = Buffer.from('MATLAB 7.3 MAT-file', 'latin1')

/** Whether the first bytes are those of an HDF5 file, or of MATLAB's variant. */
export function isHdf5(head: Uint8Array): boolean {
  return [magic, matlab].some((start) => start.equals(head.subarray(0, start.length)))
}

/**
 * Reads an HDF5 file (NWB, WaveSurfer, MATLAB 7.3) in a worker thread: a damaged file may crash or stall HDF5, whose
 * memory is freed with the thread.
 * @param script the built worker; if it is not beside the program (as in unit tests), the calling thread reads
 * @throws NagumoError FILE_BINARY, FILE_UNREADABLE, NO_VOLTAGE_COLUMN, TOO_FEW_POINTS, TRACE_CONSTANT,
 *   UNITS_IMPLAUSIBLE; CANCELLED when `signal` is aborted; an Error for an internal fault
 */
export async function readHdf5(
  question: Hdf5Question,
  signal?: AbortSignal,
  script = fileURLToPath(new URL('./hdf5-worker.cjs', import.meta.url)),
): Promise<RecordingData> {
  if (!existsSync(script)) {
    const { readHdf5File } = await import('./read-hdf5-file.ts')
    return readHdf5File(question, () => {})
  }
  // HDF5 writes its diagnostics to standard error.
  const worker = new Worker(script, { workerData: question, stderr: true })
  worker.stderr.resume()
  try {
    return await answerOf(worker, question.name, signal)
  } finally {
    await worker.terminate()
  }
}

function answerOf(worker: Worker, name: string, signal: AbortSignal | undefined): Promise<RecordingData> {
  const damaged = (found: string): NagumoError => unreadable(name, found)
  return new Promise((resolve, reject) => {
    const cancel = (): void => reject(new NagumoError('CANCELLED', `Reading ${name} was cancelled.`))
    const giveUp = (): void => reject(damaged('it is damaged, so reading it does not finish'))
    let timer: NodeJS.Timeout | undefined
    if (signal?.aborted) cancel()
    signal?.addEventListener('abort', cancel, { once: true })
    worker.on('message', (answer: Hdf5Answer) => {
      clearTimeout(timer)
      if (answer.type === 'beat') timer = setTimeout(giveUp, silenceMs)
      else if (answer.type === 'done') resolve(answer.recording)
      else if (answer.type === 'failed') reject(new NagumoError(answer.code, answer.message))
      else reject(new Error(`The thread that reads HDF5 files failed: ${answer.trace}`))
    })
    worker.on('error', (error) => reject(isOutOfMemory(error) ? outOfMemory() : damaged('it is damaged')))
    worker.on('exit', () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', cancel)
      reject(damaged('it is damaged'))
    })
  })
}

import { NagumoError } from './errors.ts'

/** What to do where memory ran out, within a sentence. */
export const smallerJob =
  'close other programs or choose a smaller job (a shorter recording or window, a smaller network)'

/** Texts of failed allocations: of V8 (array buffers, WebAssembly), the compiled TensorFlow and the native one. */
const texts =
  /array buffer allocation failed|could not allocate memory|out of memory|cannot enlarge memory|OOM when allocating|bad_alloc/i

/** Whether a failure inside the program is one of memory: of an allocation, or of a thread that reached its limit. */
export function isOutOfMemory(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof NagumoError) return false
  const { code, syscall } = error as NodeJS.ErrnoException
  // The message of a failed system call quotes a path, which may say anything.
  if (syscall !== undefined) return code === 'ENOMEM'
  return code === 'ERR_WORKER_OUT_OF_MEMORY' || texts.test(error.message)
}

/** The failure as told to a person, after which the process goes on. */
export function outOfMemory(): NagumoError {
  return new NagumoError(
    'OUT_OF_MEMORY',
    `Memory ran out before the calculation was finished. No saved data were changed. Before you start it again, ${smallerJob}.`,
  )
}

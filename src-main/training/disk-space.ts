import { stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { TrainJob } from '../contract/compute.ts'
import { NagumoError } from '../contract/errors.ts'
import { plain } from '../contract/numbers.ts'

const megabyte = 1e6
/** Size of a checkpoint beside its arrays: the loss history, the prior. */
const headerBytes = 0.25 * megabyte
/** Size of a model beside its weights: card, golden traces, layers. */
const cardBytes = 0.5 * megabyte
/** For the state of the run and other files written meanwhile. */
const marginBytes = 1 * megabyte

/** Maximum bytes that a training writes: a checkpoint, the next one beside it, the model, and a margin. */
export function spaceFor(weights: number, { earlyStopping }: Pick<TrainJob, 'earlyStopping'>): number {
  // The weights, Adam's two moments, and the best weights under early stopping; 4 bytes each.
  const checkpoint = 4 * weights * (earlyStopping ? 4 : 3) + headerBytes
  return 2 * checkpoint + modelBytes(weights) + marginBytes
}

export function modelBytes(weights: number): number {
  return 4 * weights + cardBytes
}

/**
 * Refuses a training that does not fit on the disk.
 * @param free returns the free bytes of a folder's disk; null where unknown
 * @throws NagumoError LIBRARY_UNWRITABLE with the folder, the required and the free space
 */
export async function requireSpace(
  { name, folder, bytes }: { name: string; folder: string; bytes: number },
  free: (folder: string) => Promise<number | null> = freeBytes,
): Promise<void> {
  const found = await free(folder)
  if (found === null || found >= bytes) return
  throw new NagumoError(
    'LIBRARY_UNWRITABLE',
    `There is not enough disk space to train “${name}”: it needs ${megabytes(bytes)} MB in ${folder}, for its checkpoints and the model, and ${megabytes(found)} MB are free there. Free some space, then start it again.`,
  )
}

/** For a training about to start: space already taken by its checkpoint need not be free. */
export async function requireSpaceFor(job: TrainJob, weights: number, free = freeBytes): Promise<void> {
  const { name, runFolder, modelFolder } = job
  const held = (await stat(join(runFolder, 'checkpoint.bin')).catch(() => null))?.size ?? 0
  await requireSpace({ name, folder: runFolder, bytes: Math.max(0, spaceFor(weights, job) - held) }, free)
  await requireSpace({ name, folder: dirname(modelFolder), bytes: modelBytes(weights) }, free)
}

/** Bytes available to an unprivileged user on the disk of a folder, which need not exist yet; null where unknown. */
export async function freeBytes(folder: string): Promise<number | null> {
  // Node 16 has none, in the Electron of the smoke tests.
  if (typeof statfs !== 'function') return null
  for (let at = folder; ; at = dirname(at)) {
    const found = await statfs(at).catch(() => null)
    // Some network disks report zeros.
    if (found) return found.blocks > 0 ? found.bavail * found.bsize : null
    if (at === dirname(at)) return null
  }
}

function megabytes(bytes: number): string {
  return plain(Number((bytes / megabyte).toPrecision(2)))
}

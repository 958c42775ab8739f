import { stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { TrainJob } from '../contract/compute.ts'
import { NagumoError } from '../contract/errors.ts'
import { plain } from '../contract/numbers.ts'

const megabyte = 1e6
/** What a checkpoint has beside its arrays: the course of the loss, the prior. */
const headerBytes = 0.25 * megabyte
/** What a model has beside its weights: card, golden traces, layers. */
const cardBytes = 0.5 * megabyte
/** For the state of the run and what else is written meanwhile. */
const marginBytes = 1 * megabyte

/** Bytes that a training puts on the disk, at most: a checkpoint, the next one beside it, the model, and a margin. */
export function spaceFor(weights: number, { earlyStopping }: Pick<TrainJob, 'earlyStopping'>): number {
  // The weights, two moments of Adam, and the best weights where it may stop early; 4 bytes each.
  const checkpoint = 4 * weights * (earlyStopping ? 4 : 3) + headerBytes
  return 2 * checkpoint + modelBytes(weights) + marginBytes
}

export function modelBytes(weights: number): number {
  return 4 * weights + cardBytes
}

/**
 * Refuses to begin what the disk has no room for.
 * @param free asks the disk of a folder; null where it does not say
 * @throws NagumoError LIBRARY_UNWRITABLE with the folder, what is needed and what is free
 */
export async function requireSpace(
  { name, folder, bytes }: { name: string; folder: string; bytes: number },
  free: (folder: string) => Promise<number | null> = freeBytes,
): Promise<void> {
  const found = await free(folder)
  if (found === null || found >= bytes) return
  throw new NagumoError(
    'LIBRARY_UNWRITABLE',
    `The disk is too full to train “${name}”: it needs ${megabytes(bytes)} MB in ${folder}, for its checkpoints and the model, and ${megabytes(found)} MB are free there. Free some space, then start it again.`,
  )
}

/** Of a training that is about to begin: what its checkpoint takes already need not be free. */
export async function requireSpaceFor(job: TrainJob, weights: number, free = freeBytes): Promise<void> {
  const { name, runFolder, modelFolder } = job
  const held = (await stat(join(runFolder, 'checkpoint.bin')).catch(() => null))?.size ?? 0
  await requireSpace({ name, folder: runFolder, bytes: Math.max(0, spaceFor(weights, job) - held) }, free)
  await requireSpace({ name, folder: dirname(modelFolder), bytes: modelBytes(weights) }, free)
}

/** What a person without special rights may still write on the disk of a folder, which need not be there yet. */
export async function freeBytes(folder: string): Promise<number | null> {
  for (let at = folder; ; at = dirname(at)) {
    const found = await statfs(at).catch(() => null)
    // Some network disks answer with zeros all over.
    if (found) return found.blocks > 0 ? found.bavail * found.bsize : null
    if (at === dirname(at)) return null
  }
}

function megabytes(bytes: number): string {
  return plain(Number((bytes / megabyte).toPrecision(2)))
}

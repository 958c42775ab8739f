import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { NagumoError } from '../contract/errors.ts'
import { Normalization } from '../contract/networks.ts'
import { LossPoint } from '../contract/training-recipe.ts'
import { sha256Of } from '../integrity/sha256.ts'
import type { AdamState } from './adam-state.ts'
import type { Ending } from './course.ts'
import type { Pace } from './pace.ts'

/** The state needed to resume a run exactly as if uninterrupted. */
export interface Checkpoint {
  step: number
  seconds: number
  /** Training loss since the last validation: sum over rows, and their number. */
  lossSum: number
  lossCount: number
  loss: LossPoint[]
  /** Set where the run was told to finish early. */
  ending: Ending | null
  /** Of a run with a time budget. */
  pace: Pace | null
  /** Of a run with early stopping: the weights of lowest validation loss. */
  best: { loss: number; weights: Float32Array } | null
  normalization: Normalization
  /** Identifies the run's job; a checkpoint of another job is not resumed. */
  job: string
  weights: Float32Array
  adam: AdamState
}

/**
 * File format: the length of the header (4 bytes), the header (JSON), the arrays (float32), the SHA-256 of all that
 * (32 bytes).
 */
const Header = z.object({
  format: z.literal('nagumo-checkpoint'),
  /** Version 2 has no SHA-256. */
  version: z.union([z.literal(2), z.literal(3)]),
  step: z.number().int().nonnegative(),
  adamStep: z.number().int().nonnegative(),
  seconds: z.number(),
  lossSum: z.number(),
  lossCount: z.number(),
  loss: z.array(LossPoint),
  ending: z.object({ from: z.number().int(), steps: z.number().int() }).nullable(),
  /** Absent in files of older versions. */
  pace: z
    .object({ from: z.number().int(), progress: z.number(), steps: z.number().int() })
    .nullable()
    .default(null),
  /** The best loss, where its weights follow as a fourth array. */
  bestLoss: z.number().nullable(),
  normalization: Normalization,
  job: z.string(),
  size: z.number().int().positive(),
})

/** Atomic: written beside the last one and then renamed over it, so that a crash leaves one of the two. */
export async function writeCheckpoint(folder: string, c: Checkpoint): Promise<void> {
  // First without `recursive`, with which Node reports a full disk as ENOENT.
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return mkdir(folder, { recursive: true })
    if (error.code !== 'EEXIST') throw error
  })
  const next = join(folder, 'checkpoint.next')
  const header: z.infer<typeof Header> = {
    format: 'nagumo-checkpoint',
    version: 3,
    step: c.step,
    adamStep: c.adam.step,
    seconds: c.seconds,
    lossSum: c.lossSum,
    lossCount: c.lossCount,
    loss: c.loss,
    ending: c.ending,
    pace: c.pace,
    bestLoss: c.best?.loss ?? null,
    normalization: c.normalization,
    job: c.job,
    size: c.weights.length,
  }
  const json = Buffer.from(JSON.stringify(header))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(json.length)
  const best = c.best ? [c.best.weights] : []
  const arrays = [c.weights, c.adam.first, c.adam.second, ...best].map((a) =>
    Buffer.from(a.buffer, a.byteOffset, a.byteLength),
  )
  try {
    const body = Buffer.concat([length, json, ...arrays])
    const sum = Buffer.from(sha256Of(body), 'hex')
    await writeFile(next, Buffer.concat([body, sum]), { flush: true })
  } catch (error) {
    // A partial file is useless, and takes space on a full disk.
    await rm(next, { force: true })
    throw error
  }
  await rename(next, join(folder, 'checkpoint.bin'))
}

/**
 * The last checkpoint of this job, or null where there is none, or one of another job or program version.
 * @throws NagumoError LIBRARY_DAMAGED where the file is damaged
 */
export async function readCheckpoint(folder: string, job: string): Promise<Checkpoint | null> {
  const path = join(folder, 'checkpoint.bin')
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
    throw checkpointDamaged(path, `it can’t be opened (${error.code})`)
  })
  if (!bytes) return null
  if (bytes.length < 4) throw checkpointDamaged(path, `it has ${bytes.length} bytes`)
  const headerEnd = 4 + bytes.readUInt32LE(0)
  const header = parseJson(bytes.subarray(4, headerEnd).toString('utf8'))
  if (header === null) throw checkpointDamaged(path, 'it is truncated, or its header is not JSON')
  const sound = isSound(bytes)
  // Of a newer version, which can't be validated here.
  if (sound && isNewer(header)) return null
  const parsed = Header.safeParse(header)
  if (!parsed.success) throw checkpointDamaged(path, 'its header is not valid')
  const h = parsed.data
  const arrays = h.bestLoss === null ? 3 : 4
  const bodyEnd = headerEnd + 4 * arrays * h.size
  const expected = bodyEnd + (h.version === 2 ? 0 : sumBytes)
  if (bytes.length !== expected) {
    throw checkpointDamaged(path, `it should have ${expected} bytes and has ${bytes.length}`)
  }
  if (h.version !== 2 && !sound) {
    throw checkpointDamaged(path, 'it was changed after it was written (its checksum differs)')
  }
  if (h.job !== job) return null
  const array = (i: number): Float32Array => {
    const from = headerEnd + 4 * h.size * i
    return new Float32Array(Uint8Array.from(bytes.subarray(from, from + 4 * h.size)).buffer)
  }
  return {
    step: h.step,
    seconds: h.seconds,
    lossSum: h.lossSum,
    lossCount: h.lossCount,
    loss: h.loss,
    ending: h.ending,
    pace: h.pace,
    best: h.bestLoss === null ? null : { loss: h.bestLoss, weights: array(3) },
    normalization: h.normalization,
    job: h.job,
    weights: array(0),
    adam: { step: h.adamStep, first: array(1), second: array(2) },
  }
}

/** Whether there is a checkpoint, of any job. */
export async function hasCheckpoint(folder: string): Promise<boolean> {
  return (await stat(join(folder, 'checkpoint.bin')).catch(() => null)) !== null
}

/** Modification time, ms; null where there is none. */
export async function checkpointTime(folder: string): Promise<number | null> {
  return (await stat(join(folder, 'checkpoint.bin')).catch(() => null))?.mtimeMs ?? null
}

export async function removeCheckpoint(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
}

const sumBytes = 32

function isSound(bytes: Buffer): boolean {
  const body = bytes.subarray(0, -sumBytes)
  return sha256Of(body) === bytes.subarray(body.length).toString('hex')
}

function isNewer(header: unknown): boolean {
  const { format, version } = header as { format?: unknown; version?: unknown }
  return format === 'nagumo-checkpoint' && typeof version === 'number' && version > 3
}

function checkpointDamaged(path: string, what: string): NagumoError {
  return new NagumoError(
    'LIBRARY_DAMAGED',
    `The checkpoint of this training is damaged: ${what} (${path}). Restore it from a backup, or remove the training and start it again; nothing was changed.`,
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

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

/** All that is needed to go on with a run as if it had not stopped. */
export interface Checkpoint {
  step: number
  seconds: number
  /** Of the loss since the last look at validation traces: sum over rows, and their number. */
  lossSum: number
  lossCount: number
  loss: LossPoint[]
  /** Where it was told to come to an end early. */
  ending: Ending | null
  /** Of a run that goes by time: how it goes on. */
  pace: Pace | null
  /** Of a run that may stop early: the weights that did best on validation traces. */
  best: { loss: number; weights: Float32Array } | null
  normalization: Normalization
  /** What the run was asked to do; a checkpoint of another job is not taken up. */
  job: string
  weights: Float32Array
  adam: AdamState
}

/** The length of the header (4 bytes), the header (JSON), the arrays (float32), the SHA-256 of all that (32 bytes). */
const Header = z.object({
  format: z.literal('nagumo-checkpoint'),
  /** 2 has no SHA-256. */
  version: z.union([z.literal(2), z.literal(3)]),
  step: z.number().int().nonnegative(),
  adamStep: z.number().int().nonnegative(),
  seconds: z.number(),
  lossSum: z.number(),
  lossCount: z.number(),
  loss: z.array(LossPoint),
  ending: z.object({ from: z.number().int(), steps: z.number().int() }).nullable(),
  /** Left out by programs before there were any. */
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

/** Written whole beside the last one and then put in its place, so that a crash leaves one of the two. */
export async function writeCheckpoint(folder: string, c: Checkpoint): Promise<void> {
  // First without those above it, for which Node reports a full disk as ENOENT.
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
    // Half of one is of no use, and takes room on a disk that is full.
    await rm(next, { force: true })
    throw error
  }
  await rename(next, join(folder, 'checkpoint.bin'))
}

/**
 * The last checkpoint of this job, or null where there is none, or one of another job or another version of the program.
 * @throws NagumoError LIBRARY_DAMAGED where there is one that is not as it was written
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
  if (header === null) throw checkpointDamaged(path, 'it is cut off, or its head is no JSON')
  const sound = isSound(bytes)
  // A newer program's, which this one can't judge.
  if (sound && isNewer(header)) return null
  const parsed = Header.safeParse(header)
  if (!parsed.success) throw checkpointDamaged(path, 'its head is not as expected')
  const h = parsed.data
  const arrays = h.bestLoss === null ? 3 : 4
  const bodyEnd = headerEnd + 4 * arrays * h.size
  const expected = bodyEnd + (h.version === 2 ? 0 : sumBytes)
  if (bytes.length !== expected) {
    throw checkpointDamaged(path, `it should have ${expected} bytes and has ${bytes.length}`)
  }
  if (h.version !== 2 && !sound) {
    throw checkpointDamaged(path, 'it was changed since it was written (its checksum differs)')
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

/** Whether there is any, of whatever job. */
export async function hasCheckpoint(folder: string): Promise<boolean> {
  return (await stat(join(folder, 'checkpoint.bin')).catch(() => null)) !== null
}

/** When it was written, ms; null where there is none. */
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
    `The checkpoint of this training is damaged: ${what} (${path}). Put back a copy of it, or remove the training and start it anew; nothing was changed.`,
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { LossPoint, Normalization } from '../contract/models.ts'
import type { AdamState } from './adam.ts'
import type { Ending } from './course.ts'

/** All that is needed to go on with a run as if it had not stopped. */
export interface Checkpoint {
  step: number
  seconds: number
  /** Of the loss since the last look at unseen traces: sum over rows, and their number. */
  lossSum: number
  lossCount: number
  loss: LossPoint[]
  /** Where it was told to come to an end early. */
  ending: Ending | null
  /** Of a run that may stop early: the weights that did best on unseen traces. */
  best: { loss: number; weights: Float32Array } | null
  normalization: Normalization
  /** What the run was asked to do; a checkpoint of another job is not taken up. */
  job: string
  weights: Float32Array
  adam: AdamState
}

const Header = z.object({
  format: z.literal('nagumo-checkpoint'),
  version: z.literal(2),
  step: z.number().int().nonnegative(),
  adamStep: z.number().int().nonnegative(),
  seconds: z.number(),
  lossSum: z.number(),
  lossCount: z.number(),
  loss: z.array(LossPoint),
  ending: z.object({ from: z.number().int(), steps: z.number().int() }).nullable(),
  /** The best loss, where its weights follow as a fourth array. */
  bestLoss: z.number().nullable(),
  normalization: Normalization,
  job: z.string(),
  size: z.number().int().positive(),
})

/** Written whole beside the last one and then put in its place, so that a crash leaves one of the two. */
export async function writeCheckpoint(folder: string, c: Checkpoint): Promise<void> {
  await mkdir(folder, { recursive: true })
  const next = join(folder, 'checkpoint.next')
  const header: z.infer<typeof Header> = {
    format: 'nagumo-checkpoint',
    version: 2,
    step: c.step,
    adamStep: c.adam.step,
    seconds: c.seconds,
    lossSum: c.lossSum,
    lossCount: c.lossCount,
    loss: c.loss,
    ending: c.ending,
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
    await writeFile(next, Buffer.concat([length, json, ...arrays]), { flush: true })
  } catch (error) {
    // Half of one is of no use, and takes room on a disk that is full.
    await rm(next, { force: true })
    throw error
  }
  await rename(next, join(folder, 'checkpoint.bin'))
}

/** The last checkpoint of this job, or null where there is none that fits. */
export async function readCheckpoint(folder: string, job: string): Promise<Checkpoint | null> {
  const bytes = await readFile(join(folder, 'checkpoint.bin')).catch(() => null)
  if (!bytes || bytes.length < 4) return null
  const headerEnd = 4 + bytes.readUInt32LE(0)
  const parsed = Header.safeParse(parseJson(bytes.subarray(4, headerEnd).toString('utf8')))
  if (!parsed.success || parsed.data.job !== job) return null
  const h = parsed.data
  const arrays = h.bestLoss === null ? 3 : 4
  if (bytes.length !== headerEnd + 4 * arrays * h.size) return null
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

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

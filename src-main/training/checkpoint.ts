import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { LossPoint, Normalization } from '../contract/models.ts'
import type { AdamState } from './adam.ts'

/** All that is needed to go on with a run as if it had not stopped. */
export interface Checkpoint {
  step: number
  seconds: number
  loss: LossPoint[]
  normalization: Normalization
  /** What the run was asked to do; a checkpoint of another job is not taken up. */
  job: string
  weights: Float32Array
  adam: AdamState
}

const Header = z.object({
  format: z.literal('nagumo-checkpoint'),
  version: z.literal(1),
  step: z.number().int().nonnegative(),
  adamStep: z.number().int().nonnegative(),
  seconds: z.number(),
  loss: z.array(LossPoint),
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
    version: 1,
    step: c.step,
    adamStep: c.adam.step,
    seconds: c.seconds,
    loss: c.loss,
    normalization: c.normalization,
    job: c.job,
    size: c.weights.length,
  }
  const json = Buffer.from(JSON.stringify(header))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(json.length)
  const arrays = [c.weights, c.adam.first, c.adam.second].map((a) =>
    Buffer.from(a.buffer, a.byteOffset, a.byteLength),
  )
  await writeFile(next, Buffer.concat([length, json, ...arrays]), { flush: true })
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
  if (bytes.length !== headerEnd + 12 * h.size) return null
  const array = (i: number): Float32Array => {
    const from = headerEnd + 4 * h.size * i
    return new Float32Array(Uint8Array.from(bytes.subarray(from, from + 4 * h.size)).buffer)
  }
  return {
    step: h.step,
    seconds: h.seconds,
    loss: h.loss,
    normalization: h.normalization,
    job: h.job,
    weights: array(0),
    adam: { step: h.adamStep, first: array(1), second: array(2) },
  }
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

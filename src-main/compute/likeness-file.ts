import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { version } from '../../package.json'
import type { ModelCard } from '../contract/models.ts'
import { type LikenessStore, likenessLayout } from '../inference/checks/training-likeness.ts'
import { sealed, sealOf } from '../integrity/seal.ts'
import { sha256Of } from '../integrity/sha256.ts'
import { userCacheFolder } from './tensorflow/native-facts.mjs'

/** File size limit; 1,024 points of the widest network's outputs are far smaller. */
const mostBytes = 256 * 1024 * 1024
/** Files kept, one per model; the oldest are deleted. */
const mostFiles = 20

/** Numbers of 64 bits, little-endian, in base64. */
const Numbers = z.base64().transform((text) => {
  const bytes = Uint8Array.from(Buffer.from(text, 'base64'))
  return new Float64Array(bytes.buffer, 0, Math.floor(bytes.length / 8))
})
const Fit = z
  .object({ means: Numbers, sds: Numbers, factor: Numbers, points: Numbers, limit: z.number() })
  .refine(({ means: { length: D }, sds, factor, points }) => {
    return D > 0 && sds.length === D && factor.length === D * D && points.length % D === 0
  })
const File = z
  .object({ trace: Fit, network: Fit, lowest: Numbers, highest: Numbers })
  .refine(({ trace, lowest, highest }) =>
    [lowest, highest].every(({ length }) => length === trace.means.length),
  )

/**
 * Caches the comparison of traces with a model's training simulations (training-likeness.ts), which takes a second or
 * more to compute, in the user's cache folder. The file name is a hash of all that it depends on: the card with the
 * checksum of the weights, the backend (rounding differs), the layout of the fit, and the program's version. An unreadable or changed file
 * counts as missing; write errors are ignored, and the next program computes it again.
 */
export function createLikenessFile(card: ModelCard, backend: string): LikenessStore {
  const name = sha256Of(Buffer.from(JSON.stringify([version, likenessLayout, backend, card])))
  const path = join(userCacheFolder(), 'training-likeness', `${name}.json`)
  return {
    read() {
      try {
        if (statSync(path).size > mostBytes) return null
        const bytes = readFileSync(path)
        return sealOf(bytes) === 'sound' ? File.parse(JSON.parse(bytes.toString())) : null
      } catch {
        return null
      }
    },
    keep(fit) {
      try {
        mkdirSync(dirname(path), { recursive: true })
        // Atomic write: several programs may write it at once.
        const next = `${path}.${process.pid}`
        writeFileSync(next, sealed(JSON.stringify(fit, (_, value) => inBase64(value))))
        renameSync(next, path)
        makeRoom(dirname(path))
      } catch {
        return
      }
    },
  }
}

function makeRoom(folder: string): void {
  const files = readdirSync(folder).map((file) => {
    const path = join(folder, file)
    return { path, written: statSync(path).mtimeMs }
  })
  files.sort((a, b) => b.written - a.written)
  for (const { path } of files.slice(mostFiles)) rmSync(path, { force: true })
}

function inBase64(value: unknown): unknown {
  if (!(value instanceof Float64Array)) return value
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64')
}

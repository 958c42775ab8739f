import { NagumoError } from '../../contract/errors.ts'
import type { AbfFile } from './abf-file.ts'
import type { AbfHeader } from './header.ts'

const blockValues = 2 ** 18

/**
 * Reads the channels' sweeps, one after the other, in each channel's unit. Non-numeric values become NaN.
 * @param wanted indices of the channels to read
 * @returns by sweep, then as in `wanted`
 * @throws NagumoError FILE_UNREADABLE where the file ends too early, CANCELLED
 */
export async function readSamples(
  file: AbfFile,
  header: AbfHeader,
  wanted: readonly number[],
  signal?: AbortSignal,
): Promise<Float64Array[][]> {
  const sweeps: Float64Array[][] = []
  let at = header.dataStart
  for (const count of header.sweepCounts) {
    const points = Math.floor(count / header.channels.length)
    const columns = wanted.map(() => new Float64Array(points))
    await readSweep(file, header, at, wanted, columns, signal)
    sweeps.push(columns)
    at += count * valueBytes(header)
  }
  return sweeps
}

export function valueBytes({ float }: AbfHeader): number {
  return float ? 4 : 2
}

async function readSweep(
  file: AbfFile,
  header: AbfHeader,
  start: number,
  wanted: readonly number[],
  columns: readonly Float64Array[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const { channels, float } = header
  const stride = channels.length
  const bytes = valueBytes(header)
  const points = columns[0].length
  const block = Math.max(1, Math.floor(blockValues / stride))
  for (let from = 0; from < points; from += block) {
    if (signal?.aborted) throw new NagumoError('CANCELLED', `Reading ${file.name} was cancelled.`)
    const count = Math.min(block, points - from)
    const view = await file.read(start + from * stride * bytes, count * stride * bytes, 'its samples')
    wanted.forEach((channel, k) => {
      const { gain, offset } = channels[channel]
      const into = columns[k]
      for (let i = 0; i < count; i++) {
        const place = (i * stride + channel) * bytes
        const value = float ? view.getFloat32(place, true) : gain * view.getInt16(place, true) + offset
        into[from + i] = Number.isFinite(value) ? value : Number.NaN
      }
    })
  }
}

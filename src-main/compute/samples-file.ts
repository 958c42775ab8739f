import { open, readFile } from 'node:fs/promises'

/** Writes all sweeps in sequence as little-endian float64 (the byte order of all supported processors). */
export async function writeSamples(
  file: string,
  sweeps: readonly { samples: Float64Array }[],
): Promise<void> {
  const handle = await open(file, 'w')
  try {
    for (const { samples } of sweeps) {
      await handle.writeFile(Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength))
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Reads a file of `writeSamples`, as columns of equal length. @throws Error where the file has another length */
export async function readSamples(file: string, columns: number, points: number): Promise<Float64Array[]> {
  const bytes = await readFile(file)
  if (bytes.length !== 8 * columns * points)
    throw new Error(`expected ${columns} columns of ${points} samples, found ${bytes.length} bytes`)
  // A Buffer may be unaligned; a Float64Array must not be.
  const all = new Float64Array(columns * points)
  new Uint8Array(all.buffer).set(bytes)
  return Array.from({ length: columns }, (_, k) => all.subarray(k * points, (k + 1) * points))
}

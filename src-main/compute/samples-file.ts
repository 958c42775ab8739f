import { open } from 'node:fs/promises'

/** Writes all sweeps, one after the other, as little-endian float64 (the order of every processor this runs on). */
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

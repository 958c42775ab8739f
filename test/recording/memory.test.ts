import { execFile } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { buildScript } from '../shells/build-script.ts'

/** A table of time and eight sweeps, by blocks. */
function* lines(bytes: number): Generator<string> {
  yield `time_s,${Array.from({ length: 8 }, (_, k) => `sweep${k}_mV`).join(',')}\n`
  for (let i = 0, size = 0; size < bytes; ) {
    let block = ''
    for (const end = i + 5000; i < end; i++) {
      const v = -65 + 3 * Math.sin(1.7 * i) + 90 * Math.exp(-(((i % 2000) - 40) ** 2) / 200)
      block += `${(i * 5e-5).toFixed(5)}${`,${v.toFixed(3)}`.repeat(8)}\n`
    }
    size += block.length
    yield block
  }
}

// Beyond some 130 MB for the garbage of strings, which a larger file does not add to, it is the samples alone: 60 MB
// take 2.3 times the file, 200 MB (measured by hand) 1.3 times.
it('takes less memory than four times a large file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nagumo-memory-'))
  const { script, remove } = await buildScript(
    fileURLToPath(new URL('./fixtures/read-memory.ts', import.meta.url)),
  )
  try {
    const file = join(folder, 'large.csv')
    await pipeline(lines(60e6), createWriteStream(file))
    const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', script, file])
    const { points, sweeps, extra } = JSON.parse(stdout)
    expect(sweeps).toBe(8)
    expect(points).toBeGreaterThan(800_000)
    expect(extra).toBeLessThan(4 * (await stat(file)).size)
  } finally {
    await remove()
    await rm(folder, { recursive: true, force: true })
  }
})

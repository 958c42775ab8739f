import { truncateSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../src-main/model/random.ts'
import { readRecording, viewTrace } from '../../src-main/recording/index.ts'
import { cpuSeconds } from '../support/cpu-time.ts'
import { write } from './files.ts'

/** A million samples at 20 kHz: time, voltage, a second sweep, a stimulus. */
function million(): { path: string; last: number } {
  const random = createRandom(8)
  const parts: string[] = ['time_s,a_mV,b_mV,command_pA\n']
  let last = 0
  for (let i = 0; i < 1_000_000; i++) {
    last = Math.round(1e4 * (-65 + random.normal() + 90 * Math.exp(-(((i % 4000) - 40) ** 2) / 200))) / 1e4
    parts.push(`${(i * 5e-5).toFixed(5)},${last.toFixed(4)},${(last / 2).toFixed(5)},${i % 100}.0000\n`)
  }
  return { path: write(parts.join('')), last }
}

describe('a million points', () => {
  const { path, last } = million()

  it('open in seconds, whole', async () => {
    const started = cpuSeconds()
    const { points, samplingInterval, sweeps, reading } = await readRecording(path, 'long.csv')
    const seconds = cpuSeconds() - started
    expect(points).toBe(1_000_000)
    expect(samplingInterval).toBeCloseTo(0.05, 9)
    expect(sweeps.map((s) => s.name)).toEqual(['a_mV', 'b_mV'])
    expect(sweeps[0].samples[999_999]).toBe(last)
    expect(reading.doubts).toEqual([])
    // About one, of one core.
    expect(seconds).toBeLessThan(15)
    const view = viewTrace(
      sweeps[0].samples,
      { samplingInterval, start: 0, voltageUnit: 'mV' },
      { points: 2000 },
    )
    expect(view.spikes.length).toBe(250)
  })

  it('can be cancelled on the way', async () => {
    const controller = new AbortController()
    const reading = readRecording(path, 'long.csv', controller.signal)
    setTimeout(() => controller.abort(), 30)
    await expect(reading).rejects.toMatchObject({ code: 'CANCELLED' })
  })
})

describe('too large', () => {
  it('a file beyond 512 MB', async () => {
    const path = write('time_ms,voltage_mV\n0,-65\n')
    truncateSync(path, 513 * 1024 * 1024)
    await expect(readRecording(path, 'huge.csv')).rejects.toMatchObject({
      code: 'FILE_TOO_LARGE',
      message: expect.stringMatching(/513 MB; at most 512 MB/),
    })
  })

  it('a line that never ends', async () => {
    const path = write(`0,1\n0.1,2\n${'0'.repeat(5 * 1024 * 1024)}`)
    await expect(readRecording(path, 'line.csv')).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
    const first = write('1,'.repeat(2 * 1024 * 1024))
    await expect(readRecording(first, 'row.csv')).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringMatching(/more than a million characters.*turn rows into columns/),
    })
  })

  it('a stray quotation mark does not hide what follows', async () => {
    const rows = Array.from({ length: 2000 }, (_, i) => `"${i / 10}","${-65 + Math.sin(i)}"`)
    rows[700] = '"70,"-65"'
    const path = write(`time_ms,voltage_mV\n${rows.join('\n')}\n`)
    await expect(readRecording(path, 'quote.csv')).rejects.toMatchObject({
      code: expect.stringMatching(/COLUMN_COUNT|CELL_NOT_A_NUMBER/),
      message: expect.stringMatching(/Line 70[12]/),
    })
  })
})

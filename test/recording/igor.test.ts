import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { milliseconds } from '../../src-main/contract/units.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { readRecording } from '../../src-main/recording/index.ts'
import { failure, read, write } from './files.ts'
import { hold, mutated } from './fuzz.ts'

// The files were made by igor/make_fixtures.py, and the values read with igor2.
const fixture = (name: string): string => fileURLToPath(new URL(`./igor/${name}`, import.meta.url))
const bytesOf = (name: string): Buffer => readFileSync(fixture(`${name}.ibw`))
const peer = JSON.parse(readFileSync(fixture('expected.json'), 'utf8')) as Record<
  string,
  { name: string; unit: string; xUnit: 's' | 'ms'; step: number; columns: number[][] }
>

describe('an Igor binary wave', () => {
  it.each(Object.keys(peer))('%s has the values, step and unit that igor2 reads', async (name) => {
    const { name: wave, unit, xUnit, step, columns } = peer[name]
    const recording = await readRecording(fixture(`${name}.ibw`), `${name}.ibw`)
    expect(recording.samplingInterval).toBeCloseTo(step * milliseconds[xUnit], 12)
    expect(recording.sweeps.map((sweep) => sweep.name)).toEqual(
      columns.length === 1 ? [wave] : columns.map((_, k) => `${wave}, column ${k + 1}`),
    )
    columns.forEach((column, k) => {
      const { samples } = recording.sweeps[k]
      expect(samples.length).toBe(column.length)
      samples.forEach((v, i) => {
        expect(v).toBeCloseTo(column[i], 7)
      })
    })
    expect(recording.reading).toMatchObject({ format: 'igor', doubts: [], voltageUnit: unit || 'mV' })
  })

  it.each([
    ['no-scale', 'NO_TIME_COLUMN', /steps of 1 without a unit.*SetScale\/P x/],
    ['current', 'NO_VOLTAGE_COLUMN', /“Im” is in pA\. It seems to be a current/],
  ])('%s is refused in words', async (name, code, message) => {
    const error = await failure(bytesOf(name))
    expect(error.code).toBe(code)
    expect(error.message).toMatch(message)
  })

  it('cut off, says so; a header whose checksum is wrong is none', async () => {
    const whole = bytesOf('v5-little')
    for (const end of [384, 400, 1983]) {
      const error = await failure(whole.subarray(0, end))
      expect(error.code).toBe('FILE_UNREADABLE')
      expect(error.message).toMatch(/is too short: according to its header its values need 1984 bytes/)
    }
    const wrong = Buffer.from(whole)
    wrong[92] ^= 1
    await expect(readRecording(write(wrong), 'cell.ibw')).rejects.toMatchObject({
      code: 'FILE_BINARY',
      message: expect.stringMatching(/an Igor binary wave that is damaged/),
    })
  })

  it('whatever bytes are changed, with a checksum that fits, it is read or refused in words', async () => {
    const random = createRandom(5)
    for (let k = 0; k < 150; k++) {
      const bytes = mutated(bytesOf(k % 2 ? 'v5-little' : 'v5-big-matrix'), random, [4, 384])
      if (bytes.length < 384) continue
      const little = bytes[0] === 5
      const word = (at: number): number => (little ? bytes.readInt16LE(at) : bytes.readInt16BE(at))
      let sum = -word(2)
      for (let at = 0; at < 384; at += 2) sum += word(at)
      if (little) bytes.writeUInt16LE(-sum & 0xffff, 2)
      else bytes.writeUInt16BE(-sum & 0xffff, 2)
      await hold(read, bytes)
    }
  })
})

import { describe, expect, it } from 'vitest'
import { createRandom } from '../../src-main/model/random.ts'
import { readRecording } from '../../src-main/recording/index.ts'
import { isAlike, looksOf } from '../../src-main/recording/meaning/by-values.ts'
import { membrane, read, write } from './files.ts'

const n = 4000
const random = createRandom(7)
const noise = Array.from({ length: 8 * n }, () => random.normal())
const v = membrane(n)
/** A step of 110 in the middle half, with noise of so large a deviation. */
const step = (sd: number, from = 0): number[] =>
  v.map((_, i) => (i > n / 4 && i < (3 * n) / 4 ? 110 : 0) + sd * noise[from + i])
/** A membrane below threshold: charged to so many mV and back, 10 ms. */
const passive = (by: number, from = 0): number[] => {
  let x = 0
  return v.map((_, i) => {
    x += ((i > n / 4 && i < n / 2 ? by : 0) - x) / 100
    return -65 + x + 0.2 * noise[from + i]
  })
}
/** FitzHugh–Nagumo by Euler steps: u and w. */
const fitzhugh = (): [number[], number[]] => {
  let [u, w] = [-1, 0]
  const us: number[] = []
  const ws: number[] = []
  for (let i = 0; i < 40 * n; i++) {
    const du = 3 * (u - u ** 3 / 3 + w - 0.4)
    const dw = -(u - 0.7 + 0.5 * w) / 3
    u += 0.005 * du
    w += 0.005 * dw
    if (i % 40 === 0) {
      us.push(u)
      ws.push(w)
    }
  }
  return [us, ws]
}
const file = (...columns: number[][]): string =>
  v.map((_, i) => [(i / 10).toFixed(1), ...columns.map((x) => x[i].toFixed(5))].join(' ')).join('\n')
const rolesOf = async (...columns: number[][]): Promise<{ roles: string[]; codes: string[] }> => {
  const { reading } = await read(file(...columns))
  return { roles: reading.columns.slice(1).map(({ role }) => role), codes: reading.doubts.map((d) => d.code) }
}

describe('columns without names', () => {
  it.each([0, 0.5, 8])(
    'a step with noise of sd %d before the voltage is a stimulus, and asked about',
    async (sd) => {
      expect(await rolesOf(step(sd), v)).toEqual({
        roles: ['stimulus', 'voltage'],
        codes: ['STIMULUS_BY_VALUES'],
      })
      expect(await rolesOf(v, step(sd))).toEqual({
        roles: ['voltage', 'stimulus'],
        codes: ['STIMULUS_BY_VALUES'],
      })
      const { reading } = await read(file(step(sd), v))
      expect(reading.doubts[0].text).toMatch(/column 2 look like a stimulus.*column 3 has spikes/)
    },
  )

  it('a step is a stimulus, too, beside a membrane that does not fire', async () => {
    expect((await rolesOf(step(3), passive(9))).roles).toEqual(['stimulus', 'voltage'])
  })

  it('pairs of stimulus and voltage', async () => {
    const { roles } = await rolesOf(
      step(3),
      v,
      step(3, n),
      v.map((x, i) => x + 0.3 * noise[i]),
    )
    expect(roles).toEqual(['stimulus', 'voltage', 'stimulus', 'voltage'])
  })

  it('the recovery variable of a model is asked about, with each reading as an answer', async () => {
    const [u, w] = fitzhugh()
    const text = file(u, w)
    const { reading, sweeps } = await read(text)
    expect(sweeps.map(({ name }) => name)).toEqual(['column 2'])
    const [doubt] = reading.doubts
    expect(doubt).toMatchObject({ code: 'COLUMN_UNDECIDED', about: 'columns' })
    const read2 = await Promise.all(
      doubt.answers!.map(({ choice }) => readRecording(write(text), 'cell.csv', undefined, choice)),
    )
    expect(read2.map((one) => one.reading.columns.slice(1).map(({ role }) => role))).toEqual([
      ['voltage', 'other'],
      ['voltage', 'stimulus'],
      ['voltage', 'voltage'],
      ['stimulus', 'voltage'],
    ])
    for (const one of read2) expect(one.reading.doubts).toEqual([])
  })

  it('a gating variable beside a membrane in mV is asked about', async () => {
    const gate = v.map((x) => 1 / (1 + Math.exp(-(x + 35) / 9)))
    expect(await rolesOf(v, gate)).toEqual({ roles: ['voltage', 'other'], codes: ['COLUMN_UNDECIDED'] })
  })

  it('a ramp of current beside a passive membrane: nothing decides, so it is asked', async () => {
    const ramp = v.map((_, i) => i / 100 + 0.1 * noise[i])
    const { codes } = await rolesOf(passive(9), ramp)
    expect(codes).toHaveLength(1)
  })

  it('sweeps of one neuron are sweeps, without a question', async () => {
    const again = (from: number): number[] => v.map((_, i) => v[(i + from) % n] + 0.3 * noise[from + i])
    expect(await rolesOf(v, again(37))).toEqual({ roles: ['voltage', 'voltage'], codes: [] })
    const family = [passive(-30), passive(-10, n), passive(0, 2 * n), passive(12, 3 * n)]
    expect((await rolesOf(...family)).codes).toEqual([])
    expect((await rolesOf(...family, v, again(11))).codes).toEqual([])
  })
})

describe('what a column looks like', () => {
  const kind = (x: number[]): string => looksOf(Float64Array.from(x)).kind

  it('is the same in any unit, and with samples missing', () => {
    expect([kind(v), kind(v.map((x) => x / 1000)), kind(v.map((x, i) => (i % 97 ? x : Number.NaN)))]).toEqual(
      Array(3).fill('spikes'),
    )
    expect(kind(step(8).map((x) => 1e-12 * x))).toBe('steps')
  })

  it('a ramp, a passive response and noise are no steps', () => {
    expect([kind(v.map((_, i) => i)), kind(passive(20)), kind(noise.slice(0, n))]).toEqual(
      Array(3).fill('open'),
    )
  })

  it('does not depend on the length', () => {
    const long = Array.from({ length: 60 }, () => v).flat()
    expect(kind(long)).toBe('spikes')
    const looks = looksOf(Float64Array.from(v))
    expect(isAlike(looks, looksOf(Float64Array.from(long)), false)).toBe(true)
  })
})

import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readRecording } from '../../src-main/recording/index.ts'
import { shortEnds } from '../../src-main/recording/short-last-sweep.ts'
import { failure, membrane, read, table } from './files.ts'
import { contradictions } from './variants/contradictions.ts'
import { asked, n, rates, type Variant, v, variants } from './variants/exports-of-programs.ts'
import { dialects } from './variants/languages.ts'

describe.each<[string, Variant[]]>([
  ['exports of programs', variants],
  ['words for a rate', rates],
  ['words that are not known', asked],
  ['tables as languages and spreadsheets write them', dialects],
  ['what contradicts itself, is cut off or implausible', contradictions],
])('%s', (_, list) => {
  it.each(list)('%s', async (_name, content, right = {}) => {
    if (right.refused) {
      expect((await failure(content)).code).toMatch(right.refused)
      return
    }
    const { reading, sweeps, points, samplingInterval, stimuli } = await read(content)
    const codes = reading.doubts.map(({ code }) => code).join()
    if (right.asks) {
      expect(codes).toMatch(right.asks)
      if (right.sweeps) expect(sweeps.length).toBe(right.sweeps)
      return
    }
    expect(1000 / samplingInterval).toBeCloseTo(20_000, 0)
    expect([reading.voltageUnit, sweeps.length, points]).toEqual([
      right.unit ?? 'mV',
      right.sweeps ?? 1,
      right.samples ?? n,
    ])
    if (right.stimuli !== undefined) expect(stimuli.length).toBe(right.stimuli)
    const { scale = 1 } = right
    sweeps[0].samples.forEach((x, i) => {
      if (!Number.isNaN(x)) expect(Math.abs(x / scale - v[i])).toBeLessThan(0.01)
    })
    expect(sweeps[0].samples.filter(Number.isFinite).length).toBeGreaterThan(0.3 * n)
  })
})

describe('two readings of the rate', () => {
  const text = `Sampling rate: 20 kHz\n${table(membrane(300).map((x, i) => `${(i * 0.1).toFixed(1)},${x}`))}`

  it('are answers, and the one that is chosen holds', async () => {
    const [doubt] = (await read(text)).reading.doubts
    expect(doubt).toMatchObject({ code: 'RATE_CONTRADICTED', about: 'rate' })
    const found = await Promise.all(doubt.answers!.map(({ choice }) => read(text, choice)))
    expect(found.map(({ samplingInterval }) => samplingInterval)).toEqual([0.1, 0.05])
    expect(found.flatMap(({ reading }) => reading.doubts)).toEqual([])
  })

  it('a further column of times at another rate is told', async () => {
    const pairs = (step: number, from = 0) =>
      table(
        membrane(300).map((x, i) => `${(i * 0.05).toFixed(2)},${x},${(i * step + from).toFixed(2)},${x}`),
        't1 (ms),V1 (mV),t2 (ms),V2 (mV)',
      )
    expect((await read(pairs(0.1))).reading.doubts.map(({ text: t }) => t)).toEqual([
      expect.stringMatching(/^Column 3 .* 10 kHz; all sweeps were read at 20 kHz/),
    ])
    expect((await read(pairs(0.05, 2000))).reading.doubts).toEqual([])
  })

  it('of an NWB series are its rate and its times', async () => {
    const path = fileURLToPath(new URL('./nwb/two-clocks.nwb', import.meta.url))
    const { samplingInterval, reading } = await readRecording(path, 'cell.nwb')
    expect(samplingInterval).toBe(0.05)
    const apart = reading.doubts.filter(({ code }) => code === 'RATE_CONTRADICTED')
    expect(apart).toEqual([
      expect.objectContaining({
        code: 'RATE_CONTRADICTED',
        text: expect.stringMatching(/“data_00000_AD0” gives a rate of 20 kHz.*times at 10 kHz/),
      }),
    ])
    const other = await readRecording(path, 'cell.nwb', undefined, apart[0].answers![1].choice)
    expect(other.samplingInterval).toBe(0.1)
    expect(other.reading.doubts.map(({ code }) => code)).not.toContain('RATE_CONTRADICTED')
  })
})

it('a last sweep is short where all others have one length', () => {
  expect([
    shortEnds([100, 100, 60]),
    shortEnds([100, 100, 98]),
    shortEnds([100, 60]),
    shortEnds([100, 10]),
    shortEnds([100, 80, 60]),
    shortEnds([60, 100, 100]),
    shortEnds([100, 100, 60, 100, 100, 60]),
  ]).toEqual([[2], [], [], [1], [], [], [2, 5]])
})

it('a sweep of two milliseconds is asked where another unit makes it longer', async () => {
  const fast = membrane(400).map((x, i) => `${(i * 0.005).toFixed(3)},${x}`)
  const [doubt] = (await read(table(fast))).reading.doubts
  expect(doubt).toMatchObject({ code: 'DURATION_IMPLAUSIBLE', about: 'timeUnit' })
  expect(doubt.answers?.map(({ choice }) => choice.timeUnit)).toEqual(['ms', 's'])
})

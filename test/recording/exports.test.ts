import { describe, expect, it } from 'vitest'
import { n, programExports, v } from './export-files.ts'
import { read } from './files.ts'

describe('exports of recording programs', () => {
  it.each(programExports)('%s', async (_, text, { names, unit, stimuli = [], gain = 1 }) => {
    const recording = await read(text)
    expect(recording.sweeps.map((s) => s.name)).toEqual(names)
    expect(recording.samplingInterval).toBeCloseTo(0.05, 9)
    expect(recording.points).toBe(n)
    expect(recording.start).toBe(0)
    expect(recording.reading.voltageUnit).toBe(unit)
    expect(recording.stimuli.map((s) => s.unit)).toEqual(stimuli)
    expect(recording.reading.doubts).toEqual([])
    recording.sweeps[0].samples.forEach((x, i) => {
      expect(x * gain).toBeCloseTo(v[i], 4)
    })
  })

  it('gives each sweep its own stimulus', async () => {
    const { stimuli } = await read(programExports[0][1])
    expect(stimuli.map(({ name, sweep }) => [name, sweep])).toEqual([
      ['Trace #1 (pA)', 0],
      ['Trace #2 (pA)', 1],
    ])
    expect(stimuli[1].samples[7]).toBe(-7)
    const stacked = await read(programExports[1][1])
    expect(stacked.stimuli.map(({ sweep }) => sweep)).toEqual([0, 1])
    expect(stacked.stimuli[1].samples.length).toBe(n)
  })

  it('names the lines that say the rate', async () => {
    const { reading } = await read(programExports[2][1])
    expect(reading.rate).toBe(20_000)
    expect(reading.evidence).toContainEqual({
      conclusion: 'Time: samples at even intervals; 20 kHz',
      because: 'the file says “"START"·0.00000·0.00005”',
    })
  })
})

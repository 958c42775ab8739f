import { describe, expect, it } from 'vitest'
import { readRecording } from '../../src-main/recording/index.ts'
import { namedRate } from '../../src-main/recording/meaning/named-rate.ts'
import { membrane, read, table, write } from './files.ts'

const v = membrane(300)
const under = (lines: string): string => `${lines}\n${table(v.map(String), 'Vm (mV)')}`

describe('rates as headers spell them', () => {
  it.each([
    ['Sampling rate: 20,000 Hz', 20_000],
    ['Sampling rate: 20 000 Hz', 20_000],
    ['Sampling rate: 20.000 Hz', 20_000],
    ['Sampling rate: 20’000 Hz', 20_000],
    ['Sampling rate: 20,000.0 Hz', 20_000],
    ['Sampling rate: 20.000,0 Hz', 20_000],
    ['Sampling rate: 20,000', 20_000],
    ['Sampling rate: 20,000 kHz', 20_000],
    ['Sampling rate: 20.000 kHz', 20_000],
    ['Sampling rate: 100,000 Hz', 100_000],
    ['Acquisition rate (Hz),20,000', 20_000],
    ['Acquisition rate (kHz),20', 20_000],
    ['Acquisition rate (Hz),20000,5000', 20_000],
    ['Sampling interval (us): 1,000', 1000],
    ['Sampling interval (us): 50', 20_000],
    ['Sampling interval: 50.000 µs', 20_000],
    ['Abtastintervall: 0,050 ms', 20_000],
    ['Sample interval: 50 microseconds', 20_000],
    ['Sample rate: 20 kSamples/s', 20_000],
    ['Sample rate: 20 kS/s', 20_000],
    ['Sample rate: 20 ksps', 20_000],
    ['Sample rate = 20000 sps', 20_000],
    ['Sample rate: 20000 samples per second', 20_000],
    ['Sample rate: 0.02 MHz', 20_000],
    ['fs=2.0E+04', 20_000],
    ['%Sample Rate = 20000.0 Hz', 20_000],
    ['Sampling: 20000 Hz per channel', 20_000],
    ['Sampling rate: 20 kHz, low-pass 5 kHz', 20_000],
    ['Bessel filter 5 kHz; sampling rate: 20 kHz', 20_000],
    ['Sampling rate\n20000', 20_000],
    ['Sampling rate (kHz)\n20', 20_000],
    ['Sampling rate (Hz)\tGain\n20000\t10', 20_000],
    ['X SetScale/P x, 0.000E+00,  5.000000000E-05,"s", cell_1', 20_000],
  ])('%s', (text, hertz) => {
    const named = namedRate(text.split('\n'))
    expect(named?.rate).toBeCloseTo(hertz, 3)
    expect(named?.doubt).toBeUndefined()
  })

  it.each([
    ['Sampling rate: 20', [20_000, 20]],
    ['Sampling rate: 20 kWhatever', [20_000, 20]],
    ['fs = 500', [500, 500_000]],
    ['Sampling rate: 250,000 Hz', [250_000, 250]],
  ])('%s is asked', (text, rates) => {
    const { doubt, rate } = namedRate([text])!
    expect(doubt).toMatchObject({ code: 'RATE_AMBIGUOUS', about: 'rate' })
    expect(doubt!.answers!.map(({ choice }) => choice.rate).sort()).toEqual(rates.toSorted())
    expect(rates).toContain(rate)
  })

  it.each([
    'Sampling rate: 20kFoo',
    'Filter rate 5 kHz',
    'Rate of perfusion (ml/min)\n20',
    'Sampling rate: high',
  ])('%s says none', (text) => {
    expect(namedRate(text.split('\n'))).toBeNull()
  })
})

describe('a recording without times', () => {
  it('takes the rate from a line of its own below its title', async () => {
    const { reading, points, samplingInterval } = await read(under('Sampling rate\n20000'))
    expect([points, samplingInterval, reading.rate]).toEqual([300, 0.05, 20_000])
    expect(reading.columns).toEqual([{ name: 'Vm (mV)', role: 'voltage', unit: 'mV' }])
    expect(reading.doubts).toEqual([])
  })

  it('says why a number was read as it was', async () => {
    const { reading } = await read(under('Sampling rate: 20,000 Hz'))
    expect(reading.evidence).toContainEqual({
      conclusion: 'Time: samples at even intervals; 20 kHz',
      because: 'the file says “Sampling rate: 20,000 Hz”; the comma separates thousands',
    })
  })

  it('asks what 20 means, and takes the answer', async () => {
    const text = under('Sampling rate: 20')
    const { reading, samplingInterval } = await read(text)
    expect(samplingInterval).toBeCloseTo(0.05, 12)
    expect(reading.doubts.map(({ code }) => code)).toEqual(['RATE_AMBIGUOUS'])
    const [, hertz] = reading.doubts[0].answers!
    const again = await readRecording(write(text), 'cell.csv', undefined, hertz.choice)
    expect([again.samplingInterval, again.reading.doubts]).toEqual([50, []])
  })
})

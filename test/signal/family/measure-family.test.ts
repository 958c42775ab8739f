import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { CellFeatures } from '../../../src-main/contract/cells.ts'
import { measureFamily } from '../../../src-main/signal/family/measure-family.ts'
import { meanOverSweeps, slopeOverSweeps } from '../../../src-main/signal/family/over-sweeps.ts'
import { measureFeatures } from '../../../src-main/signal/features/measure-features.ts'
import { studentQuantile } from '../../../src-main/signal/statistics/student-quantile.ts'
import { made, madeFamily } from './made-family.ts'

interface Peer {
  quantiles: [number, number][]
  x: number[]
  y: number[]
  slope: number[]
  mean: number[]
}
const peer = JSON.parse(readFileSync(new URL('scipy-over-sweeps.json', import.meta.url), 'utf8')) as Peer

const featureOf = ({ summary }: CellFeatures, name: string) => {
  const found = summary.find((one) => one.name === name)
  if (!found) throw new Error(`no feature ${name}`)
  return found
}

describe('intervals over sweeps are SciPy’s', () => {
  it('Student’s quantiles', () => {
    for (const [freedom, quantile] of peer.quantiles)
      expect(Math.abs(studentQuantile(freedom) / quantile - 1)).toBeLessThan(0.002)
  })

  it('a slope and a mean', () => {
    const found = [slopeOverSweeps(peer.x, peer.y), meanOverSweeps(peer.y)]
    found.forEach((one, k) => {
      const [value, from, to] = k === 0 ? peer.slope : peer.mean
      expect(one!.value).toBeCloseTo(value, 10)
      expect(one!.interval!.from).toBeCloseTo(from, 3)
      expect(one!.interval!.to).toBeCloseTo(to, 3)
    })
  })

  it('two sweeps have none', () => {
    expect(meanOverSweeps([1, 2])).toEqual({ value: 1.5, interval: null })
    expect(meanOverSweeps([])).toBeNull()
    expect(slopeOverSweeps([1, 2], [1, 2])).toBeNull()
    expect(slopeOverSweeps([1, 1, 1], [1, 2, 3])).toBeNull()
  })
})

describe('a family of steps', () => {
  const amplitudes = [-100, -50, 0, 50, 100, 150, 250, 300, 350, 400]
  const { family, protocol } = madeFamily(amplitudes)
  const features = measureFamily(family, protocol)

  it('of the cell: rest, resistance, threshold, rheobase', () => {
    expect(featureOf(features, 'resting_potential').value).toBeCloseTo(made.rest, 1)
    const resistance = featureOf(features, 'input_resistance')
    expect(resistance.value).toBeCloseTo(1000 * made.resistance, 0)
    expect(resistance.interval!.from).toBeLessThan(1000 * made.resistance + 0.5)
    expect(resistance.note).toBe('Of 5 sweeps, from −80 to −60 mV.')
    expect(featureOf(features, 'rheobase')).toMatchObject({
      value: 250,
      interval: { from: 150, to: 250 },
      note: 'Between the last step without a spike and the first with one.',
    })
    expect(Math.abs(featureOf(features, 'threshold').value! - made.threshold)).toBeLessThan(2)
  })

  it('the rate rises with the current', () => {
    const slope = featureOf(features, 'f_i_slope')
    const firing = features.sweeps.filter(({ spikes }) => spikes > 0)
    const fitted = slopeOverSweeps(
      firing.map(({ amplitude }) => amplitude),
      firing.map(({ rate }) => rate),
    )
    expect(slope).toMatchObject({ value: fitted!.value, interval: fitted!.interval })
    expect(slope.value).toBeGreaterThan(0.05)
    expect(featureOf(features, 'max_rate')).toMatchObject({ value: firing.at(-1)!.rate })
    expect(featureOf(features, 'max_rate').note).toContain('the largest current')
  })

  it('a sweep has what features of a trace have by the same definitions', () => {
    const sweep = family.sweeps[8]
    const { features: alone } = measureFeatures(
      { samples: sweep.voltage, samplingInterval: 0.1, start: 0, voltageUnit: 'mV' },
      { stimulus: { from: made.onset, to: made.offset } },
    )
    const byName = (name: string) => alone.find((one) => one.name === name)!
    const found = features.sweeps[8]
    expect(found.spikes).toBe(byName('spike_count').value)
    expect(found.latency).toBeCloseTo(byName('time_to_first_spike').value!, 6)
    expect(found.threshold).toBeCloseTo(byName('AP_begin_voltage').values[0], 6)
    expect(found.firstInterval).toBeCloseTo(byName('all_ISI_values').values[0], 6)
    expect(found.lastInterval).toBeCloseTo(byName('all_ISI_values').values.at(-1)!, 6)
    expect(found.adaptation).toBeCloseTo(1, 1)
    const silent = measureFeatures(
      { samples: family.sweeps[0].voltage, samplingInterval: 0.1, start: 0, voltageUnit: 'mV' },
      { stimulus: { from: made.onset, to: made.offset } },
    ).features
    const ofSilent = (name: string) => silent.find((one) => one.name === name)!.value!
    expect(features.sweeps[0].rest).toBeCloseTo(ofSilent('voltage_base'), 9)
    expect(features.sweeps[0].steady).toBeCloseTo(ofSilent('steady_state_voltage_stimend'), 9)
    expect(features.sweeps[8].steady).toBeNull()
  })

  it('missing samples are left out of the rate, and no interval spans them', () => {
    const gapped = madeFamily(amplitudes)
    gapped.family.sweeps[8].voltage.fill(Number.NaN, 3000, 5000)
    const { sweeps } = measureFamily(gapped.family, gapped.protocol)
    const [whole, part] = [features.sweeps[8], sweeps[8]]
    expect(part.spikes).toBeLessThan(whole.spikes)
    expect(Math.abs(part.rate / whole.rate - 1)).toBeLessThan(0.1)
    expect(part.firstInterval).toBeCloseTo(whole.firstInterval!, 6)
    expect(part.lastInterval!).toBeLessThan(1.1 * whole.lastInterval!)
  })
})

describe('what can’t be told says why', () => {
  const noteOf = (amplitudes: number[], name: string) => {
    const { family, protocol } = madeFamily(amplitudes)
    return featureOf(measureFamily(family, protocol), name)
  }

  it.each<[string, number[], string, string]>([
    ['no sweep fires', [-50, 0, 50], 'rheobase', 'No step evokes a spike.'],
    ['no sweep fires', [-50, 0, 50], 'threshold', 'No sweep has a spike in the stimulus.'],
    ['all fire', [300, 400], 'rheobase', 'Every step evokes spikes, including the smallest of 300 pA.'],
    [
      'one fires',
      [0, 300],
      'f_i_slope',
      'It takes 3 sweeps with spikes and at different currents; there are 1.',
    ],
    [
      'two are silent',
      [0, 50, 300],
      'input_resistance',
      'It takes 3 sweeps without spikes and at different currents; there are 2.',
    ],
    ['no sag', [0, 50], 'sag_ratio', 'No step without spikes lowers the voltage by 5 mV.'],
  ])('%s: %#', (_, amplitudes, name, note) => {
    expect(noteOf(amplitudes, name)).toMatchObject({ value: null, interval: null, note })
  })

  it('another waveform has no f–I curve, a cell that fires by itself no rheobase', () => {
    const { family, protocol } = madeFamily([0, 100, 300])
    const noise = measureFamily(family, { ...protocol, shape: 'noise' })
    expect(featureOf(noise, 'f_i_slope').note).toBe('Needs a family of current steps.')
    const late = measureFamily(family, { ...protocol, onset: 650 })
    expect(featureOf(late, 'rheobase').note).toBe('The cell fires before the step in 1 of 3 sweeps.')
  })
})

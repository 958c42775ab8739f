import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { measureFeatures } from '../../../src-main/recording/index.ts'
import { linearAt } from '../../../src-main/signal/interpolate.ts'

/** What eFEL 5.7.34 says of traces of straight lines: test/signal/features/efel-made.py. */
interface Case {
  name: string
  corners: [number, number][]
  peaks: number[]
  start: number
  samplingInterval: number
  length: number
  highest: number
  stimulus: [number, number]
  efel: Record<string, number[] | null>
}
const { cases } = JSON.parse(readFileSync(new URL('./efel-made.json', import.meta.url), 'utf8')) as {
  cases: Case[]
}

function measured(name: string) {
  const one = cases.find((c) => c.name === name)!
  const { corners, peaks, start, samplingInterval, length, highest, stimulus } = one
  const [x, y] = [corners.map(([t]) => t), corners.map(([, v]) => v)]
  const samples = Float64Array.from({ length: Math.round(length / samplingInterval) }, (_, j) => {
    const t = start + j * samplingInterval
    const near = peaks.find((peak) => t - peak >= x[0] - 1e-9 && t - peak <= x[x.length - 1] + 1e-9)
    return Math.min(highest, near === undefined ? -70 : linearAt(x, y, t - near))
  })
  const source = { samples, samplingInterval, start, voltageUnit: 'mV' as const }
  const found = measureFeatures(source, { stimulus: { from: stimulus[0], to: stimulus[1] } })
  const byName = Object.fromEntries(found.features.map((feature) => [feature.name, feature]))
  return { found, byName, efel: one.efel }
}

/** All features that eFEL has, to rounding, but those that are named. */
function likeEfel(
  { found, byName, efel }: ReturnType<typeof measured>,
  except: readonly string[] = [],
): void {
  for (const [name, expected] of Object.entries(efel)) {
    if (except.includes(name)) continue
    const { value = null, values = [] } = name === 'peak_time' ? { values: found.peaks } : byName[name]
    const ours = values.length > 0 ? values : value === null ? null : [value]
    if (expected === null) expect(ours, name).toBeNull()
    else {
      expect(ours?.length, name).toBe(expected.length)
      ours?.forEach((v, k) => {
        expect(Math.abs(v - expected[k]), `${name}[${k}]`).toBeLessThan(1e-6)
      })
    }
  }
}

describe('where eFEL is right', () => {
  it.each(['plain', 'a minute later'])('%s: its values are ours', (name) => {
    likeEfel(measured(name))
  })
})

describe('where eFEL is wrong', () => {
  it('spikes with neighbouring points at exactly −20 mV count, each with its shape', () => {
    const { found, byName, efel } = measured('neighbours exactly at -20 mV')
    expect(efel.spike_count).toEqual([0])
    expect(found).toMatchObject({ rule: 'efel', notes: [] })
    expect(byName.spike_count.value).toBe(5)
    expect(byName.all_ISI_values.values.map((v) => Number(v.toFixed(6)))).toEqual([20, 100, 80, 110])
    expect(byName.AHP_depth_abs.value).toBeCloseTo(-80, 6)
    // At −25 mV: 1.6 ms before the peak, 2.7 ms after it.
    expect(byName.spike_half_width.value).toBeCloseTo(4.3, 6)
  })

  it('a clipped spike has the minimum after its fall, and no peak or width', () => {
    const clipped = measured('clipped')
    const { found, byName, efel } = clipped
    expect(efel.AHP_depth_abs?.[0]).toBe(10)
    const changed = [
      'peak_voltage',
      'AP_amplitude',
      'spike_half_width',
      'AHP_depth_abs',
      'fast_AHP',
      'AHP_depth',
    ]
    likeEfel(clipped, changed)
    expect(byName.AHP_depth_abs.values).toHaveLength(5)
    expect(byName.AHP_depth_abs.value).toBeCloseTo(-80, 6)
    expect(byName.AHP_depth.value).toBeCloseTo(-10, 6)
    expect(byName.fast_AHP.value).toBeCloseTo(10, 6)
    for (const name of ['peak_voltage', 'AP_amplitude', 'spike_half_width', 'AP_duration_half_width']) {
      expect(byName[name], name).toMatchObject({ value: null, note: expect.stringMatching(/peak is flat/) })
    }
    expect(found.notes).toEqual([
      expect.stringMatching(/clipped: .* at its maximum, 10 mV.*tops of 5 of 5 spikes are flat/),
    ])
  })

  it('what lies before a trigger at 0 has a resting potential', () => {
    const { byName, efel } = measured('trigger at 0')
    expect(efel.voltage_base).toBeNull()
    likeEfel(measured('trigger at 0'), ['voltage_base', 'AHP_depth'])
    expect(byName.voltage_base.value).toBeCloseTo(-70, 6)
    expect(byName.AHP_depth.value).toBeCloseTo(-10, 6)
  })

  it('a spike after the stimulus gives no latency', () => {
    const { byName, efel } = measured('no spike in the stimulus')
    expect(efel.time_to_first_spike).toEqual([350])
    likeEfel(measured('no spike in the stimulus'), ['time_to_first_spike', 'mean_frequency'])
    for (const name of ['time_to_first_spike', 'mean_frequency']) {
      expect(byName[name]).toMatchObject({ value: null, note: 'There is no spike during the stimulus.' })
    }
  })
})

import { describe, expect, it } from 'vitest'
import type { CellFeatures, GifResult } from '../../../src-main/contract/cells.ts'
import { familyReasons, withReasons } from '../../../src-main/inference/known-current/family-reasons.ts'
import { gifBesideFeatures } from '../../../src-main/inference/known-current/gif-beside-features.ts'

const features = (value: number | null): CellFeatures => ({
  sweeps: [],
  summary: [
    {
      name: 'input_resistance',
      label: 'Input resistance',
      unit: 'MΩ',
      meaning: '',
      value,
      interval: null,
      note: null,
    },
  ],
})

function gif(rIn: number, rs: number): GifResult {
  const of = (name: string, x: number) => ({
    name,
    symbol: name,
    unit: 'MΩ',
    meaning: '',
    posterior: { mean: x, sd: 0.5, q05: x - 1, q50: x, q95: x + 1 },
    prior: null,
  })
  return {
    level: 'ok',
    headline: 'Integrate-and-fire describes this cell.',
    reasons: [],
    parameters: [of('rIn', rIn), of('rs', rs)],
    heldOut: null,
    fI: null,
    kernels: [],
    draws: {},
  }
}

const levels = (fit: GifResult, about: CellFeatures) =>
  Object.fromEntries(gifBesideFeatures(fit, about).map(({ check, level }) => [check, level]))

describe('an integrate-and-fire fit beside the silent sweeps', () => {
  it('has their input resistance, or is doubted', () => {
    expect(levels(gif(110, 5), features(100))).toEqual({ gifResistance: 'ok' })
    expect(levels(gif(75, 5), features(104))).toEqual({ gifResistance: 'caution' })
    expect(levels(gif(110, 5), features(null))).toEqual({ gifResistance: 'caution' })
  })

  it('of a current with another sign or unit can’t be', () => {
    for (const rIn of [-284, 0.28, 90_000])
      expect(levels(gif(rIn, 0), features(null))).toEqual({ gifResistance: 'unreliable' })
  })

  it('says a bridge that is out of balance', () => {
    expect(levels(gif(400, 80), features(400))).toEqual({ gifResistance: 'ok', gifSeries: 'caution' })
    expect(levels(gif(250, -30), features(250))).toEqual({ gifResistance: 'ok', gifSeries: 'caution' })
  })
})

describe('doubts of a family', () => {
  it('that its current is wrong refuse every model, a drift is a caution', () => {
    const doubts = [
      { code: 'CURRENT_SHIFTED' as const, text: 'late' },
      { code: 'CELL_DRIFTS' as const, text: 'drifts' },
    ]
    expect(familyReasons({ ...features(1), doubts }).map(({ level }) => level)).toEqual([
      'unreliable',
      'caution',
    ])
    expect(familyReasons(features(1))).toEqual([])
  })

  it('make a verdict worse and stand in its headline, once', () => {
    const drift = familyReasons({
      ...features(1),
      doubts: [{ code: 'CELL_DRIFTS', text: 'The cell drifts.' }],
    })
    const doubted = withReasons(gif(100, 5), drift)
    expect(doubted).toMatchObject({ level: 'caution', reasons: [{ check: 'familyDrift' }] })
    expect(doubted.headline).toBe('Integrate-and-fire describes this cell. But: The cell drifts.')
    expect(withReasons(doubted, drift)).toEqual(doubted)
    expect(withReasons({ ...gif(100, 5), level: 'unreliable', headline: 'No.' }, drift).headline).toBe('No.')
  })
})

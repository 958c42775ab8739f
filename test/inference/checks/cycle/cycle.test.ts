import { describe, expect, it } from 'vitest'
import type { CycleShape } from '../../../../src-main/contract/cycles.ts'
import { cycleFit } from '../../../../src-main/inference/checks/cycle/fit.ts'
import { cycleHalves } from '../../../../src-main/inference/checks/cycle/halves.ts'
import { cycleOnset } from '../../../../src-main/inference/checks/cycle/onset.ts'
import { cycleSteady } from '../../../../src-main/inference/checks/cycle/steady.ts'
import { cycleWidth } from '../../../../src-main/inference/checks/cycle/width.ts'
import type { Evidence } from '../../../../src-main/inference/checks/evidence.ts'
import { priorTail } from '../../../../src-main/inference/checks/prior-tail.ts'
import { judge } from '../../../../src-main/inference/checks/verdict.ts'
import type { HalvesApart } from '../../../../src-main/inference/inverse.ts'
import { weightedSample } from '../../../../src-main/inference/statistics/weighted.ts'
import { cyclePrior } from '../../../support/cycle/cells.ts'

const shape: CycleShape = {
  width: 1,
  peak: 40,
  trough: -70,
  maxRise: 200,
  maxFall: -90,
  threshold: -48,
  onset: 10,
}

const moved = (symbol: string, unit: string | null, change: number, z: number): HalvesApart => ({
  symbol,
  unit,
  change,
  z,
})

/** A fit that is right in all, but for what is said. */
function evidence({
  explained = 0.995,
  cv = 0.04,
  recorded = {} as Partial<CycleShape>,
  fitted = {} as Partial<Record<'width' | 'onset', number>>,
  halves = [moved('VT', 'mV', 0.2, 0.6), moved('q', null, 1.02, 1.1)] as HalvesApart[] | null,
  medians = {} as Record<string, number>,
} = {}): Evidence {
  const compared = Object.entries({ width: 1, onset: 9, ...fitted })
    .filter(([, q50]) => !Number.isNaN(q50))
    .map(([name, q50]) => ({ name, model: { q50 } }))
  return {
    prior: cyclePrior,
    cycle: {
      fit: { explained, compared, recorded: { intervals: new Array(24).fill(80) } },
      shape: { ...shape, ...recorded },
      cv,
      halves,
    },
    marginals: cyclePrior.parameters.map(({ name }, j) =>
      weightedSample(Float64Array.of(medians[name] ?? cyclePrior.distributions[j].quantile(0.6))),
    ),
    priorChanged: false,
    posterior: { weights: new Float64Array(5000), ess: 2000, essFraction: 0.4, paretoK: 0.2 },
    likeness: null,
  } as unknown as Evidence
}

describe('the share of variance that is explained', () => {
  it.each([
    [0.9921, 'ok', /Hodgkin–Huxley explains 99\.2 % of the mean cycle’s variance\.$/],
    [0.985, 'ok', /explains 98\.5 %/],
    [0.9849, 'caution', /explains 98\.5 %.*parts of the cycle are misfitted/],
    [0.9501, 'caution', /explains 95\.0 %/],
    [0.949, 'unreliable', /does not describe this cycle: it explains 94\.9 %.*no meaning here/],
    [-0.3, 'unreliable', /explains 0\.0 %/],
  ])('of %f is %s', (explained, level, text) => {
    const [reason] = cycleFit(evidence({ explained }))
    expect(reason).toMatchObject({ check: 'cycleFit', level, text: expect.stringMatching(text) })
    expect(reason.cause).toBe(level === 'ok' ? null : 'neuron')
    expect(reason.number).toContain(explained.toFixed(3).replace('-', '−'))
  })
})

describe('the width of the fitted spike', () => {
  it.each([
    [1.11, 'ok', /as wide as the recorded/],
    [0.89, 'ok', /as wide as the recorded/],
    [
      1.2,
      'caution',
      /20 % wider than the recorded one \(1\.20 ms against 1\.00 ms\): read rates and conductances as approximate/,
    ],
    [0.7, 'caution', /30 % narrower/],
    [1.6, 'unreliable', /60 % wider.*does not describe this spike/],
    [0.5, 'unreliable', /50 % narrower.*does not describe this spike/],
    [Number.NaN, 'unreliable', /^The fitted spike has no width at the level/],
  ])('%f times the recorded is %s', (width, level, text) => {
    const [reason] = cycleWidth(evidence({ fitted: { width } }))
    expect(reason).toMatchObject({ check: 'cycleWidth', level, text: expect.stringMatching(text) })
    expect(reason.number).not.toMatch(/NaN/)
  })
})

describe('the onset', () => {
  it.each([
    [10, 9, 'ok', /equally sharp/],
    [17.9, 9, 'ok', /equally sharp/],
    [27, 9, 'caution', /recorded spike onset is 3\.0 times as sharp.*in the axon.*a single compartment/],
    [3, 9, 'caution', /fitted spike onset is 3\.0 times as sharp.*bandwidth/],
    [null, 9, 'ok', /of the recorded spike can’t be measured/],
    [10, Number.NaN, 'caution', /fitted spike has no measurable onset, unlike the recorded one/],
  ])('recorded %f and fitted %f is %s', (recorded, fitted, level, text) => {
    const [reason] = cycleOnset(evidence({ recorded: { onset: recorded }, fitted: { onset: fitted } }))
    expect(reason).toMatchObject({ check: 'cycleOnset', level, text: expect.stringMatching(text) })
    expect(reason.number).not.toMatch(/NaN/)
  })
})

describe('steady firing', () => {
  it.each([
    [0.04, 'ok', /regularly over 24 cycles/],
    [0.25, 'ok', /regularly/],
    [0.31, 'caution', /irregular \(intervals vary by 31 %\).*window of more regular firing/],
  ])('intervals that vary by %f: %s', (cv, level, text) => {
    const [reason] = cycleSteady(evidence({ cv }))
    expect(reason).toMatchObject({ check: 'cycleSteady', level, text: expect.stringMatching(text) })
    expect(reason.number).toBe(`CV of 24 intervals ${cv.toFixed(2)}; above 0.25 is flagged`)
  })
})

describe('the halves of the recording', () => {
  const [steady, rises, falls] = [
    moved('q', null, 1.02, 1),
    moved('VT', 'mV', 2.4, 5),
    moved('q', null, 0.8, -6),
  ]
  it.each([
    ['few cycles', null, 'ok', /too few cycles/],
    ['nothing to compare', [], 'ok', /No quantity for comparing/],
    ['no change', [steady], 'ok', /give the same parameters/],
    ['sure, but small', [moved('VT', 'mV', 0.9, 8), moved('q', null, 1.09, 9)], 'ok', /give the same/],
    ['large, but unsure', [moved('VT', 'mV', 5, 2.9)], 'ok', /give the same/],
    [
      'a higher threshold',
      [steady, rises],
      'caution',
      /^Not stationary: .* to the second VT \+2\.4 mV\. The/,
    ],
    ['slower gates, too', [rises, falls], 'caution', /VT \+2\.4 mV, q −20 %\./],
  ])('%s', (_, halves, level, text) => {
    const [reason] = cycleHalves(evidence({ halves }))
    expect(reason).toMatchObject({ check: 'cycleHalves', level, text: expect.stringMatching(text) })
    if (level === 'caution') expect(reason.cause).toBe('recording')
  })

  it('name the surest change', () => {
    const [{ number }] = cycleHalves(evidence({ halves: [rises, falls] }))
    expect(number).toMatch(/^largest change between the halves: q −20 %, 6\.0 standard deviations; beyond 3/)
  })
})

describe('the tail of the prior', () => {
  it('is where medians lie beyond its central 99 %', () => {
    expect(priorTail(evidence())).toMatchObject({
      level: 'ok',
      number: expect.stringMatching(/^medians of 0 of 10/),
    })
    // Normal(−45, 10): 0.5 % below −70.8; log-normal of median 15: 0.5 % above 197.
    expect(priorTail(evidence({ medians: { vT: -70 } })).level).toBe('ok')
    expect(priorTail(evidence({ medians: { vT: -71, gNa: 200 } }))).toMatchObject({
      level: 'caution',
      cause: 'prior',
      text: expect.stringMatching(/gNa above nearly all of its prior, VT below nearly all of its prior/),
      number: 'medians of 2 of 10 parameters beyond the prior’s central 99 %',
    })
  })
})

describe('the verdict on a mean cycle', () => {
  it('is what the fit says where all is well', () => {
    const { level, headline, reasons } = judge(evidence())
    expect(level).toBe('ok')
    expect(headline).toBe('Hodgkin–Huxley explains 99.5 % of the mean cycle’s variance.')
    expect(reasons.map(({ check }) => check)).toEqual(
      expect.arrayContaining([
        'cycleFit',
        'cycleWidth',
        'cycleHalves',
        'cycleSteady',
        'cycleOnset',
        'priorTail',
      ]),
    )
    expect(reasons.every((reason) => reason.level === 'ok')).toBe(true)
  })

  it('puts the worst first, and what does not fit before what follows from it', () => {
    const { level, headline, reasons } = judge(
      evidence({
        explained: 0.9,
        cv: 0.5,
        recorded: { onset: 40 },
        halves: [moved('VT', 'mV', 3, 9)],
        medians: { vT: -75 },
      }),
    )
    expect(level).toBe('unreliable')
    expect(headline).toMatch(/^Wrong neuron model\. Hodgkin–Huxley does not describe this cycle/)
    expect(reasons.slice(0, 5).map(({ check }) => check)).toEqual([
      'cycleFit',
      'cycleHalves',
      'cycleSteady',
      'cycleOnset',
      'priorTail',
    ])
  })

  it.each([
    [{ halves: [moved('VT', 'mV', 3, 9)] }, /^Not stationary/],
    [{ cv: 0.4 }, /^Firing is irregular/],
    [{ recorded: { onset: 40 } }, /^Minor misfit\. The recorded spike onset/],
    [{ fitted: { width: 1.3 } }, /^Minor misfit\. The fitted spike is 30 % wider/],
  ])('is never ok where %j', (changes, headline) => {
    expect(judge(evidence(changes))).toMatchObject({
      level: 'caution',
      headline: expect.stringMatching(headline),
    })
  })

  it('takes notes of the recording along', () => {
    const note = {
      check: 'noisy',
      level: 'caution',
      cause: 'recording',
      text: 'A note.',
      number: '1',
    } as const
    expect(judge(evidence(), [note])).toMatchObject({ level: 'caution', headline: 'A note.' })
  })
})

import { describe, expect, it } from 'vitest'
import type { Reason } from '../../../src-main/contract/reports.ts'
import type { SeriesParameter, SeriesWindow } from '../../../src-main/contract/series.ts'
import { findChanges } from '../../../src-main/jobs/over-time/find-changes.ts'
import {
  pOfChange,
  stepCourse,
  straightCourse,
  weightedMean,
} from '../../../src-main/jobs/over-time/weighted-course.ts'
import { createRandom } from '../../../src-main/model/random.ts'

const summaryOf = (mean: number, sd: number) => ({
  mean,
  sd,
  q05: mean - 1.645 * sd,
  q50: mean,
  q95: mean + 1.645 * sd,
})

function parameter(name: string, symbol: string, comparable = true): SeriesParameter {
  const prior = { ...summaryOf(0.4, 0.3), lower: -0.2, upper: 1 }
  return { name, symbol, unit: null, meaning: '', group: 'neuron', prior, comparable }
}

/** Windows of 200 ms, `apart` ms from start to start, whose parameters have the given means and sd. */
function windowsOf(
  means: readonly Record<string, number>[],
  { apart = 200, sd = 0.02, changes = {} as Record<number, Partial<SeriesWindow>> } = {},
): SeriesWindow[] {
  return means.map((values, index) => ({
    index,
    window: { from: index * apart, to: index * apart + 200 },
    seed: index,
    outcome: 'estimated',
    level: 'ok',
    text: '',
    concerns: [],
    parameters: Object.entries(values).map(([name, mean]) => ({
      name,
      posterior: summaryOf(mean, sd),
      derived: [],
    })),
    features: [],
    ess: 1000,
    seconds: 1,
    ...changes[index],
  }))
}

const two = [parameter('theta0', 'θ₀'), parameter('theta1', 'θ₁')]
/** Noise of the given sd about a course, the same every time. */
function noisyCourse(n: number, course: (k: number) => number, sd: number, seed = 1) {
  const random = createRandom(seed)
  return Array.from({ length: n }, (_, k) => ({
    theta0: course(k) + sd * random.normal(),
    theta1: 0.2 + sd * random.normal(),
  }))
}

describe('the weighted course of values', () => {
  const exact = [0, 1, 2, 3].map((t) => ({ t, value: 1 + 2 * t, sd: 0.5 }))

  it('finds a line exactly, with the errors of least squares', () => {
    const { slope, before, after, chiSquare } = straightCourse(exact)
    expect(slope.value).toBeCloseTo(2, 12)
    // Σ(t − 1.5)² = 5.
    expect(slope.sd).toBeCloseTo(0.5 / Math.sqrt(5), 12)
    expect([before.value, after.value]).toEqual([expect.closeTo(1, 12), expect.closeTo(7, 12)])
    expect(before.sd).toBeCloseTo(0.5 * Math.sqrt(1 / 4 + 1.5 ** 2 / 5), 12)
    expect(chiSquare).toBeCloseTo(0, 12)
  })

  it('weighs by 1/sd²', () => {
    const mean = weightedMean([
      { t: 0, value: 0, sd: 1 },
      { t: 1, value: 1, sd: 0.5 },
    ])
    expect(mean.value).toBeCloseTo(0.8, 12)
    expect(mean.sd).toBeCloseTo(Math.sqrt(1 / 5), 12)
  })

  it('finds where a step is', () => {
    const values = [0, 0, 0, 1, 1].map((value, t) => ({ t, value, sd: 0.1 }))
    expect(stepCourse(values)).toMatchObject({ between: { from: 2, to: 3 }, chiSquare: 0 })
  })

  it('has p values that are uniform where nothing changes', () => {
    const random = createRandom(4)
    const low = { scatter: 0, slope: 0 }
    const n = 2000
    for (let k = 0; k < n; k++) {
      const p = pOfChange(Array.from({ length: 8 }, (_, t) => ({ t, value: random.normal(), sd: 1 })))
      for (const name of ['scatter', 'slope'] as const) if (p[name] < 0.1) low[name]++
    }
    // 10 % ± four standard errors.
    for (const count of Object.values(low)) expect(Math.abs(count / n - 0.1)).toBeLessThan(0.027)
  })
})

describe('what changes', () => {
  it('is a parameter that drifts, and no other', () => {
    const windows = windowsOf(noisyCourse(12, (k) => 0.3 + 0.02 * k, 0.02))
    const { text, parameters, tested } = findChanges(two, windows)
    expect(tested).toHaveLength(12)
    expect(parameters.map(({ kind }) => kind)).toEqual(['steady', 'none'])
    expect(text[0]).toMatch(
      /^θ₀ rises steadily from 0\.\d+ ± 0\.\d+ to 0\.\d+ ± 0\.\d+ between 100 and 2300 ms\.$/,
    )
    expect(text.join(' ')).not.toContain('θ₁')
  })

  it('is a step, with the time where it is', () => {
    const windows = windowsOf(noisyCourse(12, (k) => (k < 7 ? 0.5 : 0.3), 0.02))
    const { text, parameters } = findChanges(two, windows)
    expect(parameters[0]).toMatchObject({ kind: 'step', between: { from: 1300, to: 1500 } })
    expect(text[0]).toMatch(/^θ₀ falls from 0\.50\d? ± .* between 1300 and 1500 ms\.$/)
  })

  it('is told without a course where there is none', () => {
    const windows = windowsOf(noisyCourse(12, (k) => (k % 2 ? 0.5 : 0.3), 0.02))
    const { text, parameters } = findChanges(two, windows)
    expect(parameters[0].kind).toBe('wanders')
    expect(text[0]).toMatch(/without a trend\.$/)
  })

  it('is nothing where nothing does, but for one series in a hundred', () => {
    let alarms = 0
    for (let seed = 1; seed <= 300; seed++) {
      const { text } = findChanges(two, windowsOf(noisyCourse(10, () => 0.4, 0.02, seed)))
      if (text[0] !== 'No parameter changes by more than its uncertainty.') alarms++
    }
    // Bonferroni bounds it by 1 %; nine of 300 would be three times that.
    expect(alarms).toBeLessThan(9)
  })

  it('goes by windows that do not overlap and can be trusted, and says so', () => {
    const windows = windowsOf(
      noisyCourse(12, () => 0.4, 0.02),
      {
        apart: 100,
        changes: {
          2: { level: 'unreliable' },
          3: { outcome: 'silent', level: 'unreliable', parameters: [] },
          6: { outcome: 'leftOut', level: null, parameters: [] },
        },
      },
    )
    const { tested, text } = findChanges(two, windows)
    expect(tested).toEqual([0, 4, 7, 9, 11])
    expect(text).toEqual([
      'No parameter changes by more than its uncertainty.',
      'Tested on 5 non-overlapping windows.',
      'Of 12 windows 1 not reliable, 1 silent, 1 left out: excluded from the tests.',
    ])
  })

  it('never is a parameter that belongs to its window alone', () => {
    const parameters = [parameter('theta0', 'θ₀', false), parameter('theta1', 'θ₁')]
    const windows = windowsOf(noisyCourse(12, (k) => 0.1 * k, 0.02))
    expect(findChanges(parameters, windows).text[0]).toMatch(/^No parameter/)
  })

  it('cannot be told from one window or none', () => {
    const unreliable = { level: 'unreliable' as const }
    const both = windowsOf(
      noisyCourse(2, () => 0.4, 0.02),
      { changes: { 1: unreliable } },
    )
    expect(findChanges(two, both).text[0]).toMatch(/^Only one window is reliable/)
    const none = windowsOf(
      noisyCourse(1, () => 0.4, 0.02),
      { changes: { 0: unreliable } },
    )
    expect(findChanges(two, none).text).toEqual([
      'No window is reliable, so changes can’t be tested.',
      'The one window is not reliable.',
    ])
  })

  describe('claims no change from windows that do not hold', () => {
    const rises = (n: number) => noisyCourse(n, (k) => (k < n / 2 ? 0.2 : 0.6), 0.02)
    const doubt = (cause: Reason['cause'], check = 'rescaling'): Partial<SeriesWindow> => ({
      level: 'caution',
      concerns: [{ check, level: 'caution', cause, text: 'The trace was stretched to fit.', number: '' }],
    })
    const all = (n: number, change: Partial<SeriesWindow>) =>
      Object.fromEntries(Array.from({ length: n }, (_, k) => [k, change]))

    it('where every window was rescaled by eye', () => {
      const found = findChanges(two, windowsOf(rises(8), { changes: all(8, doubt('recording')) }))
      expect(found.parameters).toEqual([])
      expect(found.text[0]).toMatch(/^No change is reported: none .* The trace was stretched to fit\.$/)
    })

    it('where most windows are not reliable', () => {
      const changes = { 0: {}, 7: {}, ...all(5, { level: 'unreliable' as const }) }
      const found = findChanges(two, windowsOf(rises(8), { changes }))
      expect(found.parameters).toEqual([])
      expect(found.text[0]).toMatch(/^No change is reported: only 3 of the 8 estimated windows/)
    })

    it('where only the windows with a misfit differ', () => {
      const means = rises(8).map((values, k) => ({ ...values, theta0: k === 0 ? 0.9 : 0.3 }))
      const found = findChanges(two, windowsOf(means, { changes: { 0: doubt('neuron', 'spikeFeatures') } }))
      expect(found.text[0]).toBe('No parameter changes by more than its uncertainty.')
      expect(found.tested).not.toContain(0)
      expect(found.text.join(' ')).toContain(
        'Of 8 windows 1 with a caution about the values: excluded from the tests.',
      )
    })

    it('but from those with a concern that moves no value', () => {
      const found = findChanges(two, windowsOf(rises(8), { changes: all(8, doubt('noise', 'tails')) }))
      expect(found.text[0]).toMatch(/^θ₀ rises from /)
    })
  })
})

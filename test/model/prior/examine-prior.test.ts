import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { type PriorFile, PriorFile as PriorFileSchema } from '../../../src-main/contract/priors.ts'
import { examinePrior } from '../../../src-main/model/composition/examine-prior.ts'
import { createPrior } from '../../../src-main/model/composition/prior.ts'
import { rudi2022 } from '../../../src-main/model/prior/presets.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { traceKind } from '../../../src-main/model/trace-kind.ts'
import { preset, presetOn } from '../../support/priors.ts'

const look = (file: PriorFile, draws?: number) => examinePrior(createPrior(file), createRandom(1), draws)
const withParameters = (parameters: PriorFile['parameters']): PriorFile => ({
  ...rudi2022,
  parameters: { ...rudi2022.parameters, ...parameters },
})

describe('what a neuron does', () => {
  const spike = (at: number[], length: number): number[] =>
    Array.from({ length }, (_, i) => (at.includes(i) ? 2 : 0))

  it.each<[string, number[], string]>([
    ['nothing', spike([], 50), 'silent'],
    ['one spike', spike([10], 50), 'few'],
    ['a rise that stays', [0, 0, 2, 2, 1.2, 1.2], 'silent'],
    ['a start above the threshold is no spike', [2, 2, 0, 0, 0], 'silent'],
    ['spikes to the end', spike([10, 20, 30, 40], 50), 'tonic'],
    ['spikes that cease', spike([10, 15, 20], 50), 'few'],
    ['not a number', [0, 0, Number.NaN], 'blowsUp'],
    ['a value beyond all sense', [0, 0, 1e6], 'blowsUp'],
  ])('%s', (_, u, kind) => {
    expect(traceKind(u, { level: 1.5, rearm: 0.75 }, { above: -15, below: 15 })).toBe(kind)
    // The same in mV, where rest and level are both below 0.
    const mV = u.map((x) => 40 * x - 70)
    expect(traceKind(mV, { level: -10, rearm: -40 }, { above: -670, below: 530 })).toBe(kind)
  })
})

describe('the preset', () => {
  const found = examinePrior(preset, createRandom(1))

  it('has nothing against it; most of its neurons spike on, some are silent', () => {
    expect(found.problems).toEqual([])
    expect(found.draws).toBe(500)
    const { silent, few, tonic, blowsUp } = found.shares
    expect(silent + few + tonic + blowsUp).toBeCloseTo(1, 12)
    expect(blowsUp).toBe(0)
    // science.md: about 7 % of draws do not spike; ±4 standard errors of 500 draws.
    expect(silent).toBeGreaterThan(0.02)
    expect(silent).toBeLessThan(0.12)
    expect(tonic).toBeGreaterThan(0.8)
  })

  it('is shown by traces with noise', () => {
    expect(found.examples).toHaveLength(6)
    for (const { parameters, trace } of found.examples) {
      expect(Object.keys(parameters)).toEqual(['theta0', 'theta1', 'sigma', 'rho'])
      expect(trace).toHaveLength(1000)
      expect(trace.every(Number.isFinite)).toBe(true)
    }
  })

  it('gives the same for the same seed', () => {
    expect(examinePrior(preset, createRandom(1))).toEqual(found)
  })
})

describe('a hopeless prior', () => {
  it('is one without a spike', () => {
    const { shares, problems } = look(withParameters({ theta0: { kind: 'uniform', lower: 1.3, upper: 1.6 } }))
    expect(shares.silent).toBe(1)
    expect(problems).toEqual([
      {
        level: 'refuse',
        parameter: null,
        text: expect.stringMatching(/None of 500 draws spikes.*theta0, theta1.*200 ms/),
      },
    ])
  })

  it('is doubtful where few draws spike', () => {
    const { problems } = look(
      withParameters({
        theta0: { kind: 'uniform', lower: -1, upper: -0.4 },
        theta1: { kind: 'uniform', lower: 0.2, upper: 0.9 },
      }),
    )
    expect(problems).toEqual([
      { level: 'warn', parameter: null, text: expect.stringMatching(/Only 1\d % of the draws spike/) },
    ])
  })

  it('may be silent where nothing of the neuron is estimated', () => {
    const fixed = withParameters({
      theta0: { kind: 'fixed', value: 1.4 },
      theta1: { kind: 'fixed', value: 0.4 },
    })
    expect(look(fixed)).toMatchObject({ shares: { silent: 1 }, problems: [] })
  })

  it.each([
    [1, 'refuse', /with 1 between samples 0.2 ms apart, its error reaches 1\.\d.*Use 4/],
    [2, 'warn', /with 2 between .* error reaches 0.0\d.*Use 4/],
  ])('has too few solver steps: %i', (substeps, level, text) => {
    const { problems } = look(presetOn({ substeps }))
    expect(problems).toEqual([{ level, parameter: null, text: expect.stringMatching(text) }])
  })

  it('has a step that no number of solver steps makes up for', () => {
    const { problems } = look(presetOn({ dt: 20, points: 100 }), 100)
    const texts = problems.map(({ text }) => text).join('\n')
    expect(problems.every(({ level }) => level === 'refuse')).toBe(true)
    expect(texts).toMatch(/diverges|smaller dt|Use 64/)
  })

  it('has neurons that run away', () => {
    const { shares, problems, examples } = look(
      withParameters({ theta1: { kind: 'uniform', lower: -30, upper: -20 } }),
    )
    expect(shares.blowsUp).toBeGreaterThan(0.5)
    expect(examples.every(({ kind }) => kind !== 'blowsUp')).toBe(true)
    expect(problems[0]).toMatchObject({
      level: 'refuse',
      text: expect.stringMatching(/diverges.*theta0, theta1/),
    })
  })
})

it('warns of neurons that run away where they are not most, and says that they are left out', () => {
  // Three times as wide as the preset.
  const { shares, problems } = look(
    withParameters({
      theta0: { kind: 'truncatedNormal', mean: 0.4, sd: 0.9, lower: -1.4, upper: 2.2 },
      theta1: { kind: 'truncatedNormal', mean: 0.4, sd: 1.2, lower: -2, upper: 2.8 },
    }),
  )
  expect(shares.blowsUp).toBeGreaterThan(0.05)
  expect(shares.blowsUp).toBeLessThan(0.3)
  expect(problems).toContainEqual({
    level: 'warn',
    parameter: null,
    text: expect.stringMatching(/excluded from training/),
  })
})

it('has nothing against the example of docs/priors.md', async () => {
  const text = await readFile(new URL('../../../docs/priors.md', import.meta.url), 'utf8')
  const file = PriorFileSchema.parse(JSON.parse(/```json\n([\s\S]*?)```/.exec(text)![1]))
  expect(look(file).problems).toEqual([])
  expect(createPrior(file).parameters.map(({ name }) => name)).toEqual(['theta0', 'theta1', 'zeta', 'sigma'])
})

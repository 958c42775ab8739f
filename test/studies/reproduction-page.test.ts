import { describe, expect, it } from 'vitest'
import type { Cell } from '../../studies/reproduction/cells.ts'
import { besideTheirs } from '../../studies/reproduction/page/authors.ts'
import { besideTheirRun, comparisonRows } from '../../studies/reproduction/page/comparison.ts'
import { type Evidence, type JudgedCell, judge } from '../../studies/reproduction/page/evidence.ts'
import { bySeeds, spreadOf } from '../../studies/reproduction/page/groups.ts'
import { linesOf, partsOf } from '../../studies/reproduction/page/limits.ts'
import { linesTable, withOwnSeeds } from '../../studies/reproduction/page/lines.ts'
import { matrixTables } from '../../studies/reproduction/page/matrix.ts'
import { reproductionPage } from '../../studies/reproduction/page/page.ts'
import { costOfNoise, gapSentence, lineSentence, mainPart } from '../../studies/reproduction/page/why.ts'
import {
  digits,
  listed,
  markdownTable,
  percentWords,
  spreadWords,
} from '../../studies/reproduction/page/words.ts'
import { fallPlot } from '../../studies/reproduction/plots/fall.ts'
import { scatterPlot } from '../../studies/reproduction/plots/scatter.ts'
import { parameterAccuracy } from '../../studies/reproduction/results.ts'
import { prior } from '../../studies/reproduction/test-set.ts'

const n = 400
const names = ['theta0', 'theta1', 'sigma', 'rho']
/** Truth spread evenly, and estimates that are off by ±error by turns: RMSE is the error. */
const truth = Object.fromEntries(
  names.map((name, j) => [name, column((k) => (((k * (j + 3)) % n) + 0.5) / n + 1)]),
)
const test = { truth, spiking: column((k) => k).map((k) => k % 50 !== 0) }

function column(of: (k: number) => number): number[] {
  return Array.from({ length: n }, (_, k) => of(k))
}

function estimates(error: number, of: string[]) {
  return Object.fromEntries(
    of.map((name) => [name, truth[name].map((t, k) => t + (k % 4 < 2 ? error : -error))]),
  )
}

function cellOf(options: Partial<Cell>, error: number, losses = [0.001, 0.002]): JudgedCell {
  const cell: Cell = {
    network: 'convolutional',
    input: 'noisyTrace',
    targets: 'neuron',
    samples: 1000,
    data: 'set',
    seed: 1,
    ...options,
  }
  const judged = judge(test, estimates(error, cell.targets === 'all' ? names : names.slice(0, 2)))
  const result = {
    cell,
    accuracy: judged.all,
    trainingLoss: losses[0],
    validationLoss: losses[1],
    weights: 100,
    seconds: 60,
    samplesPerSecond: 3333.3,
    backend: 'native',
    estimate: judged.estimate,
  }
  return { result, ...judged }
}

function evidenceOf(cells: JudgedCell[], exactError = 0.01): Evidence {
  return {
    parameters: prior.parameters,
    test,
    cells,
    network: judge(test, estimates(2 * exactError, names)),
    exact: judge(test, estimates(exactError, names)),
    missing: [],
  }
}

const symbols = Object.fromEntries(prior.parameters.map(({ name, symbol }) => [name, symbol]))
const series = [
  cellOf({ samples: 500 }, 0.2),
  ...[1, 2, 3].map((seed) => cellOf({ samples: 1000, seed }, 0.16 + 0.001 * seed)),
  ...[1, 2, 3].map((seed) => cellOf({ samples: 1024, seed }, 0.05 + 0.005 * seed)),
  cellOf({ samples: 2000 }, 0.12),
  cellOf({ samples: 8000 }, 0.06),
  cellOf({ samples: 2_000_000, data: 'fresh' }, 0.03),
]

describe('what is said of one parameter', () => {
  it('has quartiles of the error in per cent of the truth', () => {
    const ones = new Array<number>(8).fill(2)
    const estimate = [1, 2, 3, 4, 5, 6, 7, 8].map((p) => 2 * (1 + p / 100))
    const { percentageError, rmse } = parameterAccuracy(ones, estimate)
    expect(percentageError.q25).toBeCloseTo(3)
    expect(percentageError.q50).toBeCloseTo(5)
    expect(percentageError.q75).toBeCloseTo(7)
    expect(rmse).toBeCloseTo(0.02 * Math.sqrt(204 / 8))
    expect(percentWords([{ r2: 0, rmse, percentageError }])).toBe('5.0 [3.0–7.0]')
  })

  it('is judged on the spiking traces alone too', () => {
    const estimate = { theta0: truth.theta0.map((t, k) => (test.spiking[k] ? t : t + 1)) }
    const judged = judge(test, estimate)
    expect(judged.spiking.theta0.rmse).toBe(0)
    expect(judged.all.theta0.rmse).toBeCloseTo(Math.sqrt(8 / n))
  })
})

describe('numbers in words', () => {
  it('show significant digits without exponents', () => {
    expect([0.0000645, 0.052, 3322, 120_400, -0.5, 0].map((x) => digits(x, 3))).toEqual([
      '0.0000645',
      '0.0520',
      '3,320',
      '120,000',
      '−0.500',
      '0',
    ])
  })

  it('show a spread to the decimal of its mean, where there are seeds', () => {
    expect(spreadWords(spreadOf([1, 2, 3]), (x) => x.toFixed(2))).toBe('2.00 ± 1.00')
    expect(spreadWords(spreadOf([2]), (x) => x.toFixed(2))).toBe('2.00')
    expect(spreadOf([1, 3, 2])).toEqual({ mean: 2, least: 1, most: 3, sd: 1 })
  })

  it('stand in tables and lists', () => {
    expect(markdownTable(['a', 'b'], [['x|y', '1']], 1)).toBe('| a | b |\n| --- | --: |\n| x\\|y | 1 |')
    expect([listed([]), listed(['a']), listed(['a', 'b', 'c'])]).toEqual(['', 'a', 'a, b and c'])
  })
})

describe('our runs beside the authors’', () => {
  const theirs = [
    { by: 'TensorFlow', r2: 0.9625 },
    { by: 'PyTorch', r2: 0.9605 },
  ]

  it('hold their R² inside the range of seeds', () => {
    expect(besideTheirs('θ₀', spreadOf([0.95, 0.96, 0.97]), 0.002, theirs)).toBe(
      'θ₀: 0.9500 to 0.9700 over our seeds (mean 0.9600); the authors’ 0.9625 (TensorFlow) and 0.9605 (PyTorch) are within that range.',
    )
  })

  it('or miss it, by more or less than chance does', () => {
    const near = besideTheirs('θ₀', spreadOf([0.955, 0.958, 0.961]), 0.002, theirs)
    expect(near).toContain(
      '0.9605 (PyTorch) is within that range and 0.9625 (TensorFlow) is 0.0045 above our mean, no more than',
    )
    const far = besideTheirs('θ₀', spreadOf([0.9, 0.9, 0.9001]), 0.001, theirs)
    expect(far).toContain('0.9625 (TensorFlow) is 0.0625 above our mean, more than expected')
    const lower = besideTheirs('θ₀', spreadOf([0.99, 0.99, 0.991]), 0.001, theirs)
    expect(lower).toContain('0.9605 (PyTorch) is 0.0298 below our mean, more than')
  })

  it('are the runs of their setting, or said to be missing', () => {
    expect(besideTheirRun(evidenceOf(series)).split('\n')).toHaveLength(2)
    expect(besideTheirRun(evidenceOf(series.slice(0, 2)))).toContain('are missing')
  })

  it('stand in one table with all the others', () => {
    const rows = comparisonRows(evidenceOf(series), 'theta0').map(([name]) => name)
    expect(rows).toEqual([
      'authors’ published run, TensorFlow',
      'authors’ published run, PyTorch',
      'convolutional, noisy trace, θ only, 1,024 samples, 3 seeds',
      'convolutional, noisy trace, θ only, 8,000 samples',
      'convolutional, noisy trace, θ only, 2,000,000 fresh simulations',
      'posterior network alone, mean',
      '**exact posterior, mean: the limit**',
    ])
    expect(comparisonRows(evidenceOf(series), 'sigma').map(([name]) => name)).toEqual(rows.slice(-2))
  })
})

describe('where the error stops, and why', () => {
  it('is told by parts of what is unexplained', () => {
    const parts = partsOf(0.1, 0.04, 0.01)
    expect(parts.data + parts.network + parts.limit).toBeCloseTo(parts.whole)
    expect(mainPart(parts)[0]).toBe('the lack of data')
    expect(mainPart(parts)[1]).toBeCloseTo(0.6)
    expect(mainPart(partsOf(0.1, 0.09, 0.01))[0]).toBe('the network')
    // Chance may put the fresh run above the set.
    expect(mainPart(partsOf(0.1, 0.11, 0.09))).toEqual(['the limit', expect.closeTo(0.09 / 0.11)])
  })

  it('reads a fall, and the lack of data, from the results', () => {
    const [line] = linesOf(evidenceOf(series))
    expect(line.sizes).toEqual([500, 1000, 1024, 2000, 8000])
    expect(line.falls[0]).toMatchObject({
      name: 'theta0',
      from: expect.closeTo(0.2),
      lately: expect.closeTo(0.5),
    })
    const said = lineSentence(line, symbols)
    expect(said).toContain(
      'The error of θ₀ still falls at 8,000 samples (by 50 % over the last two doublings)',
    )
    expect(said).toContain('the largest part of the unexplained variance is due to the lack of data (75 %')
    expect(said).toContain('2.00 times that on the training set: it overfits')
  })

  it('tells a network that has all the data it can use', () => {
    const flat = [500, 2000, 8000].map((samples) => cellOf({ samples }, 0.06, [0.002, 0.00205]))
    const [line] = linesOf(evidenceOf([...flat, cellOf({ samples: 2_000_000, data: 'fresh' }, 0.06)]))
    const said = lineSentence(line, symbols)
    expect(said).toContain(
      'has stopped falling by 8,000 samples; the largest part of the unexplained variance is due to the network',
    )
    expect(said).toContain('it is not limited by data')
  })

  it('tells the limit, and a parameter that is not read', () => {
    const flat = [500, 2000, 8000].map((samples) => cellOf({ samples }, 0.06))
    const fresh = cellOf({ samples: 2_000_000, data: 'fresh' }, 0.06)
    expect(lineSentence(linesOf(evidenceOf([...flat, fresh], 0.06))[0], symbols)).toContain(
      'due to the limit (100 %',
    )
    const blind = [500, 2000, 8000].map((samples) => cellOf({ samples }, 0.3))
    expect(lineSentence(linesOf(evidenceOf([...blind, fresh]))[0], symbols)).toMatch(
      /not learned from so few traces \(R² −0.\d+; with fresh simulations 0.9\d\)/,
    )
  })

  it('tells what it costs to ask for the noise too', () => {
    const both = [2000, 8000].map((samples) => cellOf({ samples, targets: 'all' }, 0.12))
    const evidence = evidenceOf([...series, ...both])
    const noisy = linesOf(evidence)
    expect(costOfNoise(noisy, evidence)).toMatch(
      /^- The convolutional network at 8,000 samples, .*: R² of θ₀ falls from 0\.9568 to 0\.8272 and R² of θ₁ falls/,
    )
    expect(costOfNoise(linesOf(evidenceOf(series)), evidenceOf(series))).toBe('')
  })

  it('goes by the losses where there is no fresh run beside it', () => {
    const input = 'cleanTrace'
    const cells = [
      cellOf({ input, samples: 2000 }, 0.05),
      cellOf({ input, samples: 8000 }, 0.04, [0.001, 0.0013]),
    ]
    expect(gapSentence(linesOf(evidenceOf(cells))[0], symbols)).toBe(
      'Convolutional, clean trace, θ only: the error of θ₀ and θ₁ still falls at 8,000 samples. At 8,000, the validation loss is 1.30 times that on the training set: more data would help slightly.',
    )
  })
})

describe('the page', () => {
  it('has a row for each training and parameter, seeds together', () => {
    expect(bySeeds(series).map((group) => group.length)).toEqual([1, 3, 3, 1, 1, 1])
    const table = matrixTables(evidenceOf(series))
    expect(table.split('\n').filter((row) => row.startsWith('| '))).toHaveLength(2 + 2 * 6)
    expect(table).toContain('| 1,000 (3 seeds) | θ₀ |')
    expect(table).toContain('[seed 2](reproduction/convolutional-noisyTrace-neuron-1000-seed2.svg')
  })

  it('says what is missing', () => {
    const missing = Array.from({ length: 9 }, (_, i) => `cell-${i}`)
    const page = reproductionPage(
      { ...evidenceOf(series), network: null, exact: null, missing },
      'models/m',
      'run it',
    )
    expect(page).toContain('9 of the pieces of work are missing: cell-0, cell-1')
    expect(page).toContain('and 3 more')
    expect(page).not.toContain('exact-posterior.svg')
    expect(page).not.toMatch(/NaN|undefined|Infinity/)
    expect(reproductionPage(evidenceOf(series), 'models/m', 'run it')).not.toMatch(/Not whole|NaN|undefined/)
  })

  it('has small figures of their own paper', () => {
    const evidence = evidenceOf(
      series.map((one) => cellOf({ ...one.result.cell, targets: 'all' }, one.all.theta0.rmse)),
    )
    const scatter = scatterPlot('Cell <1>', prior.parameters, test, evidence.cells[0])
    expect(scatter.length).toBeLessThan(12_000)
    expect(scatter).toContain('<title>True against estimated: Cell &lt;1&gt;</title>')
    expect(scatter.match(/h0/g)).toHaveLength(4 * 147)
    expect(scatter.match(/m-5-5/g)).toHaveLength(4 * 3)
    const fall = fallPlot(evidence, 'all')
    for (const label of [
      'RMSE of ρ',
      'exact posterior',
      'posterior network',
      'convolutional, fresh',
      '>8,000<',
    ])
      expect(fall).toContain(label)
    expect(`${scatter}${fall}`).not.toMatch(/NaN|undefined|Infinity/)
  })
})

it('cells with another seed are printed beside the matrix’s own', () => {
  const matrix = series.map(({ result }) => result.cell)
  const asked = { ...matrix[1], seed: 7 }
  expect(withOwnSeeds([asked], matrix).map(({ samples, seed }) => [samples, seed])).toEqual([
    [1000, 7],
    [1000, 1],
    [1000, 2],
    [1000, 3],
  ])
  expect(withOwnSeeds(matrix.slice(1, 4), matrix)).toHaveLength(3)
  const table = linesTable(
    evidenceOf(series.slice(1, 3)),
    new Set(['convolutional-noisyTrace-neuron-1000-seed1']),
  )
  const rows = table.split('\n').map((row) => row.split('|').map((cell) => cell.trim()))
  expect(rows[0].slice(1, 4)).toEqual(['cell', '', 'R²'])
  expect(rows.map(([, name]) => name).slice(2)).toEqual([
    'convolutional-noisyTrace-neuron-1000-seed1',
    '',
    'convolutional-noisyTrace-neuron-1000-seed2 (of the matrix)',
    '',
  ])
  expect(new Set(rows.map((row) => row.length)).size).toBe(1)
})

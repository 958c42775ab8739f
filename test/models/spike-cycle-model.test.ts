import { beforeAll, describe, expect, it } from 'vitest'
import { loadEstimator, quantileOf, runEstimate, type Timed } from '../../bench/accuracy/estimates.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { createBatchSource } from '../../src-main/model/simulate/simulate.ts'

const folder = 'models/hodgkin-huxley-on-the-spike-cycle'
const cells = 40
/** Of a 90 % interval over as many cells, three standard errors: √(0.9·0.1/40) = 4.7 %. */
const stray = 0.143

describe('the model of spike cycles, on fresh simulated cells', () => {
  const runs: Timed[] = []
  const truths: Record<string, number>[] = []

  beforeAll(async () => {
    const model = await loadEstimator(folder)
    const { prior } = model
    const D = prior.parameters.length
    for (let k = 0; k < cells; k++) {
      const { parameters, traces } = createBatchSource(prior, 1)(createRandom(77).fork(k))
      truths.push(Object.fromEntries(prior.parameters.map(({ name }, j) => [name, parameters[j]])))
      expect(parameters).toHaveLength(D)
      runs.push(runEstimate(model, Array.from(traces), k))
    }
  })

  it('covers what a cycle tells with 90 % of its 90 % intervals', () => {
    for (const name of ['vT', 'q', 'gKd', 'gNa']) {
      const held = runs.filter(({ result }, k) => {
        const { q05, q95 } = result.parameters.find((p) => p.name === name)!.posterior
        return truths[k][name] > q05 && truths[k][name] < q95
      })
      expect(held.length / cells, name).toBeGreaterThan(0.9 - stray)
    }
  })

  it('covers the ratio of the conductances, by its draws', () => {
    const held = runs.filter(({ result }, k) => {
      const [sodium, potassium] = ['gNa', 'gKd'].map((name) =>
        result.parameters.findIndex((p) => p.name === name),
      )
      const ratios = result.draws.map((row) => row[sodium] / row[potassium])
      const truth = truths[k].gNa / truths[k].gKd
      return truth > quantileOf(ratios, 0.05) && truth < quantileOf(ratios, 0.95)
    })
    expect(held.length / cells).toBeGreaterThan(0.9 - stray)
  })

  it('samples well in the median, and says so where it does not', () => {
    const fractions = runs.map(({ result }) => result.diagnostics.essFraction)
    expect(quantileOf(fractions, 0.5)).toBeGreaterThan(0.2)
    for (const { result } of runs) {
      if (result.diagnostics.ess < 400) expect(result.verdict.level).not.toBe('ok')
      expect(result.parameters).toHaveLength(10)
    }
  })
})

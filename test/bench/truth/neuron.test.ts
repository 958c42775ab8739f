import { describe, expect, it } from 'vitest'
import { createNeuron } from '../../../bench/truth/neuron.ts'
import scipy from './scipy-reference.json' with { type: 'json' }

describe('the bench’s own neuron', () => {
  it.each(scipy.cases)('follows SciPy at θ = ($theta0, $theta1)', ({ theta0, theta1, u }) => {
    const { advance } = createNeuron({ theta0, theta1, gamma: scipy.gamma, zeta: scipy.zeta })
    const y = new Float64Array(2)
    let now = 0
    scipy.times.forEach((time, k) => {
      advance(y, time - now)
      now = time
      // A spike rises by 10 a ms: an error of time of 1e-8 ms is one of 1e-7.
      expect(y[0]).toBeCloseTo(u[k], 6)
    })
  })

  it.each(scipy.cases)('comes round as SciPy’s does at θ = ($theta0, $theta1)', ({ period, ...theta }) => {
    const cycle = createNeuron({ ...theta, gamma: scipy.gamma, zeta: scipy.zeta }).cycle()
    if (period === null) expect(cycle).toBeNull()
    else expect(cycle!.period).toBeCloseTo(period, 7)
  })
})

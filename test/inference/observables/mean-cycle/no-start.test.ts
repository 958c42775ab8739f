import { describe, expect, it } from 'vitest'
import type { PriorFile } from '../../../../src-main/contract/priors.ts'
import { proposalOfPrior } from '../../../../src-main/inference/estimate/proposal-of-prior.ts'
import { sampleMixture } from '../../../../src-main/inference/mixture.ts'
import { findMode } from '../../../../src-main/inference/modes/find-mode.ts'
import { findModes, proposalOfModes } from '../../../../src-main/inference/modes/modes.ts'
import { workOf } from '../../../../src-main/inference/observables/mean-cycle/work-of.ts'
import { createProblem } from '../../../../src-main/inference/problem.ts'
import { createPrior } from '../../../../src-main/model/composition/prior.ts'
import { spikeCyclePreset } from '../../../../src-main/model/prior/presets.ts'
import { createRandom } from '../../../../src-main/model/random.ts'
import { createSimulator } from '../../../../src-main/model/simulate/simulator.ts'
import { cycleNumbers } from '../../../../src-main/signal/mean-cycle/nodes.ts'
import { raisedToDefinite } from '../../../../src-main/signal/statistics/solve-symmetric.ts'
import { cellOf, cyclePrior, firingDraw, noisyData, usualCell } from '../../../support/cycle/cells.ts'

it('where no draw of the prior comes through the level, the prior itself is the start', () => {
  const data = noisyData(usualCell, 4)
  // No spike is as high.
  data[cycleNumbers] = 150
  const problem = createProblem(cyclePrior, createSimulator(cyclePrior.forward), data)
  expect(problem.search(createRandom(1))).toBeNull()
  const proposal = proposalOfPrior(cyclePrior, problem, createRandom(2))
  expect(proposal.dimension).toBe(10)
  expect(proposal.means.every(Number.isFinite)).toBe(true)
})

describe('a prior with limits that the mode lies at', () => {
  const { parameters } = spikeCyclePreset
  const limited: PriorFile = {
    ...spikeCyclePreset,
    parameters: {
      ...parameters,
      iDrive: { kind: 'uniform', lower: 0.1, upper: 0.602 },
      gKd: { kind: 'uniform', lower: 4.99, upper: 12 },
    },
  }
  const prior = createPrior(limited)
  const values = cellOf({}, prior)
  const work = workOf(prior, noisyData(values, 6, prior))
  const start = new Float64Array(10)
  work.prior.toUnbounded(values, 0, start, 0)

  it('is started all the same, and its curvature is a number', () => {
    const mode = findMode(work, start)
    expect(mode?.precision.every(Number.isFinite)).toBe(true)
    expect(mode?.z.every(Number.isFinite)).toBe(true)
  })

  it('has a proposal whose parts are numbers', () => {
    const proposal = proposalOfModes(findModes(work, [start]))
    expect(proposal?.components).toBeGreaterThan(0)
    for (const part of [proposal?.weights, proposal?.means, proposal?.factors])
      expect(part?.every(Number.isFinite)).toBe(true)
  })
})

it('a point that is no mode does not put the modes out of the proposal', () => {
  // Fast, near depolarization block. From one start the climb ends on a flank of the prior, where the density is no mode’s:
  // by its curvature the widest of all, by a factor of 1e80.
  const data = noisyData(firingDraw(createRandom(9014)), 514)
  const problem = createProblem(cyclePrior, createSimulator(cyclePrior.forward), data)
  const proposal = problem.search(createRandom(14).fork(6))!
  const n = 200
  const z = new Float64Array(10 * n)
  sampleMixture(proposal, n, createRandom(1), z)
  const density = new Float64Array(n)
  problem.target.logDensity(z, n, density, new Float64Array(0))
  expect(density.filter(Number.isFinite).length).toBeGreaterThan(n / 2)
  expect(Math.max(...density)).toBeGreaterThan(-20)
})

it('a matrix is raised until it is positive definite, and one that is stays', () => {
  const definite = Float64Array.of(2, 0.5, 0.5, 1)
  expect(raisedToDefinite(definite, 2, 0.1)).toEqual(definite)
  const raised = raisedToDefinite(Float64Array.of(1, 3, 3, 1), 2, 0.1)
  expect(raised[1]).toBe(3)
  expect(raised[0] * raised[3] - 9).toBeGreaterThan(0)
  expect(raised[0]).toBeLessThan(20)
  expect(raisedToDefinite(Float64Array.of(0, 0, 0, 0), 2, 0.1)[3]).toBeGreaterThanOrEqual(0.1)
})

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type GroupPriors, groupChain } from '../../../src-main/inference/groups/group-chain.ts'
import type { SweepLikelihood } from '../../../src-main/inference/groups/sweep-likelihood.ts'
import { convergenceOf } from '../../../src-main/inference/mcmc/convergence.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { quantile } from '../../../src-main/signal/robust.ts'

interface Told {
  mean: number
  sd: number
  quantiles: [number, number, number]
  ess: number
}

/** Made by make-reference.py. */
const record = JSON.parse(readFileSync(new URL('reference.json', import.meta.url), 'utf8')) as {
  by: string
  cases: {
    data: { weights: number[]; means: number[]; variances: number[] }[][][]
    priors: GroupPriors
    posterior: Record<string, Told>
  }[]
}

describe(`the hierarchical model, against ${record.by}`, () => {
  it.each(record.cases.map((one, k) => [k, one] as const))(
    'agrees on study %i',
    (_, { data, priors, posterior }) => {
      const likelihoods = data.map((cells) =>
        cells.map((sweeps) =>
          sweeps.map(
            ({ weights, means, variances }): SweepLikelihood => ({
              weights: Float64Array.from(weights),
              means: Float64Array.from(means),
              variances: Float64Array.from(variances),
            }),
          ),
        ),
      )
      const chains = Array.from({ length: 4 }, (_, k) => {
        const next = groupChain(likelihoods, priors, createRandom(11).fork(k))
        for (let i = 0; i < 250; i++) next()
        return Array.from({ length: 3000 }, next)
      })
      for (const [name, told] of Object.entries(posterior)) {
        const values = chains.map((chain) =>
          Float64Array.from(chain, ({ centres, cellSds, sweepSd, cells }) => {
            switch (name) {
              case 'effect':
                return centres[1] - centres[0]
              case 'centre A':
                return centres[0]
              case 'cell sd A':
                return cellSds[0]
              case 'cell sd B':
                return cellSds[1]
              case 'first cell':
                return cells[0][0]
              default:
                return sweepSd
            }
          }),
        )
        const { rHat, bulkEss, tailEss } = convergenceOf(values)
        expect(rHat, name).toBeLessThan(1.01)
        const sorted = Float64Array.from(values.flatMap((chain) => [...chain])).sort()
        const ess = Math.min(bulkEss, tailEss)
        told.quantiles.forEach((wanted, i) => {
          const p = [0.05, 0.5, 0.95][i]
          const found = quantile(sorted, p)
          // As shares below, whose errors need no density: that of ours at theirs. Four standard errors of both.
          const share = sorted.filter((x) => x < wanted).length / sorted.length
          const error = Math.sqrt(p * (1 - p) * (1 / ess + 1 / told.ess))
          expect(Math.abs(share - p), `${name}, ${p}: ${found} for ${wanted}`).toBeLessThan(4 * error)
        })
      }
    },
  )
})

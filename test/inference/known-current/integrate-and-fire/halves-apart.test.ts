import { describe, expect, it } from 'vitest'
import { halvesApart } from '../../../../src-main/inference/known-current/integrate-and-fire/halves-apart.ts'
import type { CellValues } from '../../../../src-main/model/known-current/integrate-and-fire/cell.ts'
import { createRandom } from '../../../../src-main/model/random.ts'

/** Draws of a cell whose R_in is so many MΩ, with an sd of 1 MΩ. */
function draws(rIn: number, seed: number): CellValues[] {
  const random = createRandom(seed)
  return Array.from({ length: 60 }, () => ({
    tau: 20,
    weights: [-65, rIn / 1000 - 0.01, -45, 0, 0.01].map(
      (w, k) => w + (k === 1 ? 0.001 : 0.1 * (k % 2 === 0 && k < 4 ? 1 : 0)) * random.normal(),
    ),
    hazard: [],
  }))
}

describe('fits of even and odd sweeps', () => {
  it('whose input resistances are further apart than their posteriors are a doubt', () => {
    // 60 draws of each: z of equal cells is 0 ± 0.2; 2 MΩ are 1.4 and 8 MΩ 5.7 standard errors.
    expect(halvesApart([draws(120, 1), draws(120, 2)])).toMatchObject({ check: 'gifHalves', level: 'ok' })
    expect(halvesApart([draws(120, 1), draws(122, 2)])?.level).toBe('ok')
    const apart = halvesApart([draws(120, 1), draws(128, 2)])
    expect(apart?.level).toBe('caution')
    expect(apart?.text).toMatch(/R_in of 1(19|20)\.\d and 12[78]\.\d MΩ/)
  })

  it('are not compared where there is one', () => {
    expect(halvesApart([draws(120, 1)])).toBeNull()
  })
})

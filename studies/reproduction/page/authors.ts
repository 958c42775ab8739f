import { createRandom } from '../../../src-main/model/random.ts'
import { accuracyOf } from '../../../src-main/training/accuracy.ts'
import type { JudgedCell, TestSet } from './evidence.ts'
import { findGroup, type SeedGroup, type Spread, spreadOf } from './groups.ts'
import { listed, r2Words } from './words.ts'

/** The authors' published reference run: convolutional, noisy trace, one run each. */
export const authors = {
  setting: { network: 'convolutional', input: 'noisyTrace', targets: 'neuron', data: 'set', samples: 1024 },
  testTraces: 2048,
  runs: [
    { by: 'TensorFlow', r2: { theta0: 0.9625, theta1: 0.9344 } },
    { by: 'PyTorch', r2: { theta0: 0.9605, theta1: 0.9285 } },
  ] as { by: string; r2: Record<string, number> }[],
} as const

/** Our runs in their setting. */
export function runsOfTheirs(cells: readonly JudgedCell[]): SeedGroup | undefined {
  return findGroup(cells, authors.setting)
}

/** Standard deviation of one run's R² between test sets of this size, by bootstrap. */
export function testSetError({ truth }: TestSet, { estimate }: JudgedCell, name: string): number {
  const random = createRandom(1)
  const n = truth[name].length
  const values = Array.from({ length: 400 }, () => {
    const rows = Array.from({ length: n }, () => Math.floor(random.uniform() * n))
    return accuracyOf(
      rows.map((k) => truth[name][k]),
      rows.map((k) => estimate[name][k]),
    ).r2
  })
  return spreadOf(values).sd ?? 0
}

/**
 * The authors' R² relative to ours, in a sentence: inside the range of our seeds, or above or below it, and then
 * whether other seeds and another test set would explain it.
 * @param testError standard deviation of R² between test sets
 */
export function besideTheirs(
  symbol: string,
  ours: Spread,
  testError: number,
  theirs: readonly { by: string; r2: number }[],
): string {
  const seeds = `${r2Words(ours.least)} to ${r2Words(ours.most)} over our seeds (mean ${r2Words(ours.mean)})`
  // Two runs, each with its own seed and test set.
  const expected = Math.sqrt(2 * ((ours.sd ?? 0) ** 2 + testError ** 2))
  const inside = theirs.filter(({ r2 }) => r2 >= ours.least && r2 <= ours.most).map(nameOf)
  const places =
    inside.length > 0 ? [`${listed(inside)} ${inside.length > 1 ? 'are' : 'is'} within that range`] : []
  for (const one of theirs) {
    if (one.r2 >= ours.least && one.r2 <= ours.most) continue
    const gap = Math.abs(one.r2 - ours.mean)
    const side = one.r2 > ours.most ? 'above' : 'below'
    const why = gap <= 2 * expected ? 'no more than' : 'more than'
    places.push(
      `${nameOf(one)} is ${r2Words(gap)} ${side} our mean, ${why} expected between two runs of this setting (${r2Words(2 * expected)}: twice the sd of a difference, from seeds and test sets)`,
    )
  }
  return `${symbol}: ${seeds}; the authors’ ${listed(places)}.`
}

function nameOf({ by, r2 }: { by: string; r2: number }): string {
  return `${r2Words(r2)} (${by})`
}

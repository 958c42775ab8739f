import { fitGif } from '../../src-main/inference/known-current/integrate-and-fire/fit-gif.ts'
import { summarize, weightedSample } from '../../src-main/inference/statistics/weighted.ts'
import { hazardAfter, hazardAt } from '../../src-main/model/known-current/integrate-and-fire/cell.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { median } from '../../src-main/signal/robust.ts'
import { gifFamily, type NumpyCell, readNumpyCells } from './gif/gif-cells.ts'
import type { AccuracyOptions } from './options.ts'

type Draws = Record<string, number[]>

/** Quantities reported for a cell: from its draws, and the true value. */
const told: Record<string, { of: (draws: Draws) => number[]; truth: (cell: NumpyCell) => number }> = {
  τ: { of: ({ tau }) => tau, truth: ({ tau }) => tau },
  R_in: {
    of: ({ R, sag, Rs }) => R.map((r, i) => r + sag[i] + Rs[i]),
    truth: ({ R, sag, Rs }) => R + sag + Rs,
  },
  Rs: { of: ({ Rs }) => Rs, truth: ({ Rs }) => Rs },
  EL: { of: ({ EL }) => EL, truth: ({ EL }) => EL },
  Vr: { of: ({ Vr }) => Vr, truth: ({ Vr }) => Vr },
  threshold: {
    of: ({ b0, b1 }) => b0.map((v, i) => hazardAt - v / b1[i]),
    truth: ({ b }) => hazardAt - b[0] / b[1],
  },
  b0: { of: ({ b0 }) => b0, truth: ({ b }) => b[0] },
  b1: { of: ({ b1 }) => b1, truth: ({ b }) => b[1] },
  b2: { of: ({ b2 }) => b2, truth: ({ b }) => b[2] },
  c5: { of: ({ c5 }) => c5, truth: ({ c }) => c[0] },
  c20: { of: ({ c20 }) => c20, truth: ({ c }) => c[1] },
  c80: { of: ({ c80 }) => c80, truth: ({ c }) => c[2] },
  c300: { of: ({ c300 }) => c300, truth: ({ c }) => c[3] },
  // The simulated cells' hazard is the same before and after a spike.
  a1: { of: ({ a1 }) => a1, truth: () => 0 },
  a2: { of: ({ a2 }) => a2, truth: () => 0 },
  'threshold after': {
    of: ({ b0, b1, b2, a0, a1, a2 }) =>
      b0.map((v, i) => hazardAfter({ b: [v, b1[i], b2[i]], a: [a0[i], a1[i], a2[i]] }).threshold),
    truth: ({ b }) => hazardAt - b[0] / b[1],
  },
}

/**
 * Coverage of the integrate-and-fire fit's 90 % intervals on cells that NumPy simulated (gif/gif-cells.py): the
 * intervals were developed on set a; set b is held out. At most `traces` cells of each; `--only a` or `--only b` for
 * one of them.
 */
export async function gif({ traces, seed, only = ['a', 'b'] }: AccuracyOptions): Promise<void> {
  for (const name of only) {
    const set = readNumpyCells(`bench/accuracy/gif/gif-cells-${name}.bin.gz`)
    const noise = createRandom(seed).fork(name.charCodeAt(0))
    const refused: string[] = []
    const found: { cell: NumpyCell; draws: Draws }[] = []
    const began = performance.now()
    for (const [k, cell] of set.cells.slice(0, traces).entries()) {
      const { family, protocol } = gifFamily(cell, set, noise)
      const { level, reasons, draws } = fitGif(family, protocol, { random: createRandom(k) })
      if (level !== 'unreliable') found.push({ cell, draws })
      else refused.push(reasons.find((reason) => reason.level === 'unreliable')!.check)
    }
    const seconds = (performance.now() - began) / 1000 / Math.max(1, found.length)
    const why = [...new Set(refused)].map((check) => `${check} ${refused.filter((c) => c === check).length}`)
    console.log(
      `set ${name} (seed ${seed}): ${found.length} told, ${refused.length} refused (${why.join(', ')}); ${seconds.toFixed(2)} s a cell`,
    )
    console.table(Object.fromEntries(Object.keys(told).map((what) => [what, rowOf(what, found)])))
  }
}

function rowOf(what: string, found: readonly { cell: NumpyCell; draws: Draws }[]) {
  const { of, truth } = told[what]
  const rows = found.map(({ cell, draws }) => ({
    ...summarize(weightedSample(Float64Array.from(of(draws)))),
    true_: truth(cell),
  }))
  const n = rows.length
  const covers = rows.filter(({ true_, q05, q95 }) => q05 <= true_ && true_ <= q95).length / n
  const z = rows.map(({ mean, sd, true_ }) => (mean - true_) / sd)
  const mean = z.reduce((sum, v) => sum + v, 0) / n
  return {
    n,
    coverage: covers.toFixed(3),
    'standard error': Math.sqrt(Math.max(covers * (1 - covers), 0.01) / n).toFixed(3),
    // Errors in posterior sds: mean 0 and sd 1 where bias and width are right.
    'mean z': mean.toFixed(2),
    'sd of z': Math.sqrt(z.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (n - 1)).toFixed(2),
    'median |error|': median(rows.map((r) => Math.abs(r.mean - r.true_))).toFixed(4),
    'median sd': median(rows.map(({ sd }) => sd)).toFixed(4),
  }
}

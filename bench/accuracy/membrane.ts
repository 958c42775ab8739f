import { fitMembrane } from '../../src-main/inference/known-current/membrane/fit-membrane.ts'
import { createRandom, type Random } from '../../src-main/model/random.ts'
import { median } from '../../src-main/signal/robust.ts'
import { hhFamily, type KnownFamily, linearFamily } from './membrane/families.ts'
import { readHhCells } from './membrane/hh-cells.ts'
import type { AccuracyOptions } from './options.ts'

const names = ['rIn', 'rs', 'tau', 'capacitance', 'rest'] as const

/**
 * Coverage of the membrane's 90 % intervals: on linear cells whose sweeps differ, and on Hodgkin–Huxley cells that
 * SciPy simulated (membrane/hh-cells.py); the widths were tuned on sets a and b, c and d have other kinetics, and d was
 * evaluated last.
 */
export async function membrane({ traces, seed }: AccuracyOptions): Promise<void> {
  const fresh = (label: number): Random => createRandom(seed).fork(label)
  const linear = fresh(0)
  print(
    `linear cells (seed ${seed})`,
    Array.from({ length: traces }, () => linearFamily(linear)),
  )
  for (const [label, name] of ['a', 'b', 'c', 'd'].entries()) {
    const set = readHhCells(`bench/accuracy/membrane/hh-cells-${name}.bin.gz`)
    const random = fresh(label + 1)
    print(
      `Hodgkin–Huxley cells, set ${name} (seed ${seed})`,
      set.cells.map((cell) => hhFamily(cell, set, random)),
    )
  }
}

function print(title: string, families: readonly KnownFamily[]): void {
  const found = families.map(({ family, protocol, truth }, k) => ({
    truth,
    result: fitMembrane(family, protocol, { random: createRandom(k) }),
  }))
  const refused = found.filter(({ result }) => result.level === 'unreliable').length
  const cautions = found.filter(({ result }) => result.level === 'caution').length
  console.log(`${title}: ${families.length}, ${refused} refused, ${cautions} with a doubt`)
  console.table(
    Object.fromEntries(
      names.flatMap((name) => {
        const told = found.flatMap(({ truth, result }) => {
          const true_ = truth[name]
          const posterior = result.parameters.find((parameter) => parameter.name === name)?.posterior
          return true_ === null || !posterior ? [] : [{ true_, ...posterior }]
        })
        if (told.length === 0) return []
        const n = told.length
        const covers = told.filter(({ true_, q05, q95 }) => q05 <= true_ && true_ <= q95).length / n
        // For potentials and Rs, which may be 0, the absolute error.
        const scale = (value: number): number => (name === 'rest' || name === 'rs' ? 1 : value)
        const errors = told.map(({ true_, q50 }) => (q50 - true_) / scale(true_))
        return [
          [
            name,
            {
              n,
              coverage: covers.toFixed(3),
              'standard error': Math.sqrt(Math.max(covers * (1 - covers), 0.01) / n).toFixed(3),
              'median |error|': median(errors.map(Math.abs)).toFixed(4),
              bias: (errors.reduce((sum, v) => sum + v, 0) / n).toFixed(4),
              'median width': median(
                told.map(({ true_, q05, q95 }) => (q95 - q05) / Math.abs(scale(true_))),
              ).toFixed(4),
            },
          ],
        ]
      }),
    ),
  )
}

import { appendFileSync } from 'node:fs'
import type { EstimateResult } from '../../src-main/contract/compute.ts'
import { plain } from '../../src-main/contract/numbers.ts'
import { createPrior } from '../../src-main/model/composition/prior.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { createBatchSource } from '../../src-main/model/simulate/simulate.ts'
import { loadEstimator, runEstimate } from './estimates.ts'
import type { AccuracyOptions } from './options.ts'

/** Values used for the traces instead of the model's constants. */
const cases: readonly Record<string, number>[] = [
  {},
  { gamma: 2.9 },
  { gamma: 2.97 },
  { v0: -0.3 },
  { u0: 0.3 },
  { zeta: -0.3 },
]

/**
 * How often a verdict reports evidence against a constant: on traces made with the model's own constants, and with
 * others; and how often it is caution, by that check or another.
 */
export async function constants({ model, traces, seed, out }: AccuracyOptions): Promise<void> {
  const estimator = await loadEstimator(model)
  const { file, size } = estimator.prior
  const rows: Record<string, object> = {}
  for (const changed of cases) {
    if (Object.keys(changed).some((name) => !(name in file.constants))) continue
    const truth = createPrior({ ...file, constants: { ...file.constants, ...changed } })
    const batch = createBatchSource(truth, traces)(createRandom(seed))
    const results = Array.from({ length: traces }, (_, k) => {
      const { result } = runEstimate(
        estimator,
        Array.from(batch.traces.subarray(k * size, (k + 1) * size)),
        k,
      )
      if (out)
        appendFileSync(
          out,
          `${JSON.stringify({ changed, k, verdict: result.verdict.level, reasons: concerns(result), constants: result.verdict.reasons.find(({ check }) => check === 'constants')?.number })}\n`,
        )
      return result
    })
    const name =
      Object.entries(changed)
        .map(([name, value]) => `${name} = ${plain(value)}`)
        .join(', ') || 'as in the model'
    rows[name] = summary(results)
    console.table({ [name]: rows[name] })
  }
  console.log(`${model}, ${traces} traces each (seed ${seed})`)
  console.table(rows)
}

function concerns({ verdict }: EstimateResult): string[] {
  return verdict.reasons.flatMap(({ level, check }) => (level === 'ok' ? [] : [check]))
}

function summary(results: readonly EstimateResult[]): object {
  const n = results.length
  const share = (holds: (result: EstimateResult) => boolean): string => {
    const p = results.filter(holds).length / n
    return `${p.toFixed(3)} ± ${Math.sqrt((p * (1 - p)) / n).toFixed(3)}`
  }
  const flagged = (result: EstimateResult): boolean => concerns(result).includes('constants')
  return {
    n,
    told: results.filter(({ verdict }) => verdict.reasons.some(({ check }) => check === 'constants')).length,
    constants: share(flagged),
    'first of the reasons': share(
      (result) => flagged(result) && result.verdict.reasons[0].check === 'constants',
    ),
    ok: share(({ verdict }) => verdict.level === 'ok'),
    unreliable: share(({ verdict }) => verdict.level === 'unreliable'),
  }
}

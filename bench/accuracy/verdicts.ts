import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Reason, Verdict } from '../../src-main/contract/reports.ts'
import type { Estimator } from '../../src-main/inference/estimate/estimator.ts'
import { readModel } from '../../src-main/library/model-format/read-model.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { createBatchSource } from '../../src-main/model/simulate/simulate.ts'
import { loadEstimator, runEstimate } from './estimates.ts'
import type { AccuracyOptions } from './options.ts'
import { artefacts } from './verdict-cases/artefacts.ts'
import { recordingJobs, strangers } from './verdict-cases/strangers.ts'

/** Fraction of the number of fresh traces that is used for each kind of bad trace. */
const badShare = 0.02
const recordings = '../shared/recordings'

/**
 * Accuracy of verdicts: false positives on fresh traces of the model's own prior, whether traces not from such a neuron
 * are all unreliable, and whether artefacts on good traces are named.
 */
export async function verdicts({ model, traces, seed }: AccuracyOptions): Promise<void> {
  const estimator = await loadEstimator(model)
  const { prior } = (await readModel(model)).card
  const { points, dt } = prior.grid
  const batch = createBatchSource(estimator.prior, traces)(createRandom(seed))
  const good: { trace: Float32Array; k: number }[] = []
  const tally = createTally()
  for (let k = 0; k < traces; k++) {
    const trace = batch.traces.slice(k * points, (k + 1) * points)
    const verdict = judge(estimator, trace, k)
    tally.add(verdict)
    if (verdict.level === 'ok') good.push({ trace, k })
  }
  tally.print(`${model}, ${traces} fresh traces (seed ${seed})`)

  const each = Math.max(1, Math.round(badShare * traces))
  const rows: Row[] = []
  for (const { name, size, check, put } of artefacts) {
    const found = good.slice(0, each).map(({ trace, k }) => judge(estimator, put(trace, k, dt), k))
    rows.push({
      on: `${name}: ${size}`,
      ...levels(found),
      ...rightCause(found, (first) => first.check === check),
    })
  }
  for (const { name, make } of strangers) {
    const found = Array.from({ length: each }, (_, k) => {
      const { trace, ...job } = make(k, prior)
      return runEstimate(estimator, trace, k, job).result.verdict
    })
    rows.push({ on: name, ...levels(found), ...rightCause(found, (first) => first.cause === 'neuron') })
  }
  if (existsSync(recordings)) {
    for (const name of readdirSync(recordings).filter((file) => file.endsWith('.csv'))) {
      const jobs = await recordingJobs(join(recordings, name), name, prior)
      const found = jobs.map(({ trace, ...job }, k) => runEstimate(estimator, trace, k, job).result.verdict)
      rows.push({ on: name, ...levels(found), ...rightCause(found, (first) => first.cause === 'neuron') })
    }
  }
  console.table(rows)
}

interface Row {
  on: string
  ok: number
  caution: number
  unreliable: number
  'right cause first': number
  /** The check that came first where the expected one did not. */
  others: string
}

function judge(estimator: Estimator, trace: Float32Array, seed: number): Verdict {
  return runEstimate(estimator, Array.from(trace), seed).result.verdict
}

function levels(found: readonly Verdict[]): Pick<Row, 'ok' | 'caution' | 'unreliable'> {
  const count = (level: string): number => found.filter((v) => v.level === level).length
  return { ok: count('ok'), caution: count('caution'), unreliable: count('unreliable') }
}

function rightCause(
  found: readonly Verdict[],
  isRight: (first: Reason) => boolean,
): Pick<Row, 'right cause first' | 'others'> {
  const firsts = found.map((v) => v.reasons[0])
  const others = firsts.filter((first) => !isRight(first)).map((first) => first.check)
  return { 'right cause first': found.length - others.length, others: others.join(' ') }
}

/** Counts false positives. Reporting a silent trace as silent is not one. */
function createTally() {
  const [all, silent]: Verdict[][] = [[], []]
  const alarms = new Map<string, number>()
  return {
    add(verdict: Verdict): void {
      const flagged = verdict.reasons.filter((r) => r.level !== 'ok')
      all.push(verdict)
      if (flagged.some((r) => r.check === 'silent')) silent.push(verdict)
      else if (flagged.length > 0) {
        const name = `${verdict.level}: ${flagged.map((r) => r.check).join(', ')}`
        alarms.set(name, (alarms.get(name) ?? 0) + 1)
      }
    },
    print(title: string): void {
      const count = Array.from(alarms.values()).reduce((a, b) => a + b, 0)
      const share = (100 * count) / (all.length - silent.length)
      console.log(`${title}: ${silent.length} silent; of the others ${count} flagged (${share.toFixed(1)} %)`)
      console.table(Array.from(alarms, ([flagged, traces]) => ({ flagged, traces })))
    },
  }
}

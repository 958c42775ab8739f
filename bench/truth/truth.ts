import { appendFileSync } from 'node:fs'
import type { PriorFile } from '../../src-main/contract/priors.ts'
import type { Estimator } from '../../src-main/inference/estimate/estimator.ts'
import { jobOfTrace } from '../../src-main/jobs/trace-job.ts'
import { readCard } from '../../src-main/library/model-format/card-file.ts'
import { loadEstimator, quantileOf, runEstimate } from '../accuracy/estimates.ts'
import { calibrationOf, isCounted, levels, type Outcome, tableOf } from './calibration.ts'
import { createChance } from './chance.ts'
import { type KnownTrace, makeRecording, makeTrace } from './make-trace.ts'

export interface TruthOptions {
  /** Numbers of traces from the preset, and of recordings. */
  traces: number
  recordings: number
  seed: number
  /** File that receives one line per trace as it finishes. */
  out?: string | undefined
}

const kinds = [
  { folder: 'models/rudi-2022', count: 'traces', make: makeTrace, words: 'traces of the preset' },
  {
    folder: 'models/recording',
    count: 'recordings',
    make: makeRecording,
    words: 'recordings in mV at 10 to 25 kHz',
  },
] as const

/**
 * End-to-end recovery on data generated independently of the program: draws of the prior solved by another method
 * (DOP853 at tolerance 1e-10), noise from the bench's own generator, read like a file (prepareObservation, estimate).
 */
export async function truth({ seed, out, ...counts }: TruthOptions): Promise<void> {
  for (const { folder, count, make, words } of kinds) {
    const n = counts[count]
    if (n === 0) continue
    const estimator = await loadEstimator(folder)
    const card = await readCard(folder)
    const outcomes: Outcome[] = []
    for (let k = 0; k < n; k++) {
      const known = make(card.prior, createChance(seed, k))
      const outcome = { seed, trace: k, ...outcomeOf(estimator, card, known, k) }
      outcomes.push(outcome)
      if (out) appendFileSync(out, `${JSON.stringify({ model: folder, ...outcome })}\n`)
    }
    print(`${n} ${words} (${folder}, seed ${seed})`, outcomes)
  }
}

function outcomeOf(
  estimator: Estimator,
  card: { prior: PriorFile; name: string },
  { source, truth }: KnownTrace,
  seed: number,
): Omit<Outcome, 'seed' | 'trace'> {
  const { job } = jobOfTrace(source, { ...card, focus: null }, { modelFolder: '', seed })
  const { result, seconds } = runEstimate(estimator, job.trace, seed, job)
  const { verdict, parameters, draws, diagnostics } = result
  const own = truth(job.scale)
  const { circular } = estimator.prior.observable
  const ranks = parameters.map(({ name }, j): [string, number] => {
    const true_ = own[name]!
    const below = draws.filter((draw) => {
      const apart = draw[j] - true_
      return circular.includes(name) ? apart - Math.round(apart) < 0 : apart < 0
    })
    return [name, below.length / draws.length]
  })
  return {
    level: verdict.level,
    flag: verdict.level === 'ok' ? null : verdict.reasons[0].check,
    ess: diagnostics.ess,
    paretoK: diagnostics.paretoK,
    seconds,
    outside: estimator.prior.parameters.flatMap(({ name }, j) => {
      const { lower, upper } = estimator.prior.distributions[j]
      return own[name]! < lower || own[name]! > upper ? [name] : []
    }),
    ranks: Object.fromEntries(ranks),
  }
}

function print(title: string, outcomes: readonly Outcome[]): void {
  console.log(title)
  console.table(tableOf(outcomes))
  const told = outcomes.filter(isCounted)
  const outside = outcomes.filter((one) => one.outside.length > 0).length
  if (outside > 0)
    console.log(`left out, since the prior excludes their truth in the units chosen: ${outside}`)
  const all = calibrationOf(told.flatMap(({ ranks }) => Object.values(ranks)))
  console.log(
    `All parameters: ${levels.map((level, k) => `${100 * level} %: ${all.coverage[k].toFixed(3)}`).join(', ')}`,
  )
  const flags = new Map<string, number>()
  for (const { level, flag } of outcomes) {
    const name = flag === null ? 'ok' : `${level}: ${flag}`
    flags.set(name, (flags.get(name) ?? 0) + 1)
  }
  console.log('verdicts:', Object.fromEntries(flags))
  const seconds = outcomes.map((one) => one.seconds)
  console.log(
    `seconds, median and 99 %: ${quantileOf(seconds, 0.5).toFixed(2)}, ${quantileOf(seconds, 0.99).toFixed(2)}`,
  )
}

import { NagumoError } from '../../contract/errors.ts'
import type { PriorExamination, PriorProblem, TraceKind } from '../../contract/priors.ts'
import type { Behaviour } from '../observable.ts'
import { outputCount } from '../outputs.ts'
import type { Random } from '../random.ts'
import { observe, thetasOf } from '../simulate/simulate.ts'
import { createSimulator } from '../simulate/simulator.ts'
import { problemsOfDraws } from './draw-problems.ts'
import type { Prior } from './prior.ts'
import { createTraceKinds } from './trace-kinds.ts'

const exampleTraces = 6
/** Traces are simulated and classified in chunks of about this many points. */
const pointsAtOnce = 2_000_000

/**
 * Examines draws of a valid prior (`priorProblems`): their behaviour, a few example traces, and reasons to refuse the
 * prior or to warn.
 */
export function examinePrior(prior: Prior, random: Random, draws = 500): PriorExamination {
  const dimension = prior.parameters.length
  const values = new Float64Array(draws * dimension)
  for (let k = 0; k < draws; k++) prior.sample(random, values, k * dimension)
  const seen = behavioursOf(prior, values)
  const kinds = seen.map(({ kind }) => kind)
  const share = (kind: TraceKind): number => kinds.filter((one) => one === kind).length / draws
  const shares = {
    silent: share('silent'),
    few: share('few'),
    tonic: share('tonic'),
    blowsUp: share('blowsUp'),
  }
  const useful = prior.observable.useless ? usefulOf(prior, values) : kinds.map(() => true)
  const usable = Array.from(kinds.keys()).filter((k) => kinds[k] !== 'blowsUp' && useful[k])
  const rowsOf = (rows: number[]): Float64Array =>
    Float64Array.from(rows.flatMap((k) => Array.from(values.subarray(k * dimension, (k + 1) * dimension))))
  const shown = usable.slice(0, exampleTraces)
  return {
    draws,
    shares,
    examples: examplesOf(
      prior,
      rowsOf(shown),
      shown.map((k) => seen[k]),
      random,
    ),
    problems: problemsOfDraws(
      prior,
      { draws, shares, leftOut: kinds.filter((kind, k) => kind !== 'blowsUp' && !useful[k]).length / draws },
      (n) => rowsOf(usable.slice(0, n)),
    ),
  }
}

/** Behaviour of the neurons of n × dimension parameter values. */
function behavioursOf(prior: Prior, values: Float64Array): Behaviour[] {
  const most = atOnce(prior, values)
  const own = prior.observable.behaviours?.(prior.forward)
  const kindsIn = own ? null : createTraceKinds(prior, most)
  return inParts(prior, values, most, (thetas, n) =>
    own ? own(thetas, n) : kindsIn!(thetas, n).map((kind) => ({ kind, curve: null })),
  )
}

/** Whether the observable can use each draw of n × dimension parameter values. */
function usefulOf(prior: Prior, values: Float64Array): boolean[] {
  const { forward, observable, size } = prior
  const most = atOnce(prior, values)
  const simulator = createSimulator(forward)
  const data = new Float32Array(most * size)
  return inParts(prior, values, most, (thetas, n) => {
    simulator.predictions(thetas, n, data)
    return Array.from({ length: n }, (_, k) => observable.isUseful(forward, data, k * size))
  })
}

function atOnce({ grid, size, parameters }: Prior, values: Float64Array): number {
  const draws = values.length / parameters.length
  return Math.max(1, Math.min(draws, Math.floor(pointsAtOnce / Math.max(grid.points, size))))
}

function inParts<T>(
  prior: Prior,
  values: Float64Array,
  most: number,
  of: (thetas: Float64Array, n: number) => T[],
): T[] {
  const dimension = prior.parameters.length
  const draws = values.length / dimension
  const all: T[] = []
  for (let from = 0; from < draws; from += most) {
    const n = Math.min(most, draws - from)
    all.push(...of(thetasOf(prior, values.subarray(from * dimension), n), n))
  }
  return all
}

/** Example draws: the membrane potential behind the data where the observable shows it, else the data with noise. */
function examplesOf(
  prior: Prior,
  values: Float64Array,
  seen: Behaviour[],
  random: Random,
): PriorExamination['examples'] {
  const dimension = prior.parameters.length
  const parametersOf = (k: number) =>
    Object.fromEntries(prior.parameters.map(({ name }, j) => [name, values[k * dimension + j]]))
  if (prior.observable.behaviours) {
    return seen.flatMap(({ kind, curve }, k) =>
      curve
        ? [{ kind, parameters: parametersOf(k), trace: Array.from(curve.v), t: Array.from(curve.t) }]
        : [],
    )
  }
  const { size } = prior
  const traces = new Float32Array(seen.length * size)
  const simulator = createSimulator(prior.forward)
  observe(simulator, prior, values, seen.length, () => random, traces)
  return seen.map(({ kind }, k) => ({
    kind,
    parameters: parametersOf(k),
    trace: Array.from(traces.subarray(k * size, k * size + size / outputCount(prior))),
  }))
}

/**
 * @param name of the prior, or of its file
 * @throws NagumoError PRIOR_INVALID where a problem is one to refuse the prior for
 */
export function refuseHopeless(name: string, problems: readonly PriorProblem[]): void {
  const refused = problems.filter(({ level }) => level === 'refuse')
  if (refused.length === 0) return
  const reasons = refused.map(({ text }) => `\n  ${text}`).join('')
  throw new NagumoError('PRIOR_INVALID', `No network can be trained on the prior ${name}:${reasons}`)
}

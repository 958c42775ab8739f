import { NagumoError } from '../../contract/errors.ts'
import { fixed, percent } from '../../contract/numbers.ts'
import type { PriorExamination, PriorProblem, TraceKind } from '../../contract/priors.ts'
import type { Random } from '../random.ts'
import { observe, thetasOf } from '../simulate/simulate.ts'
import { createSimulator } from '../simulate/simulator.ts'
import { solverError } from '../simulate/solver-accuracy.ts'
import type { Prior } from './prior.ts'
import { createTraceKinds } from './trace-kinds.ts'

const exampleTraces = 6
/** Traces are simulated and looked at in parts of about so many points. */
const pointsAtOnce = 2_000_000
/** Fewer spiking draws than this share are worth a word. */
const fewSpiking = 0.2
/** A prior that runs away more often than this is a mistake. */
const mostRunningAway = 0.5
/** Errors of the solver in standard deviations of the noise: one that does no harm, and one that spoils the answer. */
const harmless = 0.02
const harmful = 0.3
const mostSubsteps = 64
/** Draws that the solver is tried on, fewer where that would take more solver steps than this (about a second). */
const solverDraws = 40
const solverSteps = 2e7

/**
 * Looks at draws of a prior that is possible (`priorProblems`): what their neurons do, a few of their traces, and what
 * makes the prior hopeless or doubtful.
 */
export function examinePrior(prior: Prior, random: Random, draws = 500): PriorExamination {
  const dimension = prior.parameters.length
  const values = new Float64Array(draws * dimension)
  for (let k = 0; k < draws; k++) prior.sample(random, values, k * dimension)
  const kinds = kindsOf(prior, values)
  const share = (kind: TraceKind): number => kinds.filter((one) => one === kind).length / draws
  const shares = {
    silent: share('silent'),
    few: share('few'),
    tonic: share('tonic'),
    blowsUp: share('blowsUp'),
  }
  const usable = Array.from(kinds.keys()).filter((k) => kinds[k] !== 'blowsUp')
  const rowsOf = (rows: number[]): Float64Array =>
    Float64Array.from(rows.flatMap((k) => Array.from(values.subarray(k * dimension, (k + 1) * dimension))))
  const shown = usable.slice(0, exampleTraces)
  return {
    draws,
    shares,
    examples: examplesOf(
      prior,
      rowsOf(shown),
      shown.map((k) => kinds[k]),
      random,
    ),
    problems: [
      ...runningAway(prior, shares.blowsUp),
      ...silence(prior, draws, shares),
      ...coarseSteps(prior, rowsOf(usable.slice(0, solverDrawsFor(prior)))),
    ],
  }
}

/** What the neurons of n × dimension parameter values do. */
function kindsOf(prior: Prior, values: Float64Array): TraceKind[] {
  const dimension = prior.parameters.length
  const draws = values.length / dimension
  const part = Math.max(1, Math.min(draws, Math.floor(pointsAtOnce / prior.grid.points)))
  const kindsIn = createTraceKinds(prior, part)
  const kinds: TraceKind[] = []
  for (let from = 0; from < draws; from += part) {
    const n = Math.min(part, draws - from)
    kinds.push(...kindsIn(thetasOf(prior, values.subarray(from * dimension), n), n))
  }
  return kinds
}

/** Recordings of some draws, noise included. */
function examplesOf(
  prior: Prior,
  values: Float64Array,
  kinds: TraceKind[],
  random: Random,
): PriorExamination['examples'] {
  const { size } = prior
  const dimension = prior.parameters.length
  const traces = new Float32Array(kinds.length * size)
  const simulator = createSimulator(prior.forward)
  observe(simulator, prior, values, kinds.length, () => random, traces)
  return kinds.map((kind, k) => ({
    kind,
    parameters: Object.fromEntries(prior.parameters.map(({ name }, j) => [name, values[k * dimension + j]])),
    trace: Array.from(traces.subarray(k * size, (k + 1) * size)),
  }))
}

/**
 * @param name of the prior, or of its file
 * @throws NagumoError PRIOR_INVALID where a problem is one that a training can't do anything about
 */
export function refuseHopeless(name: string, problems: readonly PriorProblem[]): void {
  const refused = problems.filter(({ level }) => level === 'refuse')
  if (refused.length === 0) return
  const reasons = refused.map(({ text }) => `\n  ${text}`).join('')
  throw new NagumoError('PRIOR_INVALID', `Nothing can be learned from the prior ${name}:${reasons}`)
}

/** No recording comes from a neuron that runs away, so that such draws are left out (simulate.ts): where it is not most. */
function runningAway(prior: Prior, share: number): PriorProblem[] {
  if (share === 0) return []
  const what = `In ${percent(share)} of the draws the membrane potential runs away beyond all sense`
  const remedy = `narrow the priors of ${freeNeuronNames(prior)}, with limits where there are none, or take more solver steps (substeps)`
  if (share < mostRunningAway) {
    const text = `${what}. No recording comes from such a neuron, and these draws are left out of a training; if that is not meant, ${remedy}.`
    return [{ level: 'warn', parameter: null, text }]
  }
  const text = `${what}, and little is left to learn from. ${remedy[0].toUpperCase()}${remedy.slice(1)}.`
  return [{ level: 'refuse', parameter: null, text }]
}

/** Where nothing of the neuron is estimated, silence does no harm. */
function silence(
  prior: Prior,
  draws: number,
  { few, tonic, blowsUp }: PriorExamination['shares'],
): PriorProblem[] {
  const names = freeNeuronNames(prior)
  const spiking = few + tonic
  if (!names || blowsUp === 1 || spiking >= fewSpiking) return []
  const length = `${Number((prior.grid.points * prior.grid.dt).toPrecision(6))} ms`
  const remedy = `Move the priors of ${names} to where the neuron spikes, or take a longer trace (it is ${length})`
  if (spiking === 0) {
    const text = `None of ${draws} draws spikes, so that their traces hold next to nothing of ${names}. ${remedy}.`
    return [{ level: 'refuse', parameter: null, text }]
  }
  const text = `Only ${percent(spiking)} of the draws spike; the other traces hold next to nothing of ${names}. ${remedy}.`
  return [{ level: 'warn', parameter: null, text }]
}

/** Is the solver's step small enough, and if not, which number of them would do? */
function coarseSteps(prior: Prior, values: Float64Array): PriorProblem[] {
  if (values.length === 0) return []
  const { substeps, dt } = prior.grid
  const error = solverError(prior, values, substeps)
  if (error <= harmless) return []
  let enough = 2 * substeps
  while (enough <= mostSubsteps && solverError(prior, values, enough) > harmless) enough *= 2
  const size = Number.isFinite(error)
    ? `its error reaches ${fixed(error, error < 0.1 ? 2 : 1)} standard deviations of the noise; ${harmless} does no harm`
    : 'it gives no numbers'
  const remedy =
    enough <= mostSubsteps
      ? `Take ${enough} (substeps)`
      : `Not even ${mostSubsteps} would do; choose a smaller dt, or narrower priors`
  return [
    {
      level: error > harmful ? 'refuse' : 'warn',
      parameter: null,
      text: `The solver’s time step is too large: with ${substeps} between samples ${dt} ms apart, ${size}. ${remedy}.`,
    },
  ]
}

function solverDrawsFor({ grid }: Prior): number {
  // A draw is solved with `substeps` steps and with twice as many.
  const one = 3 * grid.substeps * grid.points
  return Math.max(5, Math.min(solverDraws, Math.floor(solverSteps / one)))
}

function freeNeuronNames({ parameters }: Prior): string {
  return parameters.flatMap(({ name, group }) => (group === 'neuron' ? [name] : [])).join(', ')
}

import { fixed, percent } from '../../contract/numbers.ts'
import type { PriorExamination, PriorProblem } from '../../contract/priors.ts'
import { capital } from '../../contract/wording.ts'
import { solverError } from '../simulate/solver-accuracy.ts'
import type { Prior } from './prior.ts'

/** Smaller shares of spiking draws cause a warning. */
const fewSpiking = 0.2
/** Larger shares of diverging draws are refused. */
const mostRunningAway = 0.5
/** Larger shares of excluded draws are refused: in millions of draws, a hundred in a row (simulate.ts) would occur. */
const mostLeftOut = 0.8
/** Errors of the solver in standard deviations of the noise: up to the first negligible, beyond the second refused. */
const harmless = 0.02
const harmful = 0.3
const mostSubsteps = 64
/** Draws that the solver is tested on, fewer where that would take more than `solverSteps` (about a second). */
const solverDraws = 40
const solverSteps = 2e7

/** Behaviour of a prior's draws, as shares of them. */
interface Drawn {
  draws: number
  shares: PriorExamination['shares']
  /** Not diverging, but of no use to the observable. */
  leftOut: number
}

/**
 * Reasons from its draws to refuse a prior or to warn.
 * @param usable returns up to n useful draws, n × dimension
 */
export function problemsOfDraws(
  prior: Prior,
  drawn: Drawn,
  usable: (n: number) => Float64Array,
): PriorProblem[] {
  const { useless, usesGrid } = prior.observable
  return [
    ...runningAway(prior, drawn.shares.blowsUp),
    // Silent draws that are excluded matter only by their number.
    ...(useless ? uselessDraws(prior, useless, drawn) : silence(prior, drawn)),
    ...(usesGrid === false ? [] : coarseSteps(prior, usable(solverDrawsFor(prior)))),
  ]
}

/** Draws without information are excluded: a warning, or a refusal where nearly all are. */
function uselessDraws(prior: Prior, useless: string, { leftOut, shares }: Drawn): PriorProblem[] {
  if (leftOut === 0) return []
  const what = `In ${percent(leftOut)} of the draws ${useless}`
  if (leftOut + shares.blowsUp < mostLeftOut) {
    const text = `${what}. These draws are excluded from training, so the effective prior is that of the remaining draws.`
    return [{ level: 'warn', parameter: null, text }]
  }
  const names = freeNeuronNames(prior)
  const remedy = names
    ? `Narrow or move the priors of ${names}`
    : 'Fix the neuron’s parameters at other values'
  return [{ level: 'refuse', parameter: null, text: `${what}, and too few remain for training. ${remedy}.` }]
}

/** Diverging draws are excluded, since no recording comes from them (simulate.ts): a refusal where most are. */
function runningAway(prior: Prior, share: number): PriorProblem[] {
  if (share === 0) return []
  const what = `In ${percent(share)} of the draws the membrane potential diverges`
  const steps = prior.observable.usesGrid === false ? '' : ', or use more solver steps (substeps)'
  const remedy = `narrow the priors of ${freeNeuronNames(prior)}, with limits where there are none${steps}`
  if (share < mostRunningAway) {
    const text = `${what}. No real neuron does that, and these draws are excluded from training; if that is not intended, ${remedy}.`
    return [{ level: 'warn', parameter: null, text }]
  }
  const text = `${what}, and too few remain for training. ${capital(remedy)}.`
  return [{ level: 'refuse', parameter: null, text }]
}

/** Too few spiking draws; of no consequence where no parameter of the neuron is estimated. */
function silence(prior: Prior, { draws, shares: { few, tonic, blowsUp } }: Drawn): PriorProblem[] {
  const names = freeNeuronNames(prior)
  const spiking = few + tonic
  if (!names || blowsUp === 1 || spiking >= fewSpiking) return []
  const length = `${Number((prior.grid.points * prior.grid.dt).toPrecision(6))} ms`
  const remedy = `Move the priors of ${names} to where the neuron spikes, or use a longer trace (now ${length})`
  if (spiking === 0) {
    const text = `None of ${draws} draws spikes, so their traces contain almost no information on ${names}. ${remedy}.`
    return [{ level: 'refuse', parameter: null, text }]
  }
  const text = `Only ${percent(spiking)} of the draws spike; the other traces contain almost no information on ${names}. ${remedy}.`
  return [{ level: 'warn', parameter: null, text }]
}

/** Whether the solver's step is small enough, and if not, how many substeps would suffice. */
function coarseSteps(prior: Prior, values: Float64Array): PriorProblem[] {
  if (values.length === 0) return []
  const { substeps, dt } = prior.grid
  const error = solverError(prior, values, substeps)
  if (error <= harmless) return []
  let enough = 2 * substeps
  while (enough <= mostSubsteps && solverError(prior, values, enough) > harmless) enough *= 2
  const size = Number.isFinite(error)
    ? `its error reaches ${fixed(error, error < 0.1 ? 2 : 1)} standard deviations of the noise; ${harmless} is acceptable`
    : 'it gives no finite values'
  const remedy =
    enough <= mostSubsteps
      ? `Use ${enough} (substeps)`
      : `Even ${mostSubsteps} would not be enough; choose a smaller dt, or narrower priors`
  return [
    {
      level: error > harmful ? 'refuse' : 'warn',
      parameter: null,
      text: `The solver’s time step is too large: with ${substeps} between samples ${dt} ms apart, ${size}. ${remedy}.`,
    },
  ]
}

function solverDrawsFor({ grid }: Prior): number {
  // Each draw is solved with `substeps` steps and with twice as many.
  const one = 3 * grid.substeps * grid.points
  return Math.max(5, Math.min(solverDraws, Math.floor(solverSteps / one)))
}

function freeNeuronNames({ parameters }: Prior): string {
  return parameters.flatMap(({ name, group }) => (group === 'neuron' ? [name] : [])).join(', ')
}

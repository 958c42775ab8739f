import { fixed, percent } from '../../src-main/contract/numbers.ts'
import { whole } from '../../src-main/contract/report-words.ts'
import { stepWords } from './conditioning.ts'
import type { Report } from './types.ts'

const starts = {
  network: ' from the network’s proposal',
  translated: ' from the network’s proposal, converted to the applied prior',
  search: ' from a search, without the network’s proposal',
}

/** One line: the conditioning, the sampler, and how reliable the draws are. */
export function doneText({ recording, diagnostics, parameters }: Report): string {
  const before =
    recording.conditioning.length > 0
      ? `Conditioned: ${recording.conditioning.map(({ kind }) => stepWords[kind].name.toLowerCase()).join(', ')}.`
      : 'Not conditioned.'
  return parameters.length > 0 ? `${before} ${sampled(diagnostics)}` : before
}

/** “18 of 18 checks passed”. */
export function checksPassed({ reasons }: Pick<Report['verdict'], 'reasons'>): string {
  const passed = reasons.filter(({ level }) => level === 'ok').length
  return `${passed} of ${reasons.length} ${reasons.length === 1 ? 'check' : 'checks'} passed`
}

function sampled({
  start,
  mcmc,
  simulations,
  rounds,
  ess,
  draws,
  essFraction,
  paretoK,
}: Report['diagnostics']): string {
  if (simulations === 0 && rounds.length === 0)
    return 'The network’s own posterior, without correction by the likelihood.'
  const from = start ? starts[start] : ''
  if (mcmc?.converged) {
    return `Differential evolution MCMC${from}: R̂ ${fixed(mcmc.rHat, 3)}, ESS ${whole(Math.min(mcmc.bulkEss, mcmc.tailEss))}.`
  }
  return `Importance sampling by the exact likelihood${from}: ESS ${whole(ess)} of ${whole(draws)} draws (${percent(essFraction)}), Pareto k̂ ${fixed(paretoK, 2)}.`
}

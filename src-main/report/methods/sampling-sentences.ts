import { fixed } from '../../contract/numbers.ts'
import { whole } from '../../contract/report-words.ts'
import type { Diagnostics, Report } from '../../contract/reports.ts'
import { counted } from '../../contract/wording.ts'
import type { Cite } from './references.ts'

/** Start of the sampler, its method, and the reliability of its draws. */
export function samplingSentences(report: Report, cite: Cite): string[] {
  const { diagnostics: d, crossCheck, draws } = report
  if (d.simulations === 0 && d.rounds.length === 0) {
    return [
      `The posterior is that of a neural network trained on simulations of the model, without correction by the likelihood; ${whole(draws.length)} of its draws are reported.`,
    ]
  }
  return [
    startSentence(report, cite),
    weighingSentence(d, cite),
    ...mcmcSentences(d, cite),
    ...(d.mcmc?.converged ? [] : [reliabilitySentence(d, cite)]),
    `Estimates are posterior medians with central 90 % intervals${draws.length > 0 ? `; ${whole(draws.length)} draws of equal weight are stored` : ''}.`,
    ...(crossCheck ? [crossCheckSentence(crossCheck, cite)] : []),
  ]
}

function startSentence({ diagnostics, model, appliedPrior }: Report, cite: Cite): string {
  const { start } = diagnostics
  if (start === 'search' || (start === undefined && model.reads?.length === 0))
    return 'Sampling started from a search for the region of high posterior density, without a neural network.'
  const of = `A neural network trained on simulations (model “${model.name}”)`
  if (start === 'translated')
    return `${of} proposed a posterior under its training prior, which was converted to the parameters of the prior “${appliedPrior?.name ?? ''}” ${cite('dax2023')}.`
  if (model.reads && model.reads.length > 0)
    return `${of} gave point estimates of ${model.reads.join(', ')} ${cite('rudi2022')}; a distribution centred on them, as wide as their errors in tests, was the first proposal.`
  return `${of} proposed a posterior, whose draws were weighted by the likelihood ${cite('dax2023')}.`
}

function weighingSentence({ rounds, simulations, mcmc }: Diagnostics, cite: Cite): string {
  const drawn = rounds.reduce((sum, one) => sum + one.draws, 0)
  const runs = mcmc ? '' : `, with ${whole(simulations)} runs of the model`
  return `The posterior was sampled by adaptive multiple importance sampling ${cite('cornuet2012')} in ${counted(rounds.length, 'round')} (${whole(drawn)} draws)${runs}.`
}

function mcmcSentences({ mcmc, simulations }: Diagnostics, cite: Cite): string[] {
  if (!mcmc) return []
  const { converged, chains, evaluations, rHat, bulkEss, tailEss } = mcmc
  const by = `differential evolution MCMC with snooker updates ${cite('terBraak2008')} (${chains} chains, ${whole(evaluations)} of ${whole(simulations)} model runs)`
  const found = `largest R̂ ${fixed(rHat, 3)}, smallest effective sample size ${whole(Math.min(bulkEss, tailEss))} ${cite('vehtari2021')}`
  return [
    converged
      ? `Because their effective sample size was too small, ${by} was started from these draws; it converged (${found}), and its draws are reported.`
      : `Because their effective sample size was too small, ${by} was started from these draws; it did not converge (${found}), and its draws were not used.`,
  ]
}

function reliabilitySentence({ ess, draws, paretoK }: Diagnostics, cite: Cite): string {
  return `The effective sample size was ${whole(ess)} of ${whole(draws)} draws, the Pareto k̂ of the weights ${fixed(paretoK, 2)} ${cite('vehtari2024')}.`
}

function crossCheckSentence(found: NonNullable<Report['crossCheck']>, cite: Cite): string {
  const ended = {
    agree: 'agreed with the reported posterior',
    differ: 'differed from the reported posterior',
    notConverged: 'did not converge, so the comparison is undecided',
  }[found.agreement]
  return `As a check, the posterior was sampled again by differential evolution MCMC ${cite('terBraak2008')} (${found.chains} chains, ${whole(found.evaluations)} model runs), which ${ended}.`
}

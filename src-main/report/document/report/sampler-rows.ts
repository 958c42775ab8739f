import { fixed, percent } from '../../../contract/numbers.ts'
import { plain } from '../../../contract/quantities.ts'
import { secondsText, whole } from '../../../contract/report-words.ts'
import type { Report } from '../../../contract/reports.ts'
import { voltageSuffix } from '../../../contract/units.ts'

/** A quantity and its value. */
export type Row = [name: string, value: string]

/** Sampling diagnostics and cost: folded in the window, shown in a report's document. */
export function samplerRows({ diagnostics: d, timing, model }: Report): Row[] {
  const rounds = d.rounds.map((r) => `${whole(r.draws)} draws: ${percent(r.essFraction)}`).join('; ')
  // Network rows only where a network read the data.
  const spoke = d.start !== 'search' && model.reads?.length !== 0
  const rows: (Row | false | undefined)[] = [
    ['Effective sample size', `${whole(d.ess)} of ${whole(d.draws)} draws (${percent(d.essFraction)})`],
    ['Pareto k̂ of the weights', `${fixed(d.paretoK, 2)} (trustworthy below 0.7)`],
    ['Log evidence', `${fixed(d.logEvidence, 1)}${d.mcmc ? ' (importance sampling did not converge)' : ''}`],
    d.mcmc && [
      'Differential evolution MCMC',
      `${d.mcmc.converged ? 'converged; its draws are reported' : 'did not converge; its draws are not used'}, R̂ ${fixed(d.mcmc.rHat, 3)} over ${d.mcmc.chains} chains, bulk ESS ${whole(d.mcmc.bulkEss)}, tail ESS ${whole(d.mcmc.tailEss)}, ${whole(d.mcmc.evaluations)} model runs`,
    ],
    spoke && ['Network alone', `effective sample size ${percent(d.networkEssFraction)} of its draws`],
    ['Rounds of importance sampling, with their ESS', rounds || 'none'],
    ['Model runs', whole(d.simulations)],
    [
      'Time',
      `${secondsText(timing.total)}: network ${secondsText(timing.network)}, correction ${secondsText(timing.correction)}, checks ${secondsText(timing.checks)}`,
    ],
  ]
  return rows.filter((row): row is Row => Array.isArray(row))
}

/** Scaling and resampling of the recording; none for a cycle, which is compared in the recorded mV and ms. */
export function rescalingRows({ recording, cycle }: Pick<Report, 'recording' | 'cycle'>): Row[] {
  if (cycle) return []
  const { voltageUnit, rescaling } = recording
  const { offset, gain, timeScale } = rescaling
  const unit = voltageSuffix(voltageUnit)
  return [
    [
      'Rescaling',
      `offset ${plain(offset)}${unit}, gain ${plain(gain)}${unit && `${unit} per model unit`}, time scale ${plain(timeScale)}`,
    ],
  ]
}

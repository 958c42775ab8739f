import { NagumoError } from '../contract/errors.ts'
import { fixed } from '../contract/numbers.ts'
import type { FocusedTraining } from '../contract/trainings.ts'
import { defaultNetworkFor, networkFits } from '../inference/network/catalogue/network-fits.ts'
import { networkCatalogue } from '../inference/network/catalogue/networks.ts'
import type { Library } from '../library/index.ts'
import { narrowPrior } from '../model/composition/narrow-prior.ts'
import { partsOf } from '../model/composition/parts.ts'

/** The network that learns most in a few minutes, where it accepts such data. */
const small = 'posterior-small'
const longestName = 80

/**
 * A training for one recording: the prior of its report, truncated to the posterior's range.
 * @throws NagumoError NOT_FOUND; USAGE where the report's sampling did not converge
 */
export async function focusOn(
  { reports, models }: Pick<Library, 'reports' | 'models'>,
  reportId: string,
): Promise<FocusedTraining> {
  const report = await reports.get(reportId)
  const sampling = report.verdict.reasons.find(({ check }) => check === 'sampling')
  if (sampling?.level === 'unreliable') {
    throw new NagumoError(
      'USAGE',
      `A refined model is trained where the posterior lies, and this report does not give that: ${sampling.text} Estimate again first.`,
    )
  }
  const prior = report.appliedPrior ?? (await models.get(report.model.id)).prior
  const { name, id, sweep, window } = report.recording
  const title = `${name}, ${sweep}, ${fixed(window.from, 0)}–${fixed(window.to, 0)} ms`
  const { observable } = partsOf(prior)
  const narrowed = narrowPrior(
    prior,
    report.parameters.map((parameter) => parameter.name),
    report.draws,
  )
  return {
    name: `For ${title}`.slice(0, longestName),
    network: networkFits(networkCatalogue[small].spec, observable) ? small : defaultNetworkFor(observable),
    prior: { ...narrowed, name: `${prior.name}, narrowed`.slice(0, longestName) },
    focus: { recording: name, recordingId: id, sweep, window, basedOn: report.model.name },
  }
}

import { plain } from '../../contract/quantities.ts'
import type { ParameterEstimate, Report } from '../../contract/reports.ts'
import { sharesSamples } from '../groups/same-sweep.ts'

/** Windows whose lengths differ by more than this factor cause a warning. */
const likeLengths = 2

/** What makes reports hard to compare, for all parameters. */
export function comparisonWarnings(reports: readonly Report[], labels: readonly string[]): string[] {
  const kinds = different(reports, ({ forward, model }) =>
    forward ? `${forward.neuron.name}, ${forward.observable.name}` : model.name,
  )
  const noises = different(reports, ({ forward }) => forward?.noise.name ?? null)
  const lengths = reports.map(({ recording: { window } }) => window.to - window.from)
  const [shortest, longest] = [Math.min(...lengths), Math.max(...lengths)]
  const units = different(reports, ({ recording }) =>
    recording.voltageUnit === 'none' ? 'model units' : recording.voltageUnit,
  )
  const doubtful = labels.filter((_, i) => reports[i].verdict.level === 'unreliable')
  const shared = labels.flatMap((label, i) =>
    labels
      .slice(0, i)
      .flatMap((other, k) => (sharesSamples(reports[i], reports[k]) ? [`${other} and ${label}`] : [])),
  )
  return [
    doubtful.length > 0 &&
      `${listed(doubtful)} ${doubtful.length === 1 ? 'is' : 'are'} unreliable: the numbers do not describe what was recorded.`,
    kinds.length > 1 &&
      `The models differ (${kinds.join('; ')}): parameters with the same name may have different meanings.`,
    noises.length > 1 && `The noise models differ (${noises.join(', ')}): so do the meanings of σ and ρ.`,
    units.length > 1 && `The recordings are in different units (${units.join(', ')}).`,
    longest > likeLengths * shortest &&
      `The windows are of different lengths (${plain(shortest, 3)} to ${plain(longest, 3)} ms): longer ones are more informative.`,
    shared.length > 0 &&
      `Of the same samples, all or in part: ${listed(shared)}. Their posteriors are not independent, and the intervals of their differences are not valid.`,
  ].filter((text) => text !== false)
}

/** What makes one parameter hard to compare. @param estimates of the reports that have it */
export function parameterWarnings(symbol: string, estimates: readonly ParameterEstimate[]): string[] {
  const units = different(estimates, ({ unit }) => unit ?? 'no unit')
  const priors = different(estimates, ({ prior }) =>
    [prior.mean, prior.sd].map((value) => plain(value, 4)).join(' ± '),
  )
  return [
    units.length > 1 && `${symbol} is in different units (${units.join(', ')}): no difference is computed.`,
    priors.length > 1 &&
      `The priors of ${symbol} differ (${priors.join('; ')}): they may cause part of a difference.`,
  ].filter((text) => text !== false)
}

/** The distinct labels of the things that have one. */
function different<T>(things: readonly T[], word: (thing: T) => string | null): string[] {
  return [...new Set(things.map(word))].filter((text) => text !== null)
}

function listed(texts: readonly string[]): string {
  return texts.length > 3 ? `${texts.slice(0, 3).join('; ')} and ${texts.length - 3} more` : texts.join('; ')
}

import { plain } from '../../contract/quantities.ts'
import { whole, windowText } from '../../contract/report-words.ts'
import type { Series, SeriesWindow } from '../../contract/series.ts'
import { isTrusted } from '../../contract/series-entry.ts'
import { counted } from '../../contract/wording.ts'
import { priorRows } from '../document/prior-words.ts'
import { conditioningSentence } from './data-sentences.ts'
import { forwardSentences } from './model-sentences.ts'
import { type Cite, type Methods, methodsBy } from './references.ts'

/** Methods paragraph for estimates over time. */
export function methodsOfSeries(series: Series): Methods {
  const { recording: r, program, plan, windows, model, appliedPrior, seed, changes, complete } = series
  const { forward, parameters } = series
  const estimated = windows.filter(({ outcome }) => outcome === 'estimated')
  const trusted = estimated.filter(isTrusted)
  const sizes = estimated.flatMap(({ ess }) => (ess === null ? [] : [ess]))
  return methodsBy((cite) => [
    `Sweep “${r.sweep}” of the recording “${r.name}” (${windowText(plan)}) was analysed with Nagumo ${program.version}, in ${counted(plan.windows.length, 'window')} of ${plain(plan.length, 4)} ms, ${plain(plan.step, 4)} ms apart.`,
    !complete &&
      `Only ${counted(windows.length, 'window')} of them ${windows.length === 1 ? 'was' : 'were'} estimated.`,
    conditioningSentence(r.conditioning, r.voltageUnit),
    estimated.length > 0 &&
      `Each window was estimated separately with the model “${model.name}”${rescaledText(series)}.`,
    ...(estimated.length > 0
      ? forwardSentences(
          { forward: forward ?? null, parameters: parameters.map(({ name }) => ({ name })), assumed: [] },
          cite,
        )
      : []),
    ...(estimated.length > 0 ? samplingSentences(estimated, cite) : []),
    appliedPrior &&
      `In place of the model’s prior, the prior “${appliedPrior.name}” was applied (${priorRows(appliedPrior)
        .map(([name, text]) => `${name}: ${text}`)
        .join('; ')}).`,
    sizes.length > 0 &&
      `The effective sample size was between ${whole(Math.min(...sizes))} and ${whole(Math.max(...sizes))}.`,
    windows.length > 0 &&
      `Of ${counted(windows.length, 'window')} ${trusted.length} had a reliable estimate, ${estimated.length - trusted.length} did not, and ${windows.length - estimated.length} ${windows.length - estimated.length === 1 ? 'was' : 'were'} silent or left out.`,
    changes.tested.length >= 2 &&
      changes.parameters.length > 0 &&
      `Changes were tested in ${changes.tested.length} reliable, non-overlapping windows, with each posterior approximated by a normal distribution: equality of all values (χ²), and zero slope of a straight line through them; p values are multiplied by the number of tests (Bonferroni), and a change is reported below 0.01.`,
    'Estimates are posterior medians with central 90 % intervals.',
    `The model file had the checksum (SHA-256) ${model.checksum}; the seed was ${seed}, from which the seed of each window was derived.`,
  ])
}

/** Empty for a recording in model units used unchanged, or one whose scales are estimated. */
function rescaledText({ plan, parameters }: Series): string {
  const { offset, gain, timeScale } = plan.rescaling
  const own = offset === 0 && gain === 1 && timeScale === 1
  const estimated = parameters.some(({ group }) => group === 'recording')
  return own || estimated
    ? ''
    : `, all with the same rescaling (offset ${plain(offset)}, gain ${plain(gain)}, time scale ${plain(timeScale)})`
}

/** Start of sampling and source of the draws, with the number of windows where they differ. */
function samplingSentences(estimated: readonly SeriesWindow[], cite: Cite): string[] {
  const of = (count: number): string =>
    count === estimated.length ? 'in each window' : `in ${counted(count, 'window')}`
  const count = (is: (one: NonNullable<SeriesWindow['sampling']>) => boolean): number =>
    estimated.filter(({ sampling }) => sampling && is(sampling)).length
  // Older series did not store it; state only what held for all of them.
  if (estimated.some(({ sampling }) => !sampling))
    return [
      `Each window’s posterior was sampled by adaptive importance sampling ${cite('cornuet2012')}, weighted by the likelihood.`,
    ]
  const alone = count(({ by }) => by === 'network')
  const searched = count(({ start, by }) => start === 'search' && by !== 'network')
  const mcmc = count(({ by }) => by === 'mcmc')
  const weighed = estimated.length - alone
  const proposed = weighed - searched
  return [
    ...(alone > 0
      ? [
          `The posterior ${of(alone)} is that of a neural network trained on simulations of the model, without correction by the likelihood.`,
        ]
      : []),
    ...(weighed > 0
      ? [
          `The posterior was sampled by adaptive multiple importance sampling ${cite('cornuet2012')} ${of(weighed)}, weighted by the likelihood.`,
        ]
      : []),
    ...(proposed > 0
      ? [
          `Sampling started from the proposal of a neural network trained on simulations ${of(proposed)} ${cite('dax2023')}.`,
        ]
      : []),
    ...(searched > 0
      ? [
          `Sampling started from a search for the region of high posterior density, without a network, ${of(searched)}.`,
        ]
      : []),
    ...(mcmc > 0
      ? [
          `Where the effective sample size was too small, the reported draws are those of differential evolution MCMC ${cite('terBraak2008')} (${of(mcmc)}).`,
        ]
      : []),
  ]
}

import { plain } from '../../contract/quantities.ts'
import { whole, windowText } from '../../contract/report-words.ts'
import type { Series } from '../../contract/series.ts'
import { isTrusted } from '../../contract/series-entry.ts'
import { counted } from '../../contract/wording.ts'
import { priorRows } from '../document/prior-words.ts'
import { conditioningSentence } from './data-sentences.ts'
import { type Methods, methodsBy } from './references.ts'

/** What was done for estimates over time, ready to paste. */
export function methodsOfSeries(series: Series): Methods {
  const { recording: r, program, plan, windows, model, appliedPrior, seed, changes, complete } = series
  const estimated = windows.filter(({ outcome }) => outcome === 'estimated')
  const trusted = estimated.filter(isTrusted)
  const sizes = estimated.flatMap(({ ess }) => (ess === null ? [] : [ess]))
  return methodsBy((cite) => [
    `Sweep “${r.sweep}” of the recording “${r.name}” (${windowText(plan)}) was analysed with Nagumo ${program.version}, in ${counted(plan.windows.length, 'window')} of ${plain(plan.length, 4)} ms, ${plain(plan.step, 4)} ms apart.`,
    !complete &&
      `Only ${counted(windows.length, 'window')} of them ${windows.length === 1 ? 'was' : 'were'} estimated.`,
    conditioningSentence(r.conditioning, r.voltageUnit),
    estimated.length > 0 &&
      `Each window was estimated by itself with the model “${model.name}”, all with the same rescaling; its posterior was sampled by adaptive importance sampling ${cite('cornuet2012')}, weighted by the likelihood.`,
    appliedPrior &&
      `In place of the model’s own, the prior “${appliedPrior.name}” was applied (${priorRows(appliedPrior)
        .map(([name, text]) => `${name}: ${text}`)
        .join('; ')}).`,
    sizes.length > 0 &&
      `The effective sample size was between ${whole(Math.min(...sizes))} and ${whole(Math.max(...sizes))}.`,
    windows.length > 0 &&
      `Of ${counted(windows.length, 'window')} ${trusted.length} had a reliable estimate, ${estimated.length - trusted.length} did not, and ${windows.length - estimated.length} ${windows.length - estimated.length === 1 ? 'was' : 'were'} silent or left out.`,
    changes.tested.length >= 2 &&
      changes.parameters.length > 0 &&
      `Changes were looked for in ${changes.tested.length} reliable windows that do not overlap, each posterior taken for a normal distribution: that all values are equal (χ²), and that a straight line through them has no slope; p values are multiplied by the number of tests (Bonferroni), and a change is told below 0.01.`,
    'Estimates are posterior medians with central 90 % intervals.',
    `The model file had the checksum (SHA-256) ${model.checksum}; the seed was ${seed}, from which each window’s own was drawn.`,
  ])
}

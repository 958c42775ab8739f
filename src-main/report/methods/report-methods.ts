import { levelWords, windowText } from '../../contract/report-words.ts'
import type { Report } from '../../contract/reports.ts'
import { counted } from '../../contract/wording.ts'
import { conditioningSentence } from './data-sentences.ts'
import { forwardSentences, noisesSentence, priorSentence } from './model-sentences.ts'
import { type Methods, methodsBy } from './references.ts'
import { samplingSentences } from './sampling-sentences.ts'

/** Methods paragraph for a report, from its own record only. */
export function methodsOfReport(report: Report): Methods {
  const { recording: r, program, seed, verdict, features, parameters, model, fit } = report
  const told = parameters.length > 0
  return methodsBy((cite) => [
    `Sweep “${r.sweep}” of the recording “${r.name}” (${windowText(r.window)}) was analysed with Nagumo ${program.version}.`,
    conditioningSentence(r.conditioning, r.voltageUnit),
    fit.observed.includes(null) && told && 'Missing samples were left out of the likelihood.',
    ...forwardSentences(report, cite),
    ...(told
      ? [noisesSentence(report, cite), priorSentence(report), ...samplingSentences(report, cite)]
      : ['No parameters were estimated.']),
    verdict.reasons.length > 0 &&
      `${counted(verdict.reasons.length, 'automatic check')} of the recording, the fit and the sampler ${verdict.reasons.length === 1 ? 'was' : 'were'} made; the verdict was “${levelWords[verdict.level]}”.`,
    features &&
      'Features of spikes and of the subthreshold potential were measured in the same window, without a model.',
    `The model file had the checksum (SHA-256) ${model.checksum}; the seed was ${seed}.`,
  ])
}

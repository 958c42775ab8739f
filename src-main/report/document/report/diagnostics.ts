import { featureText, measuredText } from '../../../contract/feature-text.ts'
import { fixed, signed } from '../../../contract/numbers.ts'
import { secondsText, whole } from '../../../contract/report-words.ts'
import type { Report } from '../../../contract/reports.ts'
import { describeMeanSpike, meanSpikeSpec } from '../../../figures/charts/mean-spike.ts'
import { list, paragraph, plot, quiet, section, table } from '../blocks.ts'
import type { Block } from '../document.ts'
import { samplerRows } from './sampler-rows.ts'

/** Method and sampling diagnostics. */
export function diagnosticsBlocks(report: Report): Block[] {
  const { diagnostics: d } = report
  if (d.simulations === 0 && d.rounds.length === 0) {
    return section('Diagnostics', [
      paragraph(
        'No sampler was run: there was nothing to sample, or the noise model has no likelihood for weighting draws.',
      ),
    ])
  }
  return section('Diagnostics', [
    table('Diagnostics of the sampler', ['quantity', 'value'], samplerRows(report)),
  ])
}

/** Comparison with an independent sampler of the same posterior. */
export function crossCheckBlocks({ crossCheck: found }: Report): Block[] {
  if (!found) return []
  const title = { agree: 'The samplers agree.', differ: 'The samplers differ.', notConverged: 'Undecided.' }
  const rows = found.parameters.map((one) => [
    one.symbol,
    `${signed(one.meanDifference, 2)} ± ${fixed(one.meanError, 2)}`,
    `${fixed(one.sdRatio, 2)} ± ${fixed(one.sdError, 2)}`,
    one.agrees ? 'yes' : 'no',
  ])
  return section('Cross-check', [
    paragraph(`${title[found.agreement]} ${found.text}`),
    ...(found.agreement === 'notConverged'
      ? []
      : [
          table(
            'Report minus cross-check; ± is the Monte Carlo error of both',
            ['parameter', '#means differ by, sd', '#ratio of sds', 'agree'],
            rows,
          ),
        ]),
    quiet(
      `Differential evolution MCMC, ${found.chains} chains, R̂ ${found.rHat > 100 ? 'above 100' : fixed(found.rHat, 3)}, effective sample size ${whole(found.ess)}, ${whole(found.evaluations)} model runs, ${secondsText(found.seconds)}.`,
    ),
  ])
}

/** Model-free features of the recording. */
export function featureBlocks({ features }: Report): Block[] {
  if (!features) return []
  const rows = features.features
    .filter(({ value }) => value !== null)
    .map((one) => {
      const { value, sd } = featureText(one)
      return [one.label, value, sd, one.unit ?? '', one.meaning]
    })
  if (rows.length === 0 && features.notes.length === 0) return []
  const { meanSpike, voltageUnit } = features
  return section('Recorded features', [
    ...(meanSpike
      ? [
          plot(
            'mean-spike',
            'Mean of the recorded spikes, aligned at their peaks.',
            describeMeanSpike(meanSpike, voltageUnit),
            meanSpikeSpec(meanSpike, voltageUnit),
          ),
        ]
      : []),
    ...(rows.length > 0
      ? [
          table(
            `Features of ${measuredText(features)}: mean and standard deviation over the spikes or intervals`,
            ['feature', '#value', '#sd', 'unit', 'definition'],
            rows,
            features.ruleText,
          ),
        ]
      : []),
    ...list(features.notes),
  ])
}

/** Doubts from reading the file. */
export function doubtBlocks(doubts: Report['recording']['doubts'] = []): Block[] {
  if (doubts.length === 0) return []
  return section('Open questions about the recording', [
    paragraph(
      `The numbers are valid only if the file was read correctly. ${doubts.length === 1 ? 'This was' : 'These were'} open:`,
    ),
    ...list(doubts.map(({ text }) => text)),
  ])
}

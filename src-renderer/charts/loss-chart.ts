import type { LossPoint } from '../../src-main/contract/models.ts'
import { fixed } from '../../src-main/contract/numbers.ts'
import { plain } from '../lib/digits.ts'
import { numberAxisSpec } from './axes.ts'
import { faded } from './color.ts'
import { drawnInOrder, plainLine } from './plot-config.ts'
import { labelMargin, type PlotSpec } from './plot-spec.ts'
import { extent, padded, type Range } from './range.ts'
import type { ChartTheme } from './theme.ts'
import { nearest, thinned } from './thin.ts'
import { tickText } from './ticks.ts'

/** Samples shown to the network, from the start of the run. */
export function lossSamples(loss: readonly LossPoint[], total = 0): Range {
  return { from: 0, to: Math.max(total, loss.at(-1)?.samples ?? 0, 1) }
}

/** Training loss, loss on unseen traces with its points, and the learning rate faintly behind, on its own scale. */
export function lossSpec(loss: readonly LossPoint[], samples: Range, theme: ChartTheme): PlotSpec {
  const x = loss.map((p) => p.samples)
  const training = loss.map((p) => p.loss)
  const checked = loss.filter((p) => p.validation !== null)
  const validation = checked.map((p) => p.validation!)
  const rates = loss.map((p) => p.learningRate)
  const highest = Math.max(...rates, 0)
  const heights = extent(settled(training), validation)
  const axis =
    samples.to >= 2e6 ? { per: 1e6, title: 'samples, millions' } : { per: 1e3, title: 'samples, thousands' }
  return {
    series: drawnInOrder([
      { ...plainLine, data: thinned(x, rates, 2000), yAxisID: 'side', borderColor: faded(theme.prior, 0.6) },
      { ...plainLine, data: thinned(x, training, 4000), borderColor: theme.ink },
      {
        ...plainLine,
        data: checked.map((p) => ({ x: p.samples, y: p.validation! })),
        borderColor: theme.accent,
        borderWidth: 2,
        pointRadius: checked.length > 60 ? 0 : 2.5,
        pointBackgroundColor: theme.accent,
        pointBorderWidth: 0,
      },
    ]),
    x: {
      title: axis.title,
      range: samples,
      tickText: (value, step) => tickText(value / axis.per, step / axis.per),
      reading: (value) => `${tickText(value / axis.per, samples.to / axis.per / 500)}`,
    },
    // Before the first point there is no scale to show.
    y: { ...numberAxisSpec('loss', padded(heights, 0.06)), ticks: loss.length > 0 },
    side: { from: -0.04 * (highest || 1), to: 1.15 * (highest || 1) },
    margin: labelMargin,
    marks: {
      labels: [
        ...(training.length
          ? [{ text: 'training', y: training.at(-1)!, color: theme.ink, sample: 'line' as const }]
          : []),
        ...(validation.length
          ? [{ text: 'unseen', y: validation.at(-1)!, color: theme.accent, sample: 'line' as const }]
          : []),
        ...(training.length
          ? [{ text: 'learning rate', y: heights.from, color: theme.prior, sample: 'line' as const }]
          : []),
      ],
    },
  }
}

export function readLoss(loss: readonly LossPoint[], at: number): string {
  if (loss.length === 0) return ''
  const point =
    loss[
      nearest(
        loss.map((p) => p.samples),
        at,
      )
    ]
  const checked = point.validation === null ? '' : ` · unseen ${fixed(point.validation, 3)}`
  return `training ${fixed(point.loss, 3)}${checked} · learning rate ${plain(Number(point.learningRate.toPrecision(2)))}`
}

export function describeLoss(loss: readonly LossPoint[]): string {
  if (loss.length === 0) return 'Loss over the training: nothing yet.'
  const last = loss[loss.length - 1]
  const validation = loss.findLast((p) => p.validation !== null)?.validation
  const checked =
    validation === undefined || validation === null ? '' : `, on unseen traces ${fixed(validation, 3)}`
  return `Loss over ${Math.round(last.samples / 1000)} thousand samples: it went from ${fixed(loss[0].loss, 3)} to ${fixed(last.loss, 3)}${checked}.`
}

/** The first steps are far off and would press the rest flat: heights come from after the first twentieth. */
function settled(training: readonly number[]): number[] {
  return training.slice(Math.floor(training.length / 20))
}

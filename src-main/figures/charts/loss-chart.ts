import { fixed, plain } from '../../contract/numbers.ts'
import type { LossPoint } from '../../contract/training-recipe.ts'
import { numberAxisSpec } from '../plot/axes.ts'
import { labelMargin, type Marks, type PlotSpec } from '../plot/plot-spec.ts'
import { extent, padded, type Range } from '../scale/range.ts'
import { nearest, thinned } from '../scale/thin.ts'
import { tickText } from '../scale/ticks.ts'
import { type ColorRole, faded } from '../theme/theme.ts'
import { overlaidColors, shortened } from './trace-chart.ts'

/** Loss of another, comparable training run, drawn underneath. */
export interface OtherLoss {
  name: string
  loss: readonly LossPoint[]
}

/** More would be indistinguishable. */
export const mostOtherLosses = 4
/** In addition to colour. */
const dashes = [
  [7, 3],
  [2, 3],
  [7, 3, 2, 3],
  [12, 4],
]

/** Range of the x-axis: training samples seen since the start. */
export function lossSamples(loss: readonly LossPoint[], total = 0, others: readonly OtherLoss[] = []): Range {
  const ends = [loss, ...others.map((one) => one.loss)].map((one) => one.at(-1)?.samples ?? 0)
  return { from: 0, to: Math.max(total, 1, ...ends) }
}

/**
 * Training loss, validation loss with markers, and the learning rate faintly behind, on its own scale.
 * @param others validation losses of other runs, drawn underneath; at most `mostOtherLosses`, with comparable losses
 */
export function lossSpec(
  loss: readonly LossPoint[],
  samples: Range,
  others: readonly OtherLoss[] = [],
): PlotSpec {
  const x = loss.map((p) => p.samples)
  const training = loss.map((p) => p.loss)
  const checked = checkedOf(loss)
  const validation = checked.map((p) => p.validation!)
  const under = others.map((one) => checkedOf(one.loss))
  const rates = loss.map((p) => p.learningRate)
  const highest = Math.max(...rates, 0)
  const heights = extent(
    settled(training),
    validation,
    ...under.map((one) => settled(one.map((p) => p.validation!))),
  )
  const axis =
    samples.to >= 2e6
      ? { per: 1e6, title: 'simulations, millions' }
      : { per: 1e3, title: 'simulations, thousands' }
  return {
    series: [
      { data: thinned(x, rates, 2000), side: true, line: { color: faded('prior', 0.6), width: 1 } },
      ...under.map((one, i) => ({
        data: one.map((p) => ({ x: p.samples, y: p.validation! })),
        line: { color: overlaidColors[i], width: 1.5, dash: dashes[i] },
      })),
      { data: thinned(x, training, 4000), line: { color: 'ink', width: 1 } },
      {
        data: checked.map((p) => ({ x: p.samples, y: p.validation! })),
        line: { color: 'accent', width: 2 },
        ...(checked.length <= 60 && { points: { shape: 'circle', radius: 2.5, color: 'accent' } }),
      },
    ],
    x: {
      title: axis.title,
      range: samples,
      tickText: (value, step) => tickText(value / axis.per, step / axis.per),
      reading: (value) => `${tickText(value / axis.per, samples.to / axis.per / 500)}`,
    },
    // Without points there is no scale to show.
    y: { ...numberAxisSpec('loss', padded(heights, 0.06)), ticks: loss.length > 0 },
    side: { from: -0.04 * (highest || 1), to: 1.15 * (highest || 1) },
    margin: labelMargin,
    marks: {
      labels: [
        ...labelsOf(training, validation, heights.from),
        ...under.map((one, i) => ({
          text: shortened(others[i].name),
          y: one.at(-1)?.validation ?? heights.from,
          color: overlaidColors[i],
          sample: 'line' as const,
          dash: dashes[i],
        })),
      ],
    },
  }
}

/** @param bottom height of the learning rate's label, since it has its own scale */
function labelsOf(
  training: readonly number[],
  validation: readonly number[],
  bottom: number,
): NonNullable<Marks['labels']> {
  const label = (text: string, y: number | undefined, color: ColorRole): NonNullable<Marks['labels']> =>
    y === undefined ? [] : [{ text, y, color, sample: 'line', ...(color === 'prior' && { dash: [] }) }]
  return [
    ...label('training', training.at(-1), 'ink'),
    ...label('validation', validation.at(-1), 'accent'),
    ...label('learning rate', training.length > 0 ? bottom : undefined, 'prior'),
  ]
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
  const checked = point.validation === null ? '' : ` · validation ${fixed(point.validation, 3)}`
  return `training ${fixed(point.loss, 3)}${checked} · learning rate ${plain(Number(point.learningRate.toPrecision(2)))}`
}

function checkedOf(loss: readonly LossPoint[]): LossPoint[] {
  return loss.filter((p) => p.validation !== null)
}

export function describeLoss(loss: readonly LossPoint[], others: readonly OtherLoss[] = []): string {
  if (loss.length === 0) return `Loss over the training: no values yet.${describeOthers(others)}`
  const last = loss[loss.length - 1]
  const validation = loss.findLast((p) => p.validation !== null)?.validation
  const checked =
    validation === undefined || validation === null ? '' : `, validation ${fixed(validation, 3)}`
  return `Loss over ${Math.round(last.samples / 1000)} thousand simulations: from ${fixed(loss[0].loss, 3)} to ${fixed(last.loss, 3)}${checked}.${describeOthers(others)}`
}

function describeOthers(others: readonly OtherLoss[]): string {
  const said = others.map(
    ({ name, loss }) => `${name} (${fixed(checkedOf(loss).at(-1)?.validation ?? 0, 3)})`,
  )
  return said.length > 0 ? ` For comparison the validation losses of ${said.join(', ')}.` : ''
}

/** Losses after the first twentieth of the run: the initial ones are so large that they would compress the rest. */
function settled(training: readonly number[]): number[] {
  return training.slice(Math.floor(training.length / 20))
}

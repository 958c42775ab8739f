import type { CycleFit } from '../../../contract/cycles.ts'
import { fixed } from '../../../contract/numbers.ts'
import { numberAxisSpec } from '../../plot/axes.ts'
import { labelMargin, type PlotSpec } from '../../plot/plot-spec.ts'
import { readingText } from '../../scale/format.ts'
import { extent, padded } from '../../scale/range.ts'
import { nearest } from '../../scale/thin.ts'
import { type ColorRole, faded } from '../../theme/theme.ts'
import { bandOf, cycleTimes, lineOf, msAxis, within } from './drawn.ts'

type Current = CycleFit['currents'][number]

/** Distinguished by colour and dash. */
const looks: { color: ColorRole; dash?: number[] }[] = [
  { color: 'firstOfMany' },
  { color: 'secondOfMany', dash: [7, 3] },
  { color: 'inkSoft', dash: [2, 3] },
]

/** The fitted membrane currents during the spike, each with its 90 % band; outward is positive. */
export function currentsSpec(fit: CycleFit): PlotSpec {
  const { currents, recorded } = fit
  const { t } = recorded
  const times = cycleTimes(fit.recorded, 'spike')
  const at = within(t, times)
  const [from, to] = at
  const heights = extent(
    ...currents.flatMap(({ q05, q95 }) => [q05.slice(from, to), q95.slice(from, to)]),
    [0],
  )
  const look = (i: number) => looks[i % looks.length]
  return {
    series: [
      ...currents.flatMap((one, i) => bandOf(t, one, at, look(i).color, 0.25)),
      ...currents.map((one, i) => lineOf(t, one.q50, at, { ...look(i), width: 2 })),
    ],
    x: msAxis(times),
    y: numberAxisSpec('current, µA/cm²', padded(heights, 0.05)),
    margin: labelMargin,
    marks: {
      horizontal: [{ y: 0, color: faded('prior', 0.6) }],
      labels: currents.map((one, i) => ({
        text: one.symbol,
        y: largest(one, at).value,
        color: look(i).color,
        sample: 'line' as const,
        ...(look(i).dash && { dash: look(i).dash }),
      })),
    },
  }
}

/** The currents at a time, ms from the crossing, for the readout above the plot. */
export function readCurrents({ currents, recorded }: CycleFit, time: number): string {
  const i = nearest(recorded.t, time)
  const heights = extent(...currents.map(({ q50 }) => q50))
  return currents.map(({ symbol, q50 }) => `${symbol} ${readingText(q50[i], heights, 300)}`).join(' · ')
}

/** One line: the extremum of each current. */
export function describeCurrents(fit: CycleFit): string {
  const at = within(fit.recorded.t, cycleTimes(fit.recorded, 'spike'))
  const said = fit.currents.map((one) => {
    const { value, place } = largest(one, at)
    return `${one.symbol} reaches ${fixed(value, Math.abs(value) < 10 ? 1 : 0)} at ${fixed(fit.recorded.t[place], 1)} ms`
  })
  return `Currents of the fitted model over the spike in µA/cm², outward up, with their 90 % bands: ${said.join(', ')}.`
}

/** The value of largest magnitude of a current, among the times [from, to). */
function largest({ q50 }: Current, [from, to]: [number, number]): { value: number; place: number } {
  let place = from
  for (let i = from; i < to; i++) if (Math.abs(q50[i]) > Math.abs(q50[place])) place = i
  return { value: q50[place], place }
}

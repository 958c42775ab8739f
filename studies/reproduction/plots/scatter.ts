import type { ParameterDescription } from '../../../src-main/contract/common.ts'
import { extent, padded } from '../../../src-main/figures/scale/range.ts'
import { niceTicks } from '../../../src-main/figures/scale/ticks.ts'
import type { Judged, TestSet } from '../page/evidence.ts'
import { digits } from '../page/words.ts'
import { type Panel, panelFrame, scalesOf } from './panel.ts'
import { colours, polyline, svgDocument, text } from './svg.ts'

/** Number of points drawn, over all parameters, to limit the file size. */
const drawn = 600
const side = 190
const [left, top, right, bottom] = [62, 52, 14, 44]

/** True against estimated values, one panel per parameter; silent traces are crosses. */
export function scatterPlot(
  title: string,
  parameters: readonly ParameterDescription[],
  { truth, spiking }: TestSet,
  judged: Judged,
): string {
  const shown = parameters.filter(({ name }) => name in judged.estimate)
  const n = Math.min(200, Math.floor(drawn / shown.length), spiking.length)
  const pitch = left + side + right
  const body = shown.flatMap(({ name, symbol }, i) => {
    const [t, e] = [truth[name].slice(0, n), judged.estimate[name].slice(0, n)]
    const range = padded(extent(truth[name], e), 0.03)
    const ticks = niceTicks(range, 4)
    const panel: Panel = {
      left: i * pitch + left,
      top,
      width: side,
      height: side,
      x: { range, ticks, title: `true ${symbol}` },
      y: { range, ticks, title: `estimated ${symbol}` },
    }
    const scales = scalesOf(panel)
    const diagonal = [range.from, range.to]
    const { r2, rmse } = judged.all[name]
    return [
      text(panel.left, top - 10, `R² ${digits(r2, 3)}, RMSE ${digits(rmse, 3)}`, { colour: colours.soft }),
      ...panelFrame(panel),
      polyline(diagonal.map(scales.x), diagonal.map(scales.y), { colour: colours.soft, width: 1 }),
      points(t.map(scales.x), e.map(scales.y), spiking, true),
      points(t.map(scales.x), e.map(scales.y), spiking, false),
    ]
  })
  const silent = spiking.slice(0, n).filter((s) => !s).length
  const key = `${n} of ${spiking.length.toLocaleString('en-US')} test traces; ${silent === 0 ? 'all of them spike' : `crosses: the ${silent} of them that never spike`}; line: no error`
  const width = Math.max(shown.length * pitch, 470)
  return svgDocument(
    {
      width,
      height: top + side + bottom + 20,
      title: `True against estimated: ${title}`,
      description: `${shown.map(({ name, symbol }) => `${symbol}: R² ${digits(judged.all[name].r2, 3)}`).join(', ')}. ${key}.`,
    },
    [
      text(10, 20, title, { strong: true }),
      ...body,
      text(10, top + side + bottom + 10, key, { colour: colours.soft, size: 11 }),
    ],
  )
}

/** Dots for spiking traces, crosses for silent ones: one path in half-pixel integer moves, for small files. */
function points(xs: number[], ys: number[], spiking: readonly boolean[], dots: boolean): string {
  const mark = dots ? 'h0' : 'm-5-5l10 10m0-10l-10 10'
  const path = xs
    .flatMap((x, k) => (spiking[k] === dots ? [`M${Math.round(2 * x)} ${Math.round(2 * ys[k])}${mark}`] : []))
    .join('')
  if (path === '') return ''
  const stroke = dots
    ? `stroke="${colours.blue}" stroke-width="6" stroke-linecap="round" stroke-opacity=".6"`
    : `stroke="${colours.vermilion}" stroke-width="3"`
  return `<path transform="scale(.5)" d="${path}" fill="none" ${stroke}/>`
}

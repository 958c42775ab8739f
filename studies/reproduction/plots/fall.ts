import type { ParameterDescription } from '../../../src-main/contract/common.ts'
import type { NetworkTargets } from '../../../src-main/contract/networks.ts'
import { spreadLabels } from '../../../src-main/figures/drawing/spread-labels.ts'
import { extent } from '../../../src-main/figures/scale/range.ts'
import { sizes } from '../cells.ts'
import { authors } from '../page/authors.ts'
import type { Evidence } from '../page/evidence.ts'
import { bySeeds, findGroup, type Spread, spreadOf } from '../page/groups.ts'
import { inputWords, networkWords } from '../page/words.ts'
import { type Panel, panelFrame, scalesOf } from './panel.ts'
import { colours, line, polyline, type Stroke, short, svgDocument, text } from './svg.ts'

const [width, height] = [300, 260]
const [left, top, right, bottom] = [72, 52, 128, 52]

/** Marker and line of each network on each input: colour for the input, dash and marker for the network. */
const styles = [
  { network: 'convolutional', input: 'noisyTrace', colour: colours.blue, mark: 'disc' },
  { network: 'dense', input: 'noisyTrace', colour: colours.blue, mark: 'square', dash: '6 3' },
  { network: 'convolutional', input: 'cleanTrace', colour: colours.green, mark: 'disc' },
  { network: 'dense', input: 'cleanTrace', colour: colours.green, mark: 'square', dash: '6 3' },
  { network: 'dense', input: 'spikeRate', colour: colours.vermilion, mark: 'triangle', dash: '2 3' },
  { network: 'dense', input: 'spikeRateAndDuration', colour: colours.purple, mark: 'diamond', dash: '2 3' },
] as const
type Mark = (typeof styles)[number]['mark']

interface Series {
  name: string
  style: Stroke & { mark: Mark }
  samples: number[]
  rmse: Spread[]
}

/** RMSE against the number of training samples, one panel per parameter, with its bounds. */
export function fallPlot(evidence: Evidence, targets: NetworkTargets): string {
  const shown = evidence.parameters.filter(({ group }) => targets === 'all' || group === 'neuron')
  const columns = 2
  const pitch = { x: left + width + right, y: top + height + bottom }
  const rows = Math.ceil(shown.length / columns)
  const named = styles.filter((style) => seriesOf(evidence, targets, shown[0].name, style) !== null)
  const body = shown.flatMap((parameter, i) =>
    panelOf(evidence, targets, parameter, (i % columns) * pitch.x, Math.floor(i / columns) * pitch.y),
  )
  const legendTop = rows * pitch.y + 14
  const legend = named.flatMap(({ network, input, ...style }, i) => {
    const x = 40 + (i % 3) * 310
    const y = legendTop + Math.floor(i / 3) * 22
    return [
      line(x, y, x + 34, y, style),
      markAt(x + 17, y, style.mark, style.colour),
      text(x + 42, y + 4, `${networkWords[network]}, ${inputWords[input]}`),
    ]
  })
  const what = targets === 'neuron' ? 'networks that estimate θ only' : 'networks that estimate θ and noise'
  return svgDocument(
    {
      width: columns * pitch.x,
      height: legendTop + 44,
      title: `Error against the number of training samples: ${what}`,
      description: `Root mean square error on the test set of ${shown.map(({ symbol }) => symbol).join(', ')}, both axes logarithmic. Horizontal lines: the networks on fresh simulations, the posterior network, and the exact posterior, which is the limit.`,
    },
    [...body, ...legend],
  )
}

function panelOf(
  evidence: Evidence,
  targets: NetworkTargets,
  { name, symbol }: ParameterDescription,
  x0: number,
  y0: number,
): string[] {
  const series = styles.flatMap((style) => seriesOf(evidence, targets, name, style) ?? [])
  const bounds = boundsOf(evidence, targets, name)
  const samples = series.flatMap((s) => s.samples)
  const values = [
    ...series.flatMap((s) => s.rmse.flatMap((r) => [r.least, r.most])),
    ...bounds.map((b) => b.rmse),
  ]
  const [xs, ys] = [extent(samples), extent(values)]
  const panel: Panel = {
    left: x0 + left,
    top: y0 + top,
    width,
    height,
    x: {
      range: { from: xs.from * 0.9, to: xs.to * 1.1 },
      title: 'training samples',
      log: true,
      ticks: sizes.filter((s) => s >= xs.from && s <= xs.to),
    },
    y: { range: { from: ys.from * 0.9, to: ys.to * 1.1 }, title: `RMSE of ${symbol}`, log: true },
  }
  const scales = scalesOf(panel)
  const end = panel.left + width
  const places = spreadLabels(
    bounds.map((b) => scales.y(b.rmse)),
    15,
    panel.top,
    panel.top + height,
  )
  return [
    text(panel.left, panel.top - 14, symbol, { strong: true, size: 14 }),
    ...panelFrame(panel),
    ...bounds.flatMap(({ name, rmse, stroke }, i) => {
      const y = scales.y(rmse)
      return [
        line(panel.left, y, end, y, stroke),
        polyline([end, end + 8], [y, places[i]], { colour: stroke.colour, width: 0.75 }),
        text(end + 11, places[i] + 4, name, { colour: stroke.colour, size: 11 }),
      ]
    }),
    ...series.flatMap(({ style, samples, rmse }) => [
      polyline(
        samples.map(scales.x),
        rmse.map((r) => scales.y(r.mean)),
        style,
      ),
      ...samples.flatMap((n, k) => [
        ...(rmse[k].sd === null
          ? []
          : [
              line(scales.x(n), scales.y(rmse[k].least), scales.x(n), scales.y(rmse[k].most), {
                colour: style.colour,
              }),
            ]),
        markAt(scales.x(n), scales.y(rmse[k].mean), style.mark, style.colour),
      ]),
    ]),
  ]
}

function seriesOf(
  { cells }: Evidence,
  targets: NetworkTargets,
  name: string,
  { network, input, ...style }: (typeof styles)[number],
): Series | null {
  const groups = bySeeds(cells)
    .filter(
      ([
        {
          result: { cell },
        },
      ]) => {
        const same = cell.network === network && cell.input === input && cell.targets === targets
        // Omitted for the authors' size, which is close to another one.
        return same && cell.data === 'set' && cell.samples !== authors.setting.samples
      },
    )
    .toSorted((a, b) => a[0].result.cell.samples - b[0].result.cell.samples)
  if (groups.length === 0) return null
  return {
    name: `${networkWords[network]}, ${inputWords[input]}`,
    style,
    samples: groups.map((group) => group[0].result.cell.samples),
    rmse: groups.map((group) => spreadOf(group.map(({ all }) => all[name].rmse))),
  }
}

/** Bounds on the error, from top to bottom. */
function boundsOf(
  evidence: Evidence,
  targets: NetworkTargets,
  name: string,
): { name: string; rmse: number; stroke: Stroke }[] {
  const fresh = (['dense', 'convolutional'] as const).flatMap((network) => {
    const group = findGroup(evidence.cells, { network, targets, data: 'fresh' })
    const dash = network === 'dense' ? '6 3' : undefined
    return group
      ? [
          {
            name: `${networkWords[network]}, fresh`,
            judged: group[0],
            stroke: { colour: colours.blue, width: 1, dash },
          },
        ]
      : []
  })
  const { network, exact } = evidence
  return [
    ...fresh,
    ...(network
      ? [
          {
            name: 'posterior network',
            judged: network,
            stroke: { colour: colours.soft, width: 1, dash: '1 3' },
          },
        ]
      : []),
    ...(exact
      ? [{ name: 'exact posterior', judged: exact, stroke: { colour: colours.ink, width: 1.5 } }]
      : []),
  ].map(({ name: label, judged, stroke }) => ({ name: label, rmse: judged.all[name].rmse, stroke }))
}

function markAt(x: number, y: number, mark: Mark, colour: string): string {
  const shapes: Record<Mark, string> = {
    disc: `<circle cx="${short(x)}" cy="${short(y)}" r="3.5" fill="${colour}"/>`,
    square: `<rect x="${short(x - 3)}" y="${short(y - 3)}" width="6" height="6" fill="${colour}"/>`,
    triangle: `<path d="M${short(x - 4)} ${short(y + 3.5)}h8l-4-7.5z" fill="${colour}"/>`,
    diamond: `<path d="M${short(x)} ${short(y - 4.5)}l4.5 4.5-4.5 4.5-4.5-4.5z" fill="${colour}"/>`,
  }
  return shapes[mark]
}

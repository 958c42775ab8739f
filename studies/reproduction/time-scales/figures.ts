import type { ParameterDescription } from '../../../src-main/contract/common.ts'
import { extent, padded } from '../../../src-main/figures/scale/range.ts'
import { digits } from '../page/words.ts'
import { type Panel, panelFrame, scalesOf } from '../plots/panel.ts'
import { colours, line, polyline, svgDocument, text } from '../plots/svg.ts'
import { prior } from '../test-set.ts'
import type { Example } from './example.ts'
import type { ReaderResult } from './measure.ts'

const shownMs = 100

/** A recording above its two components. */
export function partsFigure({ recorded, neuron, noise }: Example): string {
  const { dt } = prior.grid
  const shown = Math.round(shownMs / dt) + 1
  const times = Array.from({ length: shown }, (_, i) => i * dt)
  const both = padded(extent(recorded.slice(0, shown)), 0.05)
  const rows = [
    { title: 'recorded, d = u + η', values: recorded, range: both, colour: colours.ink, height: 120 },
    {
      title: 'the neuron, u: slow, and the same every time',
      values: neuron,
      range: both,
      colour: colours.blue,
      height: 120,
    },
    {
      title: 'the noise, η: fast',
      values: noise,
      range: padded(extent(noise), 0.05),
      colour: colours.vermilion,
      height: 90,
    },
  ]
  let top = 30
  const body = rows.flatMap(({ title, values, range, colour, height }, i) => {
    const last = i === rows.length - 1
    const panel: Panel = {
      left: 66,
      top,
      width: 700,
      height,
      x: { range: { from: 0, to: shownMs }, title: last ? 'time, ms' : '', ...(last ? {} : { ticks: [] }) },
      y: { range, title: 'model units' },
    }
    top += height + 36
    const scales = scalesOf(panel)
    return [
      text(panel.left, panel.top - 8, title, { strong: true }),
      ...panelFrame(panel),
      polyline(times.map(scales.x), values.slice(0, shown).map(scales.y), { colour, width: 1 }),
    ]
  })
  return svgDocument(
    {
      width: 790,
      height: top + 12,
      title: 'A recording is a slow neuron and fast noise',
      description: `The first ${shownMs} ms of a simulated recording, above the neuron’s potential and the noise that it is the sum of.`,
    },
    body,
  )
}

/** Autocorrelation of the neuron and the noise. */
export function memoryFigure({ autocorrelation, rho, noiseTime, neuronTime }: Example): string {
  const { dt } = prior.grid
  const times = autocorrelation.noise.map((_, k) => k * dt)
  const panel: Panel = {
    left: 66,
    top: 40,
    width: 480,
    height: 250,
    x: { range: { from: 0, to: times[times.length - 1] }, title: 'lag, ms' },
    y: {
      range: padded(extent(autocorrelation.neuron, autocorrelation.noise), 0.04),
      title: 'autocorrelation',
    },
  }
  const scales = scalesOf(panel)
  const [end, bottom] = [panel.left + panel.width, panel.top + panel.height]
  const at = (curve: readonly number[], ms: number): number => scales.y(curve[Math.round(ms / dt)])
  const expected = times.map((t) => rho ** (t / dt))
  return svgDocument(
    {
      width: 580,
      height: 340,
      title: 'Autocorrelation of the neuron and of the noise',
      description: `The noise has forgotten all but 1/e of itself after its correlation time, ${digits(noiseTime, 2)} ms; the neuron after ${digits(neuronTime, 2)} ms.`,
    },
    [
      ...panelFrame(panel),
      line(panel.left, scales.y(1 / Math.E), end, scales.y(1 / Math.E), {
        colour: colours.soft,
        width: 1,
        dash: '2 3',
      }),
      text(end - 4, scales.y(1 / Math.E) - 5, '1/e', { anchor: 'end', colour: colours.soft }),
      line(scales.x(noiseTime), panel.top, scales.x(noiseTime), bottom, {
        colour: colours.soft,
        width: 1,
        dash: '2 3',
      }),
      text(scales.x(noiseTime) + 5, panel.top - 8, `correlation time −Δt/ln ρ = ${digits(noiseTime, 2)} ms`, {
        colour: colours.soft,
      }),
      polyline(times.map(scales.x), expected.map(scales.y), {
        colour: colours.vermilion,
        width: 1,
        dash: '5 3',
      }),
      polyline(times.map(scales.x), autocorrelation.noise.map(scales.y), { colour: colours.vermilion }),
      polyline(times.map(scales.x), autocorrelation.neuron.map(scales.y), { colour: colours.blue }),
      text(scales.x(3.2), scales.y(0) - 12, 'noise; dashed: its correlation, ρᵏ', {
        colour: colours.vermilion,
      }),
      text(scales.x(4.4), at(autocorrelation.neuron, 4.4) - 10, 'neuron', { colour: colours.blue }),
    ],
  )
}

const lineColours = [colours.ink, colours.blue, colours.vermilion]
const dashes = [undefined, '6 3', '2 3']

/** What each network still estimates of a trace, when everything faster than a window is from another trace. */
export function windowFigure(
  results: readonly ReaderResult[],
  parameters: readonly ParameterDescription[],
): string {
  const [left, top, width, height, gap] = [66, 40, 190, 170, 26]
  const body = parameters.flatMap(({ name, symbol }, i) => {
    const panel: Panel = {
      left: left + (i % 2) * (width + left + gap),
      top: top + Math.floor(i / 2) * (height + 84),
      width,
      height,
      x: { range: { from: 0.18, to: 30 }, title: 'window, ms', log: true, ticks: [0.2, 1, 5, 20] },
      y: { range: { from: 0, to: 1 }, title: 'own r²', ticks: [0, 0.5, 1] },
    }
    const scales = scalesOf(panel)
    return [
      text(panel.left, panel.top - 12, symbol, { strong: true, size: 14 }),
      ...panelFrame(panel),
      ...results.map(({ byWindow }, k) => {
        const there = byWindow.filter(({ own }) => name in own)
        return polyline(
          there.map(({ ms }) => scales.x(ms)),
          there.map(({ own }) => scales.y(own[name])),
          { colour: lineColours[k], dash: dashes[k] },
        )
      }),
    ]
  })
  const legendTop = top + Math.ceil(parameters.length / 2) * (height + 84)
  return svgDocument(
    {
      width: 2 * (width + left + gap) + 10,
      height: legendTop + results.length * 20,
      title: 'What is told of a trace whose fast part is another’s',
      description:
        'Squared correlation of the estimates with the truth of the trace that gave the slow part, against the window of the moving average that parts slow from fast.',
    },
    [
      ...body,
      ...results.flatMap(({ name }, k) => {
        const y = legendTop - 4 + k * 20
        return [
          line(left, y, left + 34, y, { colour: lineColours[k], dash: dashes[k] }),
          text(left + 42, y + 4, name),
        ]
      }),
    ],
  )
}

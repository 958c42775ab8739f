import type { CellReport, GifResult } from '../../../contract/cells.ts'
import { describeFi, describeIv, fiSpec, ivSpec } from '../../../figures/charts/cell/current-charts.ts'
import {
  describeKernel,
  describeSweepFit,
  kernelSpec,
  sweepFitSpec,
} from '../../../figures/charts/cell/fit-charts.ts'
import { describeHeldOut, heldOutSpec } from '../../../figures/charts/cell/held-out-chart.ts'
import { plot, section } from '../blocks.ts'
import type { Block } from '../document.ts'

/** I–V, f–I, and held-out sweeps. */
export function cellFigures({ membrane, gif, features, protocol }: CellReport): Block[] {
  const counts = features.sweeps.map(({ sweep, amplitude, spikes, spikesOutside }) => ({
    amplitude,
    // Spikes of the whole sweep, as in the fit: a second pulse or a rebound has spikes too.
    spikes: gif?.heldOut?.sweeps.find((one) => one.sweep === sweep)?.recorded ?? spikes + spikesOutside,
  }))
  const stepped = protocol.shape === 'step' || gif?.fI != null
  const held = gif?.heldOut ?? null
  return [
    ...section('Curves', [
      ...(membrane && membrane.iv.points.length > 0
        ? [
            plot(
              'iv',
              `I–V curve: steady voltage of the silent sweeps${membrane.iv.band ? ', on the membrane’s median and 90 % predictive band' : ''}.`,
              describeIv(membrane.iv),
              ivSpec(membrane.iv),
            ),
          ]
        : []),
      ...(stepped && counts.length > 0
        ? [
            plot(
              'fi',
              `f–I curve: recorded spikes of each sweep${gif?.fI ? ', on the fit’s median and 90 % predictive band' : ''}.`,
              describeFi(counts, gif?.fI ?? null),
              fiSpec(counts, gif?.fI ?? null),
            ),
          ]
        : []),
    ]),
    ...section(
      'Held-out sweeps',
      held && held.sweeps.length > 0
        ? [
            plot(
              'held-out-count',
              'Spike counts: recorded (black) and predicted from the other half of the sweeps, mean and 90 % interval (blue).',
              describeHeldOut(held, 'count'),
              heldOutSpec(held, 'count', null),
            ),
            ...(held.sweeps.some(({ latency, predictedLatency }) => latency !== null && predictedLatency)
              ? [
                  plot(
                    'held-out-latency',
                    'Latency of the first spike: recorded (black) and predicted, median and 90 % interval (blue).',
                    describeHeldOut(held, 'latency'),
                    heldOutSpec(held, 'latency', null),
                  ),
                ]
              : []),
          ]
        : [],
    ),
  ]
}

/** Figures of the kernels after a spike. */
export function kernelFigures({ kernels, level, parameters }: GifResult): Block[] {
  if (level === 'unreliable' || parameters.length === 0) return []
  return section(
    'After a spike',
    kernels.map((one, i) =>
      plot(
        `kernel-${i + 1}`,
        `${one.name}, median and 90 % band.`,
        describeKernel(one),
        kernelSpec(one),
        190,
      ),
    ),
  )
}

/** Most sweeps drawn; the others are in the table. */
const mostSweeps = 4

/** Some silent sweeps with the membrane’s posterior, evenly chosen. */
export function sweepFigures({ membrane, features }: CellReport): Block[] {
  const fits = membrane?.fits ?? []
  const every = Math.max(1, Math.ceil(fits.length / mostSweeps))
  return fits
    .filter((one, i) => i % every === 0 && one.t.length > 1)
    .map((fit) => {
      const name = features.sweeps.find(({ sweep }) => sweep === fit.sweep)?.name ?? `Sweep ${fit.sweep + 1}`
      return plot(
        `sweep-${fit.sweep + 1}`,
        `${name}: recorded voltage (black) and the membrane’s median and 90 % band (blue).`,
        describeSweepFit(fit, name),
        sweepFitSpec(fit),
        180,
      )
    })
}

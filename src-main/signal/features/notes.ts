import { plain } from '../../contract/quantities.ts'
import type { Window } from '../../contract/recordings.ts'
import { whole } from '../../contract/report-words.ts'
import type { ArtefactTexts } from '../artefacts/describe.ts'
import type { SpikeShape } from './spike-shape.ts'
import { peakTimes, type TraceMeasures } from './trace-measures.ts'

/** A spike that peaks within this time of a stimulus edge may be an artefact, ms. */
const soon = 0.5

/** Artefacts in the stretch, and their consequences for the spikes. */
export function artefactNotes({ strays, held }: ArtefactTexts, spikes: readonly SpikeShape[]): string[] {
  const flat = spikes.filter(({ isFlat }) => isFlat).length
  const tops =
    flat === 0
      ? ''
      : ` The tops of ${flat} of ${spikes.length} spikes are flat: their peak, amplitude and widths are not reported.`
  return [...(strays ? [strays] : []), ...(held ? [`${held.text}${tops}`] : [])]
}

/** Spikes that may be stimulus artefacts. */
export function edgeNotes(measures: TraceMeasures): string[] {
  const { stimulus } = measures
  if (!stimulus) return []
  const edges = [
    { name: 'start', time: stimulus.from },
    { name: 'end', time: stimulus.to },
  ]
  return edges.flatMap(({ name, time }) =>
    peakTimes(measures)
      .filter((peak) => Math.abs(peak - time) <= soon)
      .map(
        (peak) =>
          `A counted spike peaks ${plain(Number(Math.abs(peak - time).toFixed(2)))} ms from the ${name} of the stimulus: it may be a stimulus artefact.`,
      ),
  )
}

/** Missing samples, and their consequences for the features. */
export function missingNotes(samples: Float64Array, spikes: readonly unknown[][]): string[] {
  const missing = samples.reduce((count, v) => count + (Number.isFinite(v) ? 0 : 1), 0)
  if (missing === 0) return []
  const withSpikes = spikes.filter((run) => run.length > 0).length
  const across = Math.max(0, withSpikes - 1)
  const intervals =
    across === 0
      ? ''
      : ` ${across} interspike ${across === 1 ? 'interval' : 'intervals'} across them excluded.`
  return [
    `${whole(missing)} of ${whole(samples.length)} samples are missing; spikes truncated by them are not counted, and the rate refers to the recorded time.${intervals}`,
  ]
}

/** Whether the stimulus is in the stretch. */
export function stimulusNotes(
  given: Window | null | undefined,
  stimulus: Window | null,
  start: number,
): string[] {
  if (given && !stimulus) {
    return [
      `The stimulus from ${given.from} to ${given.to} ms is not in this section, which is measured without it.`,
    ]
  }
  if (!stimulus || stimulus.from >= start) return []
  return [
    'The stimulus started before this section: latency and rate are counted from the start of the section.',
  ]
}

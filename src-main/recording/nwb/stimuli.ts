import { frequency } from '../../contract/quantities.ts'
import type { Reading } from '../../contract/recordings.ts'
import { padded } from '../assemble.ts'
import type { Hdf5File, Hdf5Part } from '../hdf5/hdf5-file.ts'
import type { StimulusData } from '../recording-data.ts'
import { same } from './choose-series.ts'
import { leftOutEvidence } from './left-out.ts'
import { readSeries } from './samples.ts'
import { describeSeries, isLeftOut, type LeftOut, type Series } from './series.ts'

const place = '/stimulus/presentation'
/** Amperes are shown in picoamperes. */
const ampere = /^(A|amps?|amperes?)$/i
const picoamperes = 1e12
/** A stimulus longer than the sweeps by more than this factor is not decompressed for one segment. */
const mostAround = 20

/** Source series of a sweep, and the stimulus segment that the file's tables assign to it, if any. */
export interface SweepSource {
  series: Series
  stimulus: Hdf5Part | null
}

/**
 * The injected currents, matched to the sweeps by the tables of recordings, by number (and electrode), else by the
 * digits in their names.
 * @param sweeps source series of the sweeps, in the same order
 * @param room maximum number of samples that may be added
 */
export function readStimuli(
  file: Hdf5File,
  sweeps: readonly SweepSource[],
  clock: { samplingInterval: number; points: number },
  room: number,
  beat: () => void,
): { stimuli: StimulusData[]; evidence: Reading['evidence'] } {
  const stimuli: StimulusData[] = []
  const left: LeftOut[] = []
  const found: Series[] = []
  const names = file.kind('/stimulus') === 'group' && file.kind(place) === 'group' ? file.names(place) : []
  for (const name of names.slice(0, 2 * sweeps.length + 1000)) {
    const series = describeSeries(file, `${place}/${name}`, name)
    if (isLeftOut(series)) left.push(series)
    else if (/VoltageClamp/.test(series.type)) left.push({ name, because: 'it is a voltage-clamp command' })
    else if (series.columns > 1) left.push({ name, because: 'its data are not a single trace' })
    else found.push(series)
    beat()
  }
  const used = new Set<Series>()
  let last: { of: Series | null; values: Float64Array } = { of: null, values: new Float64Array(0) }
  sweeps.forEach((sweep, index) => {
    const series = partnerOf(sweep, found)
    if (!series) return
    used.add(series)
    const { name, samplingInterval } = series
    const { first, count } = sweep.stimulus ?? { first: 0, count: series.samples }
    if (samplingInterval === null || !same(samplingInterval, clock.samplingInterval)) {
      const at = samplingInterval === null ? 'at listed times' : `at ${frequency(1000 / samplingInterval)}`
      left.push({ name, because: `it was sampled ${at}, unlike the recording` })
    } else if (
      (stimuli.length + 1) * clock.points > room ||
      series.samples > mostAround * clock.points + 1000
    ) {
      left.push({ name, because: 'there would be too many samples' })
    } else {
      const factor = ampere.test(series.unit ?? '') ? picoamperes : 1
      if (last.of !== series) last = { of: series, values: readSeries(file, series, factor, beat)[0] }
      const { values } = last
      stimuli.push({
        name,
        unit: factor === picoamperes ? 'pA' : series.unit,
        sweep: index,
        samples: padded(values.slice(first, first + Math.min(count, clock.points)), clock.points),
      })
    }
  })
  for (const { name } of found.filter((series) => !used.has(series))) {
    left.push({ name, because: 'it belongs to no sweep that was read' })
  }
  const evidence = leftOutEvidence('Stimulus left out', left)
  if (stimuli.length > 0) {
    evidence.unshift({
      conclusion: stimuli.length === 1 ? 'One stimulus' : `${stimuli.length} stimuli`,
      because: sweeps.some(({ stimulus }) => stimulus)
        ? 'the file’s table of intracellular recordings'
        : 'of the file’s stimuli, those whose sweep number or name is that of a sweep',
    })
  }
  return { stimuli, evidence }
}

function partnerOf({ series: sweep, stimulus }: SweepSource, found: readonly Series[]): Series | undefined {
  if (stimulus) return found.find(({ path }) => path === stimulus.path)
  const numbered = found.filter((s) => sweep.sweepNumber !== null && s.sweepNumber === sweep.sweepNumber)
  if (numbered.length > 0) {
    return numbered.find((s) => s.electrode !== null && s.electrode === sweep.electrode) ?? numbered[0]
  }
  const digits = digitsOf(sweep.name)
  return (
    found.find((s) => s.name === sweep.name) ??
    found.find((s) => digits !== '' && digitsOf(s.name) === digits)
  )
}

function digitsOf(name: string): string {
  return (name.match(/\d+/g) ?? []).join(' ')
}

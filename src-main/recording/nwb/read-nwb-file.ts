import { NagumoError } from '../../contract/errors.ts'
import { frequency, plain } from '../../contract/quantities.ts'
import type { Column, Reading } from '../../contract/recordings.ts'
import { whole } from '../../contract/report-words.ts'
import { assemble, padded } from '../assemble.ts'
import type { Hdf5File } from '../hdf5/hdf5-file.ts'
import { mostSamples } from '../limits.ts'
import type { RecordingData } from '../recording-data.ts'
import { shortEnds } from '../short-last-sweep.ts'
import { quote } from '../table/problems.ts'
import { type Candidate, chooseTogether } from './choose-series.ts'
import { type Pair, readPairs, setsEvidence, stretchesOf, typesEvidence } from './icephys-tables.ts'
import { leftOutEvidence, nameList } from './left-out.ts'
import { type Clock, onClock, readClock, readSeries, timesApart } from './samples.ts'
import {
  describeSeries,
  isCurrentClamp,
  isLeftOut,
  type LeftOut,
  millivoltsIn,
  type Series,
} from './series.ts'
import { readStimuli, type SweepSource } from './stimuli.ts'

/** Locations of recordings in NWB 2 and NWB 1. */
const places = ['/acquisition/timeseries', '/acquisition']
const mostSeries = 5000
const mostColumnsTold = 200
/** Maximum number of samples for a file of this size, allowing for compression. */
const roomFor = (bytes: number): number => Math.min(mostSamples, 8 * bytes + 4e6)

interface Trace extends Candidate {
  series: Series
  clock: Clock
  column: number
  /** Segment of the series; null for the whole. */
  pair: Pair | null
}

/**
 * Reads an NWB file: current-clamp series as sweeps, injected currents as stimuli. Unread series are named in the
 * evidence.
 * @param version from the file: “NWB 2.7.0”
 * @param name as dropped, for messages
 * @param beat heartbeat, called repeatedly with what is read next
 * @throws NagumoError NO_VOLTAGE_COLUMN, and those of `assemble`; Hdf5Error
 */
export function readNwb(
  file: Hdf5File,
  version: string,
  name: string,
  bytes: number,
  beat: (where?: string) => void,
): RecordingData {
  const { series, left } = findSeries(file, beat)
  const { voltages, doubts } = chooseVoltages(series, left)
  beat('its tables')
  const pairs = readPairs(file)
  const traces = voltages.flatMap((one) => {
    const apart = timesApart(file, one, beat)
    if (apart) doubts.push(apart)
    return tracesOf(file, one, pairs, left, beat)
  })
  const { chosen, left: unlike } = chooseTogether(traces, roomFor(bytes))
  left.push(...unlike)
  const sweeps: RecordingData['sweeps'] = []
  const sources: SweepSource[] = []
  const points = Math.max(...chosen.map((trace) => trace.points))
  let read: { of: Series | null; columns: Float64Array[] } = { of: null, columns: [] }
  for (const { series: one, column, clock, pair, name: sweep } of chosen) {
    beat(`series ${quote(one.name)}`)
    if (read.of !== one) read = { of: one, columns: readSeries(file, one, millivoltsIn(one) ?? volts, beat) }
    const all = read.columns[column]
    // A copy, since each sweep's samples are transferred with their buffer.
    const samples = pair ? all.slice(pair.response.first, pair.response.first + pair.response.count) : all
    if (samples.every(Number.isNaN)) {
      left.push({ name: sweep, because: 'all its samples are missing' })
      continue
    }
    sweeps.push({ name: sweep, samples: padded(onClock(samples, clock), points) })
    sources.push({ series: one, stimulus: pairOf(pairs, one, pair)?.stimulus ?? null })
  }
  if (sweeps.length === 0) throw noVoltage(name, left)
  const samplingInterval = chosen[0].samplingInterval
  beat('its stimuli')
  const room = roomFor(bytes) - sweeps.length * points
  const { stimuli, evidence } = readStimuli(file, sources, { samplingInterval, points }, room, beat)
  const used = sources.map((source) => source.series)
  const sets = setsEvidence(file, used)
  const ends = sweeps.map(({ samples }) => samples.findLastIndex((v) => !Number.isNaN(v)) + 1)
  // A truncated last sweep is dropped at the end of reading.
  const shorter = shortEnds(ends).length > 0 ? 0 : ends.filter((end) => end < points).length
  return assemble(
    {
      format: 'nwb',
      samplingInterval,
      sweeps,
      stimuli,
      columns: columnsOf(series, used),
      voltageUnit: 'mV',
      evidence: [
        { conclusion: version, because: 'stated in the file' },
        {
          conclusion: `${sweeps.length === 1 ? 'One sweep' : `${sweeps.length} sweeps`} of ${whole(points)} samples`,
          because: `from ${nameList([...new Set(used.map((one) => one.name))])}${shorter > 0 ? `; ${shorter === 1 ? 'one is shorter and ends' : `${shorter} are shorter and end`} in missing samples` : ''}`,
        },
        {
          conclusion: `Time: ${frequency(1000 / samplingInterval)}; each sweep starts at 0`,
          because: `the file: ${plain(samplingInterval)} ms between samples`,
        },
        {
          conclusion: 'Voltage: in millivolts',
          because: `the file: ${used[0].type}, its samples times ${plain(used[0].conversion)} in ${used[0].unit ?? 'volts'}`,
        },
        ...(sets.length > 0 ? sets : typesEvidence(file)),
        ...evidence,
        ...leftOutEvidence('Not used', left),
      ],
      doubts,
    },
    name,
  )
}

const volts = 1000

function findSeries(file: Hdf5File, beat: (where?: string) => void): { series: Series[]; left: LeftOut[] } {
  const series: Series[] = []
  const left: LeftOut[] = []
  for (const place of places) {
    if (file.kind(place) !== 'group') continue
    for (const name of file.names(place)) {
      const path = `${place}/${name}`
      if (
        places.includes(path) ||
        (place === '/acquisition' && name === 'images' && file.names(path).length === 0)
      )
        continue
      beat(`series ${quote(name)}`)
      if (series.length + left.length >= mostSeries) {
        left.push({ name: 'further ones', because: `only the first ${mostSeries} were examined` })
        return { series, left }
      }
      const found = describeSeries(file, path, name)
      if (isLeftOut(found)) left.push(found)
      else series.push(found)
    }
  }
  return { series, left }
}

/** Current-clamp series; if there are none, series in volts. The others are added to `left`. */
function chooseVoltages(
  series: readonly Series[],
  left: LeftOut[],
): { voltages: Series[]; doubts: Reading['doubts'] } {
  const clamped = series.filter(isCurrentClamp)
  const named = clamped.length > 0
  const voltages = named
    ? clamped
    : series.filter((one) => millivoltsIn(one) !== null && !/VoltageClamp/.test(one.type) && !one.outside)
  for (const one of series) {
    if (voltages.includes(one)) continue
    const clamp = one.type === 'VoltageClampSeries'
    left.push({
      name: one.name,
      because: clamp
        ? 'it is a current, recorded in voltage clamp'
        : one.outside
          ? 'it was recorded outside the cell'
          : `it is a ${one.type}${one.unit ? ` in ${one.unit}` : ''}, not recorded in current clamp`,
    })
  }
  const doubts: Reading['doubts'] = []
  if (!named && voltages.length > 0) {
    doubts.push({
      code: 'VOLTAGE_BY_UNIT',
      about: 'columns',
      text: `The file has no current-clamp series; ${nameList(voltages.map(({ name }) => name))} (${voltages[0].type}) was read as a membrane potential because of its unit, ${voltages[0].unit}.`,
    })
  }
  const unnamed = voltages.filter((one) => millivoltsIn(one) === null)
  if (unnamed.length > 0) {
    doubts.push({
      code: 'VOLTAGE_UNIT_GUESSED',
      about: 'voltageUnit',
      text: `The unit of ${nameList(unnamed.map(({ name }) => name))} is ${unnamed[0].unit ? quote(unnamed[0].unit) : 'not stated'}; volts were assumed, as the NWB format specifies.`,
    })
  }
  return { voltages, doubts }
}

/** One trace per column, or per segment in the file's tables. A series whose times are uneven is added to `left`. */
function tracesOf(
  file: Hdf5File,
  series: Series,
  pairs: readonly Pair[],
  left: LeftOut[],
  beat: (where?: string) => void,
): Trace[] {
  const { name, samples, columns, samplingInterval } = series
  beat(`the times of series ${quote(name)}`)
  const clock =
    samplingInterval === null
      ? readClock(file, series, beat)
      : { samplingInterval, places: null, points: samples }
  if (typeof clock === 'string') {
    left.push({ name, because: clock })
    return []
  }
  const { samplingInterval: interval } = clock
  const stretches = clock.places === null ? stretchesOf(series, pairs) : []
  if (stretches.length > 0) {
    return stretches.map((pair) => {
      const { first, count } = pair.response
      const sweep = `${name}, samples ${first + 1} to ${first + count}`
      return { name: sweep, samplingInterval: interval, points: count, series, clock, column: 0, pair }
    })
  }
  return Array.from({ length: columns }, (_, column) => ({
    name: columns === 1 ? name : `${name}, column ${column + 1}`,
    samplingInterval: clock.samplingInterval,
    points: clock.points,
    series,
    clock,
    column,
    pair: null,
  }))
}

/** The table entry for a sweep: a series or a segment of one. */
function pairOf(pairs: readonly Pair[], series: Series, stretch: Pair | null): Pair | undefined {
  return stretch ?? pairs.find(({ response }) => response.path === series.path)
}

function columnsOf(series: readonly Series[], sources: readonly Series[]): Column[] {
  return series.slice(0, mostColumnsTold).map((one) => ({
    name: one.name,
    role: sources.includes(one) ? 'voltage' : 'other',
    unit: one.unit,
  }))
}

function noVoltage(name: string, left: readonly LeftOut[]): NagumoError {
  const reasons = leftOutEvidence('', left).slice(0, 4)
  const found = reasons.map(({ conclusion, because }) => `${conclusion.replace(/^: /, '')} (${because})`)
  return new NagumoError(
    'NO_VOLTAGE_COLUMN',
    `${name} has no readable membrane potential: a CurrentClampSeries in /acquisition was expected; found ${found.join('; ') || 'no series there'}. Choose a file with a recording in current clamp, or export the trace as CSV.`,
  )
}

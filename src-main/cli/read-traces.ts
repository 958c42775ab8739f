import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { NagumoError } from '../contract/errors.ts'
import type { Recording, TimeUnit, VoltageUnit, Window } from '../contract/recordings.ts'
import type { TraceSource } from '../jobs/estimate-trace.ts'
import {
  type RecordingData,
  readRecording,
  sampleTimes,
  stimulusInterval,
  withUnits,
} from '../recording/index.ts'

export interface TraceOptions {
  /** Names of sweeps, or null for all of them. */
  sweeps: string[] | null
  /** When current was injected, ms; from the file where it is left out. */
  stimulus?: Window | null | undefined
  timeUnit?: TimeUnit | undefined
  voltageUnit?: VoltageUnit | undefined
  /** Samples a second. */
  rate?: number | undefined
  /** Whether samples at uneven times are interpolated at even ones. */
  resample?: true
  /** Whether each row of the file holds a whole trace. */
  transposed?: true
}

/**
 * The sweeps of a file, read straight from it: nothing goes into the library.
 * @throws NagumoError of the file, NO_TIME_COLUMN where only a person can know the rate, or NOT_FOUND where it has no
 *   sweep of a name that was asked for
 */
export async function readTraces(
  path: string,
  options: TraceOptions,
  signal: AbortSignal,
): Promise<TraceSource[]> {
  const name = basename(path)
  const { timeUnit, voltageUnit, rate, resample, transposed } = options
  const data = await readRecording(path, name, signal, {
    timeUnit,
    voltageUnit,
    rate,
    resample,
    transposed,
  })
  const asked = data.reading.doubts.find(({ about }) => about === 'rate')
  // A window asks, and shows what was assumed meanwhile; numbers on a guessed clock are none.
  if (asked) {
    throw new NagumoError('NO_TIME_COLUMN', `${name}: ${asked.text} Say so with --rate HZ.`)
  }
  const recording = withUnits(await recordingOf(path, data), { timeUnit, voltageUnit })
  const clock = {
    samplingInterval: recording.samplingInterval,
    start: recording.start,
    ...(data.places && { times: sampleTimes(data.places, recording) }),
  }
  return chosen(data, options.sweeps).map((index) => ({
    recordingId: null,
    recordingName: recording.name,
    sweep: data.sweeps[index].name,
    sweepIndex: index,
    samples: data.sweeps[index].samples,
    ...clock,
    voltageUnit: recording.reading.voltageUnit,
    stimulus: options.stimulus === undefined ? stimulusOf(data, index, clock) : options.stimulus,
  }))
}

/** When the stimulus of a sweep was on, by the file. */
function stimulusOf(
  { stimuli }: RecordingData,
  sweep: number,
  clock: Pick<TraceSource, 'samplingInterval' | 'start' | 'times'>,
): Window | null {
  const stimulus = stimuli.find((one) => one.sweep === null || one.sweep === sweep)
  return stimulus ? stimulusInterval(stimulus.samples, clock) : null
}

function chosen({ sweeps }: RecordingData, names: string[] | null): number[] {
  if (names === null) return sweeps.map((_, index) => index)
  return names.map((name) => {
    const index = sweeps.findIndex((sweep) => sweep.name === name)
    if (index >= 0) return index
    const known = sweeps.map((sweep) => `“${sweep.name}”`).join(', ')
    throw new NagumoError('NOT_FOUND', `There is no sweep “${name}”; the file has ${known}.`)
  })
}

/** What the library would know of the file, as far as units go by it. */
async function recordingOf(path: string, data: RecordingData): Promise<Recording> {
  const { sweeps, stimuli, places, ...rest } = data
  return {
    ...rest,
    ...(places && { uneven: true }),
    id: 'file',
    name: basename(path),
    importedAt: new Date().toISOString(),
    bytes: (await stat(path)).size,
    sweeps: sweeps.map(({ samples, ...sweep }) => ({ ...sweep, ...rangeOf(samples) })),
    stimuli: stimuli.map(({ samples, ...stimulus }) => ({ ...stimulus, ...rangeOf(samples) })),
  }
}

function rangeOf(samples: Float64Array): { min: number; max: number } {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of samples) {
    if (value < min) min = value
    if (value > max) max = value
  }
  return { min, max }
}

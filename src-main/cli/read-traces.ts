import { basename } from 'node:path'
import { isRateOpen } from '../contract/doubt-words.ts'
import { NagumoError } from '../contract/errors.ts'
import type { ReadingChoice, Window } from '../contract/recordings.ts'
import type { TraceSource } from '../jobs/estimate-trace.ts'
import { type RecordingData, sampleTimes, stimulusInterval } from '../recording/index.ts'
import { readFile } from './read-file.ts'

export interface TraceOptions {
  /** Names of sweeps, or null for all of them. */
  sweeps: string[] | null
  /** Stimulus, ms; from the file where omitted. */
  stimulus?: Window | null | undefined
  /** How to read the file. */
  choice: ReadingChoice
}

/**
 * The sweeps of a file, read directly, without the library.
 * @throws NagumoError of the file, NO_TIME_COLUMN where only the user can know the sampling rate, or NOT_FOUND where it
 * lacks a requested sweep
 */
export async function readTraces(
  path: string,
  options: TraceOptions,
  signal: AbortSignal,
): Promise<TraceSource[]> {
  const { data, recording, sha256 } = await readFile(path, options.choice, signal)
  const { doubts } = recording.reading
  // The window shows an assumed rate and asks; the command line must not compute with a guess.
  const asked = doubts.find(isRateOpen)
  if (asked) {
    throw new NagumoError('NO_TIME_COLUMN', `${basename(path)}: ${asked.text} Give it with --rate HZ.`)
  }
  const clock = {
    samplingInterval: recording.samplingInterval,
    start: recording.start,
    ...(data.places && { times: sampleTimes(data.places, recording) }),
  }
  const recoveryOf = (index: number) => data.recoveries?.find(({ sweep }) => sweep === index)?.samples
  return chosen(data, options.sweeps).map((index) => ({
    recordingId: null,
    recordingName: recording.name,
    sha256,
    choice: options.choice,
    sweep: data.sweeps[index].name,
    sweepIndex: index,
    samples: data.sweeps[index].samples,
    recovery: recoveryOf(index),
    ...clock,
    voltageUnit: recording.reading.voltageUnit,
    doubts,
    stimulus: options.stimulus === undefined ? stimulusOf(data, index, clock) : options.stimulus,
  }))
}

/** Stimulus of a sweep, from the file. */
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

import { NagumoError } from '../contract/errors.ts'
import { plain } from '../contract/quantities.ts'
import type { RecordingFormat, TableFormat } from '../contract/recording-format.ts'
import type { Column, Reading, VoltageUnit } from '../contract/recordings.ts'
import { rangeOf } from '../signal/range.ts'
import { fewestSamples } from './limits.ts'
import { isTimeAbsurd } from './meaning/time-unit.ts'
import type { RecordingData, StimulusData } from './recording-data.ts'

/** Contents of a binary-format file with its samples read. */
export interface Signals {
  format: Exclude<RecordingFormat, TableFormat>
  /** Sampling interval, ms. */
  samplingInterval: number
  /** All in one voltage unit and of equal length. */
  sweeps: RecordingData['sweeps']
  stimuli: StimulusData[]
  columns: Column[]
  voltageUnit: VoltageUnit
  evidence: Reading['evidence']
  doubts: Reading['doubts']
}

/**
 * Builds a recording from signals after the checks common to all formats. Time starts at 0 in each sweep.
 * @throws NagumoError TOO_FEW_POINTS, TRACE_CONSTANT, UNITS_IMPLAUSIBLE
 */
export function assemble(signals: Signals, file: string): RecordingData {
  const { samplingInterval, sweeps, voltageUnit } = signals
  if (!(samplingInterval > 0) || isTimeAbsurd(samplingInterval, 'ms')) {
    throw new NagumoError(
      'UNITS_IMPLAUSIBLE',
      `${file}: samples were expected fractions of a millisecond apart; by the file they are ${plain(samplingInterval)} ms apart. Export the recording again, or as CSV with a time column.`,
    )
  }
  const points = sweeps[0].samples.length
  if (points < fewestSamples) {
    throw new NagumoError(
      'TOO_FEW_POINTS',
      `${file} holds ${points === 1 ? 'one sample' : `${points} samples`} in its longest sweep; at least ${fewestSamples} are needed to read a trace, and an estimate needs as many as its model has. Open a longer recording.`,
    )
  }
  const range = rangeOf(...sweeps.map(({ samples }) => samples))
  if (range.min === range.max) {
    throw new NagumoError(
      'TRACE_CONSTANT',
      `${file}: the voltage is ${plain(range.min)} in every sample; a recorded trace was expected, which has noise at least. Check that the right channel was recorded.`,
    )
  }
  return {
    reading: {
      format: signals.format,
      delimiter: null,
      decimal: null,
      headerLines: null,
      columns: signals.columns,
      timeUnit: 'ms',
      voltageUnit,
      evidence: signals.evidence,
      doubts: signals.doubts,
    },
    points,
    samplingInterval,
    start: 0,
    sweeps,
    stimuli: signals.stimuli,
  }
}

/** Pads a column with NaN to the length of the sweeps. */
export function padded(samples: Float64Array, points: number): Float64Array {
  if (samples.length === points) return samples
  const longer = new Float64Array(points).fill(Number.NaN)
  longer.set(samples)
  return longer
}

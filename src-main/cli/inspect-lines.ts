import { frequency, plain } from '../contract/quantities.ts'
import type { Recording } from '../contract/recordings.ts'
import { voltageSuffix } from '../contract/units.ts'
import type { RecordingData } from '../recording/index.ts'
import { doubtLines, doubtsJson } from './doubt-lines.ts'
import type { ReadFile } from './read-file.ts'
import { table } from './table.ts'

/** The JSON line for one file: how it was read. Units as options take them; null for model units and for none. */
export function inspectedJson(file: string, { recording, data }: ReadFile): string {
  const { reading, sweeps, stimuli, recovery = [] } = recording
  const lengths = lengthsOf(data)
  const { voltageUnit } = reading
  return JSON.stringify({
    recording: file,
    format: reading.format,
    sweeps: sweeps.map(({ name, min, max }, k) => ({
      name,
      samples: lengths[k],
      rateHz: hertz(recording),
      unit: voltageUnit === 'none' ? null : voltageUnit,
      lowest: min,
      highest: max,
    })),
    stimuli: stimuli.map(({ name, unit }) => ({ name, unit })),
    ...(recovery.length > 0 && {
      recovery: recovery.map(({ name, sweep }) => ({ name, sweep: sweeps[sweep].name })),
    }),
    ...doubtsJson(reading.doubts),
  })
}

/** The same as text, with the evidence for each conclusion. */
export function inspectedLines(file: string, { recording, data }: ReadFile): string[] {
  const { reading, points, sweeps, stimuli, recovery = [] } = recording
  const fewest = Math.min(...lengthsOf(data))
  const unit = voltageSuffix(reading.voltageUnit) || ' in model units'
  const rows = sweeps.map(({ name, min, max }) => [`  ${name}`, `${plain(min)} to ${plain(max)}${unit}`])
  const given = stimuli.map((one) => {
    const of = one.sweep === null ? '' : sweeps[one.sweep].name
    return [`  ${one.name}`, `${plain(one.min)} to ${plain(one.max)}${one.unit ? ` ${one.unit}` : ''}`, of]
  })
  const beside = recovery.map((one) => [
    `  ${one.name}`,
    `${plain(one.min)} to ${plain(one.max)} in model units`,
    sweeps[one.sweep].name,
  ])
  return [
    `${file}: ${reading.format}, ${sweeps.length === 1 ? 'one sweep' : `${sweeps.length} sweeps`} of ${points === fewest ? points : `${fewest} to ${points}`} samples, ${frequency(hertz(recording))}`,
    ...table([['  sweep', 'lowest and highest'], ...rows]),
    ...(given.length > 0 ? table([['  stimulus', 'lowest and highest', 'of'], ...given]) : []),
    ...(beside.length > 0 ? table([['  recovery variable', 'lowest and highest', 'of'], ...beside]) : []),
    ...reading.evidence.map(({ conclusion, because }) => `  ${conclusion} (${because})`),
    ...doubtLines(reading.doubts).map((line) => `  ${line}`),
  ]
}

/** Samples of each sweep, without the missing values that pad the shorter ones. */
function lengthsOf({ sweeps, points }: RecordingData): number[] {
  const lengths = sweeps.map(({ samples }) => samples.findLastIndex((v) => !Number.isNaN(v)) + 1)
  const longest = Math.max(...lengths)
  return lengths.map((length) => (length === longest ? points : length))
}

/** Sampling rate, Hz, without rounding digits from an interval in ms. */
function hertz({ samplingInterval }: Recording): number {
  return Number((1000 / samplingInterval).toPrecision(9))
}

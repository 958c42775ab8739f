import { NagumoError } from '../contract/errors.ts'
import { plain } from '../contract/quantities.ts'
import { isTable } from '../contract/recording-format.ts'
import type { Recording, TimeUnit, VoltageUnit } from '../contract/recordings.ts'
import { milliseconds, timeUnitNames } from '../contract/units.ts'
import { isTimeAbsurd, isTimeConclusion, timeConclusion, timeDoubts } from './meaning/time-unit.ts'
import {
  isVoltageConclusion,
  refuseAbsurdVoltage,
  voltageConclusion,
  voltageDoubts,
} from './meaning/voltage-unit.ts'
import { setByHand as because } from './meaning/wording.ts'

/**
 * The recording with corrected units in place of the guessed ones. Samples stay as in the file; the sampling interval
 * is rescaled.
 * @throws NagumoError UNITS_IMPLAUSIBLE where the samples or their interval would be impossible
 */
export function withUnits(
  recording: Recording,
  units: { timeUnit?: TimeUnit | undefined; voltageUnit?: VoltageUnit | undefined },
): Recording {
  let changed = recording
  if (units.timeUnit) changed = withTimeUnit(changed, units.timeUnit)
  if (units.voltageUnit) changed = withVoltageUnit(changed, units.voltageUnit)
  const chosen = Object.fromEntries(Object.entries(units).filter(([, unit]) => unit))
  if (Object.keys(chosen).length === 0) return recording
  const { like: _, ...reading } = changed.reading
  return { ...changed, reading: { ...reading, choice: { ...reading.choice, ...chosen } } }
}

function withTimeUnit(recording: Recording, unit: TimeUnit): Recording {
  const { reading } = recording
  // If the rate was given instead of times, or by the format, there is no time unit to correct.
  if (reading.rate || !isTable(reading.format)) return recording
  const step = recording.samplingInterval / milliseconds[reading.timeUnit]
  const start = recording.start / milliseconds[reading.timeUnit]
  if (isTimeAbsurd(step, unit)) {
    throw new NagumoError(
      'UNITS_IMPLAUSIBLE',
      `In ${timeUnitNames[unit]} the samples of ${recording.name} would be ${plain(step * milliseconds[unit])} ms apart; fractions of a millisecond were expected. Choose another unit.`,
    )
  }
  const column = reading.columns.findIndex((c) => c.role === 'time')
  return {
    ...recording,
    samplingInterval: step * milliseconds[unit],
    start: start * milliseconds[unit],
    reading: {
      ...reading,
      timeUnit: unit,
      columns: reading.columns.map((c) => (c.role === 'time' ? { ...c, unit } : c)),
      evidence: reading.evidence.map((e) =>
        isTimeConclusion(e) ? { conclusion: timeConclusion(column, step, unit), because } : e,
      ),
      doubts: [...reading.doubts.filter((d) => d.about !== 'timeUnit'), ...timeDoubts(step, unit)],
    },
  }
}

function withVoltageUnit(recording: Recording, unit: VoltageUnit): Recording {
  const { reading } = recording
  const range = {
    min: Math.min(...recording.sweeps.map((s) => s.min)),
    max: Math.max(...recording.sweeps.map((s) => s.max)),
  }
  refuseAbsurdVoltage(range, unit, recording.name)
  const voltages = reading.columns.flatMap((c, j) => (c.role === 'voltage' ? [j] : []))
  const columns = isTable(reading.format) ? voltages : null
  return {
    ...recording,
    reading: {
      ...reading,
      voltageUnit: unit,
      columns: reading.columns.map((c) => (c.role === 'voltage' ? { ...c, unit } : c)),
      evidence: reading.evidence.map((e) =>
        isVoltageConclusion(e) ? { conclusion: voltageConclusion(columns, unit), because } : e,
      ),
      doubts: [...reading.doubts.filter((d) => d.about !== 'voltageUnit'), ...voltageDoubts(range, unit)],
    },
  }
}

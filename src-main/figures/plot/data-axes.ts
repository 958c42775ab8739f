import type { DataDescription } from '../../contract/data.ts'
import type { VoltageUnit } from '../../contract/recordings.ts'
import { timeAxis, voltageTitle } from '../scale/format.ts'
import type { Range } from '../scale/range.ts'
import { numberAxisSpec, timeAxisSpec } from './axes.ts'
import type { AxisSpec } from './plot-spec.ts'

/** The axis that data are in order along: time, or their place in a list. */
export function dataAxisSpec({ axis }: DataDescription, range: Range): AxisSpec {
  return axis.unit === 'ms' ? timeAxisSpec(range, timeAxis(range)) : numberAxisSpec(axis.name, range)
}

/** Title of the axis of the data themselves: “voltage, mV”, “u, model units”. @param unit of the recording */
export function dataTitle({ value }: DataDescription, unit: VoltageUnit): string {
  return unit === 'none' ? `${value.symbol}, ${value.unit}` : voltageTitle(unit)
}

import type { DataDescription } from '../../contract/data.ts'
import type { VoltageUnit } from '../../contract/recordings.ts'
import { timeAxis, voltageAxisUnit, voltageTitle } from '../scale/format.ts'
import type { Range } from '../scale/range.ts'
import { numberAxisSpec, timeAxisSpec, traceAxisSpec } from './axes.ts'
import type { AxisSpec } from './plot-spec.ts'

/** The x-axis of the data: time, or index in a list. */
export function dataAxisSpec({ axis }: DataDescription, range: Range): AxisSpec {
  return axis.unit === 'ms' ? timeAxisSpec(range, timeAxis(range)) : numberAxisSpec(axis.name, range)
}

/** The y-axis of the data: “voltage, mV”, “u, model units”. @param unit of the recording */
export function dataHeightsSpec({ value }: DataDescription, unit: VoltageUnit, range: Range): AxisSpec {
  return unit === 'none'
    ? traceAxisSpec(`${value.symbol}, ${value.unit}`, range, value.unit)
    : traceAxisSpec(voltageTitle(unit), range, voltageAxisUnit(unit))
}

import type { TimeUnit, VoltageUnit } from './recordings.ts'

/** Milliseconds per unit. */
export const milliseconds: Record<TimeUnit, number> = {
  s: 1000,
  ms: 1,
  us: 0.001,
  ns: 1e-6,
  min: 60_000,
  h: 3_600_000,
}

/** Millivolts per unit; undefined for model units. */
export const millivolts: Record<Exclude<VoltageUnit, 'none'>, number> = { V: 1000, mV: 1, uV: 0.001 }

export const timeUnitNames: Record<TimeUnit, string> = {
  s: 'seconds',
  ms: 'milliseconds',
  us: 'microseconds',
  ns: 'nanoseconds',
  min: 'minutes',
  h: 'hours',
}

export const voltageUnitNames: Record<VoltageUnit, string> = {
  V: 'volts',
  mV: 'millivolts',
  uV: 'microvolts',
  none: 'model units',
}

/** Suffix of a voltage: “ mV”, or empty for model units. */
export function voltageSuffix(unit: VoltageUnit): string {
  return unit === 'none' ? '' : unit === 'uV' ? ' µV' : ` ${unit}`
}

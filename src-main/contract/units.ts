import type { TimeUnit, VoltageUnit } from './recordings.ts'

/** Milliseconds in one of it. */
export const milliseconds: Record<TimeUnit, number> = {
  s: 1000,
  ms: 1,
  us: 0.001,
  ns: 1e-6,
  min: 60_000,
  h: 3_600_000,
}

/** Millivolts in one of it; model units have none. */
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

/** What stands behind a voltage: “ mV”, or nothing in model units. */
export function voltageSuffix(unit: VoltageUnit): string {
  return unit === 'none' ? '' : unit === 'uV' ? ' µV' : ` ${unit}`
}

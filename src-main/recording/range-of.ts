import type { Range } from './meaning/voltage-unit.ts'
import type { RecordingData } from './recording-data.ts'

/** Over all sweeps; missing samples do not count. */
export function rangeOf(sweeps: RecordingData['sweeps']): Range {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { samples } of sweeps) {
    for (const v of samples) {
      if (v < min) min = v
      if (v > max) max = v
    }
  }
  return { min, max }
}

import { createHash } from 'node:crypto'
import { NagumoError } from '../../contract/errors.ts'
import type { ModelEntry } from '../../contract/models.ts'
import type { Series } from '../../contract/series.ts'
import type { TraceSource } from '../estimate-trace.ts'

/** Digest of what determines a recording's numbers: samples, sampling rate, start and unit. */
export function digestOf({ samples, samplingInterval, start, voltageUnit }: TraceSource): string {
  const bytes = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)
  const about = JSON.stringify([samplingInterval, start, voltageUnit])
  return createHash('sha256').update(bytes).update(about).digest('hex')
}

/**
 * Checks that a stopped series can continue with this recording and model: all windows must be from the same.
 * @throws NagumoError USAGE
 */
export function refuseOther(series: Series, source: TraceSource, model: ModelEntry): void {
  const { recording } = series
  const name = `“${recording.name}”, ${recording.sweep}, over time`
  if (series.complete) {
    throw new NagumoError(
      'USAGE',
      `${name}, is complete: all ${series.windows.length} windows are estimated.`,
    )
  }
  if (recording.sweep !== source.sweep || recording.sweepIndex !== source.sweepIndex) {
    throw new NagumoError(
      'USAGE',
      `${name}, is of another sweep than ${source.sweep}. Choose the sweep of the series.`,
    )
  }
  // Series from before digests existed have none.
  const sameUnit = recording.voltageUnit === source.voltageUnit
  if (!sameUnit || (recording.digest !== undefined && recording.digest !== digestOf(source))) {
    throw new NagumoError(
      'USAGE',
      `${name}, can’t be continued: the recording has changed since the series was started (its samples, their rate, or the unit), and one series can’t mix both. Estimate the series again, or read the recording as it was read then.`,
    )
  }
  if (series.model.checksum !== model.checksum) {
    throw new NagumoError(
      'USAGE',
      `${name}, can’t be continued: the model “${series.model.name}” has changed since the series was started (checksum ${series.model.checksum.slice(0, 8)}, now ${model.checksum.slice(0, 8)}). Estimate the series again, or restore that model.`,
    )
  }
}

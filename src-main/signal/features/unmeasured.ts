import type { TraceFeatures } from '../../contract/features.ts'
import type { Window } from '../../contract/recordings.ts'
import { findSpikes } from '../spikes/find-spikes.ts'
import type { ObservationSource } from '../sweep.ts'
import { definitions } from './definitions/definitions.ts'

/**
 * Result for unevenly spaced samples: no features, since eFEL's definitions use derivatives and sample counts; spikes
 * are the half-height crossings, as elsewhere.
 * @param times of the samples, ms
 */
export function unmeasured(
  source: ObservationSource,
  times: Float64Array,
  { window, stimulus }: { window?: Window | undefined; stimulus?: Window | null | undefined },
): TraceFeatures {
  const { from, to } = window ?? { from: times[0], to: times[times.length - 1] + source.samplingInterval }
  const note = 'The samples are not evenly spaced.'
  return {
    window: { from, to },
    stimulus: stimulus ?? null,
    voltageUnit: source.voltageUnit === 'none' ? null : 'mV',
    rule: 'none',
    ruleText: 'Features are not available: they need samples at even intervals.',
    level: null,
    peaks: findSpikes(source.samples, source, { unchanging: true }).times.filter((t) => t >= from && t < to),
    features: definitions.map(({ name, label, group, efel, meaning, unit }) => ({
      name,
      label,
      group,
      efel,
      meaning,
      unit:
        unit === 'voltage' ? (source.voltageUnit === 'none' ? null : 'mV') : unit === 'slope' ? null : unit,
      value: null,
      sd: null,
      values: [],
      note,
    })),
    notes: [`${note} Resample the recording evenly to measure its features.`],
    meanSpike: null,
  }
}

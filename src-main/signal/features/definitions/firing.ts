import { intervalCv, intervals, meanFrequency, peakTimes, type TraceMeasures } from '../trace-measures.ts'
import { type Definition, noSpikes } from './definition.ts'

function noneInStimulus({ spikes, stimulus }: TraceMeasures): string {
  return stimulus && spikes.flat().length > 0 ? 'There is no spike during the stimulus' : noSpikes
}

/** Spike count and timing. */
export const firing: readonly Definition[] = [
  {
    name: 'spike_count',
    label: 'Spike count',
    group: 'firing',
    unit: null,
    efel: 'spike_count',
    meaning: 'Spikes in the measured section.',
    measure: (measures) => peakTimes(measures).length,
    why: '',
  },
  {
    name: 'mean_frequency',
    label: 'Mean firing rate',
    group: 'firing',
    unit: 'Hz',
    efel: 'mean_frequency',
    meaning: 'Spikes divided by the time from the stimulus, or the start of the section, to the last spike.',
    measure: meanFrequency,
    why: noneInStimulus,
  },
  {
    name: 'time_to_first_spike',
    label: 'First-spike latency',
    group: 'firing',
    unit: 'ms',
    efel: 'time_to_first_spike',
    meaning: 'From the stimulus, or the start of the section, to the first peak during the stimulus.',
    measure: (measures) => {
      // eFEL takes a spike after the stimulus where there is none during it.
      const first = peakTimes(measures).find((t) => t >= measures.begin && t <= measures.end)
      return first === undefined ? null : first - measures.begin
    },
    why: noneInStimulus,
  },
  {
    name: 'all_ISI_values',
    label: 'Interspike interval',
    group: 'firing',
    unit: 'ms',
    efel: 'all_ISI_values',
    meaning: 'From peak to peak.',
    measure: intervals,
    why: 'Needs two spikes',
  },
  {
    name: 'ISI_CV',
    label: 'CV of intervals',
    group: 'firing',
    unit: null,
    efel: 'ISI_CV',
    meaning:
      'Standard deviation divided by mean of the interspike intervals; the first is excluded, as in eFEL.',
    measure: (measures) => intervalCv(intervals(measures)),
    why: 'Needs four spikes, since the first interval is excluded',
  },
]

import type { Feature } from '../../contract/features.ts'
import type { SpikeShape } from './spike-shape.ts'
import {
  baseline,
  intervalCv,
  intervals,
  meanFrequency,
  peakTimes,
  type TraceMeasures,
} from './trace-measures.ts'

/** A feature before it is measured. `voltage`: in the trace's unit. */
export interface Definition extends Pick<Feature, 'name' | 'label' | 'group' | 'efel' | 'meaning'> {
  unit: 'voltage' | 'slope' | 'ms' | 'Hz' | null
  /** Only where the trace is in mV. */
  onlyMillivolts?: true
  /** Only where the time of a stimulus is known. */
  onlyStimulus?: true
  /** Of the whole trace, or a list: one for each spike or interval, null where it can't be told. */
  measure(measures: TraceMeasures): number | null | (number | null)[]
  /** Why there may be none. */
  why: string
}

const noSpikes = 'There is no spike'
const noOnset = 'dV/dt does not stay at 10 mV/ms for three steps of 0.1 ms before the peak'
const noMinimum = 'The trace ends before its minimum'

/** A list over the spikes. */
function each(
  pick: (spike: SpikeShape, v: Float64Array, t: Float64Array) => number | null,
): Definition['measure'] {
  return ({ grid, spikes }) => spikes.flat().map((spike) => pick(spike, grid.v, grid.t))
}

const difference = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? null : a - b
const ratio = (a: number | null, b: number | null): number | null =>
  a === null || b === null || b === 0 ? null : a / b

/** In the order in which people read them. Definitions are eFEL's where a name of eFEL stands. */
export const definitions: readonly Definition[] = [
  {
    name: 'spike_count',
    label: 'Spike count',
    group: 'firing',
    unit: null,
    efel: 'spike_count',
    meaning: 'Spikes in the stretch that was measured.',
    measure: (measures) => peakTimes(measures).length,
    why: '',
  },
  {
    name: 'mean_frequency',
    label: 'Mean firing rate',
    group: 'firing',
    unit: 'Hz',
    efel: 'mean_frequency',
    meaning: 'Spikes over the time from the stimulus, or the start of the stretch, to the last spike.',
    measure: meanFrequency,
    why: noSpikes,
  },
  {
    name: 'time_to_first_spike',
    label: 'First-spike latency',
    group: 'firing',
    unit: 'ms',
    efel: 'time_to_first_spike',
    meaning: 'From the stimulus, or the start of the stretch, to the first peak.',
    measure: (measures) => {
      const first = peakTimes(measures).find((t) => t >= measures.begin)
      return first === undefined ? null : first - measures.begin
    },
    why: noSpikes,
  },
  {
    name: 'all_ISI_values',
    label: 'Interspike interval',
    group: 'firing',
    unit: 'ms',
    efel: 'all_ISI_values',
    meaning: 'From peak to peak.',
    measure: intervals,
    why: 'It takes two spikes',
  },
  {
    name: 'ISI_CV',
    label: 'CV of intervals',
    group: 'firing',
    unit: null,
    efel: 'ISI_CV',
    meaning: 'Standard deviation over mean of the interspike intervals; the first is left out, as eFEL does.',
    measure: (measures) => intervalCv(intervals(measures)),
    why: 'It takes four spikes, as the first interval is left out',
  },
  {
    name: 'peak_voltage',
    label: 'Peak voltage',
    group: 'spike',
    unit: 'voltage',
    efel: 'peak_voltage',
    meaning: 'The highest point of a spike.',
    measure: each(({ peak }, v) => v[peak]),
    why: noSpikes,
  },
  {
    name: 'AP_begin_voltage',
    label: 'Threshold',
    group: 'spike',
    unit: 'voltage',
    efel: 'AP_begin_voltage',
    meaning: 'Voltage at which dV/dt exceeds 10 mV/ms before the peak.',
    onlyMillivolts: true,
    measure: each(({ begin }, v) => (begin === null ? null : v[begin])),
    why: noOnset,
  },
  {
    name: 'AP_amplitude',
    label: 'Amplitude',
    group: 'spike',
    unit: 'voltage',
    efel: 'AP_amplitude',
    meaning: 'From threshold to peak.',
    onlyMillivolts: true,
    measure: (measures) =>
      measures.spikes
        .flat()
        .filter(({ peak }) => measures.grid.t[peak] <= measures.end)
        .map(({ begin, peak }) => (begin === null ? null : measures.grid.v[peak] - measures.grid.v[begin])),
    why: noOnset,
  },
  {
    name: 'spike_half_width',
    label: 'Half-width',
    group: 'spike',
    unit: 'ms',
    efel: 'spike_half_width',
    meaning: 'Duration of a spike at half between its peak and the minimum after it.',
    measure: each(({ halfWidth }) => halfWidth && halfWidth.to - halfWidth.from),
    why: noMinimum,
  },
  {
    name: 'AP_duration_half_width',
    label: 'Width at half amplitude',
    group: 'spike',
    unit: 'ms',
    efel: 'AP_duration_half_width',
    meaning: 'Duration of a spike at half between threshold and peak, in steps of 0.1 ms.',
    onlyMillivolts: true,
    measure: each(({ widthAtHalfAmplitude }) => widthAtHalfAmplitude),
    why: noOnset,
  },
  {
    name: 'AP_peak_upstroke',
    label: 'Steepest rise',
    group: 'spike',
    unit: 'slope',
    efel: 'AP_peak_upstroke',
    meaning: 'The largest dV/dt from threshold to peak.',
    onlyMillivolts: true,
    measure: each(({ upstroke }) => upstroke),
    why: noOnset,
  },
  {
    name: 'AP_peak_downstroke',
    label: 'Steepest fall',
    group: 'spike',
    unit: 'slope',
    efel: 'AP_peak_downstroke',
    meaning: 'The smallest dV/dt from peak to the minimum after it.',
    measure: each(({ downstroke }) => downstroke),
    why: noMinimum,
  },
  {
    name: 'AHP_depth_abs',
    label: 'Minimum after a spike',
    group: 'afterhyperpolarization',
    unit: 'voltage',
    efel: 'AHP_depth_abs',
    meaning: 'Voltage of the first minimum after a spike (min_AHP_values).',
    measure: each(({ minimum }, v) => (minimum === null ? null : v[minimum])),
    why: noMinimum,
  },
  {
    name: 'fast_AHP',
    label: 'AHP below threshold',
    group: 'afterhyperpolarization',
    unit: 'voltage',
    efel: 'fast_AHP',
    meaning:
      'Afterhyperpolarization: threshold less the minimum after the spike; the last spike is left out, as eFEL does.',
    onlyMillivolts: true,
    measure: ({ grid: { v }, spikes }) =>
      spikes
        .flat()
        .slice(0, -1)
        .map(({ begin, minimum }) => (begin === null || minimum === null ? null : v[begin] - v[minimum])),
    why: 'It takes two spikes with a threshold',
  },
  {
    name: 'AHP_depth',
    label: 'AHP from rest',
    group: 'afterhyperpolarization',
    unit: 'voltage',
    efel: 'AHP_depth',
    meaning:
      'Afterhyperpolarization: minimum after a spike less the resting potential; below 0 where it goes deeper.',
    onlyStimulus: true,
    measure: ({ grid: { v }, spikes, levels: { base } }) =>
      base === null
        ? null
        : spikes.flat().map(({ minimum }) => (minimum === null ? null : v[minimum] - base)),
    why: 'It takes a resting potential',
  },
  {
    name: 'voltage_base',
    label: 'Resting potential',
    group: 'subthreshold',
    unit: 'voltage',
    efel: 'voltage_base',
    meaning: 'Mean voltage over the last tenth of the time before the stimulus.',
    onlyStimulus: true,
    measure: ({ levels }) => levels.base,
    why: 'The stretch has no samples before it',
  },
  {
    name: 'baseline',
    label: 'Level between spikes',
    group: 'subthreshold',
    unit: 'voltage',
    efel: null,
    meaning: 'Median voltage outside the spikes, each from its threshold to the minimum after it.',
    measure: baseline,
    why: 'Nothing is left outside the spikes',
  },
  {
    name: 'minimum_voltage',
    label: 'Lowest voltage',
    group: 'subthreshold',
    unit: 'voltage',
    efel: 'minimum_voltage',
    meaning: 'The lowest voltage during the stimulus, or in the stretch.',
    measure: ({ levels }) => levels.minimum,
    why: 'The stretch has no samples during the stimulus',
  },
  {
    name: 'maximum_voltage',
    label: 'Highest voltage',
    group: 'subthreshold',
    unit: 'voltage',
    efel: 'maximum_voltage',
    meaning: 'The highest voltage during the stimulus, or in the stretch.',
    measure: ({ levels }) => levels.maximum,
    why: 'The stretch has no samples during the stimulus',
  },
  {
    name: 'steady_state_voltage_stimend',
    label: 'Level at the end of the stimulus',
    group: 'subthreshold',
    unit: 'voltage',
    efel: 'steady_state_voltage_stimend',
    meaning: 'Mean voltage over the last tenth of the stimulus.',
    onlyStimulus: true,
    measure: ({ levels }) => levels.steadyAtEnd,
    why: 'The stretch does not have its last tenth',
  },
  {
    name: 'voltage_deflection_vb_ssse',
    label: 'Deflection by the stimulus',
    group: 'subthreshold',
    unit: 'voltage',
    efel: 'voltage_deflection_vb_ssse',
    meaning: 'Level at the end of the stimulus less the resting potential.',
    onlyStimulus: true,
    measure: ({ levels }) => difference(levels.steadyAtEnd, levels.base),
    why: 'The stretch lacks what is before it or its end',
  },
  {
    name: 'sag_amplitude',
    label: 'Sag',
    group: 'subthreshold',
    unit: 'voltage',
    efel: 'sag_amplitude',
    meaning: 'From the lowest voltage up to the level at the end of a hyperpolarizing stimulus.',
    onlyStimulus: true,
    measure: ({ levels }) => levels.sag,
    why: 'It does not hyperpolarize',
  },
  {
    name: 'sag_ratio1',
    label: 'Sag ratio',
    group: 'subthreshold',
    unit: null,
    efel: 'sag_ratio1',
    meaning: 'Sag over the drop from the resting potential to the lowest voltage.',
    onlyStimulus: true,
    measure: ({ levels: { sag, base, minimum } }) => ratio(sag, difference(base, minimum)),
    why: 'It does not hyperpolarize',
  },
  {
    name: 'steady_state_voltage',
    label: 'Level after the stimulus',
    group: 'subthreshold',
    unit: 'voltage',
    efel: 'steady_state_voltage',
    meaning: 'Mean voltage from the end of the stimulus on.',
    onlyStimulus: true,
    measure: ({ levels }) => levels.after,
    why: 'The stretch ends with it',
  },
]

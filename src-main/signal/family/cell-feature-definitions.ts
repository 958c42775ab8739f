import type { CellFeature } from '../../contract/cells.ts'

/** A feature before it is measured. */
export type Told = Pick<CellFeature, 'name' | 'label' | 'unit' | 'meaning'>

/** The cell features measured from a family. */
export const definitions = {
  rest: {
    name: 'resting_potential',
    label: 'Resting potential',
    unit: 'mV',
    meaning: 'Mean voltage over the last tenth of the time before the current changes, mean over the sweeps.',
  },
  resistance: {
    name: 'input_resistance',
    label: 'Input resistance by steady voltage',
    unit: 'MΩ',
    meaning:
      'Slope of the voltage change at the end of the step over its current, sweeps without spikes; it includes uncompensated series resistance.',
  },
  sag: {
    name: 'sag_ratio',
    label: 'Sag ratio',
    unit: null,
    meaning:
      'Rise from the lowest voltage to the level at the end of the step, divided by the drop from rest.',
  },
  threshold: {
    name: 'threshold',
    label: 'Spike threshold',
    unit: 'mV',
    meaning: 'Voltage at which dV/dt exceeds 10 mV/ms before the first spike of a sweep.',
  },
  rheobase: {
    name: 'rheobase',
    label: 'Rheobase',
    unit: 'pA',
    meaning:
      'The smallest step that evoked a spike; the interval starts at the largest step below it that evoked none.',
  },
  latency: {
    name: 'latency_at_rheobase',
    label: 'Latency at rheobase',
    unit: 'ms',
    meaning: 'From the onset to the first peak, at the smallest step that evoked a spike.',
  },
  slope: {
    name: 'f_i_slope',
    label: 'f–I slope',
    unit: 'Hz/pA',
    meaning:
      'Slope of the firing rate during the step over its current, sweeps with spikes, by least squares.',
  },
  rate: {
    name: 'max_rate',
    label: 'Highest firing rate',
    unit: 'Hz',
    meaning: 'Spikes divided by the duration of the stimulus, the highest of the sweeps.',
  },
  adaptation: {
    name: 'adaptation',
    label: 'Adaptation',
    unit: null,
    meaning: 'Last interval divided by the first, mean over the sweeps with three spikes or more.',
  },
} satisfies Record<string, Told>

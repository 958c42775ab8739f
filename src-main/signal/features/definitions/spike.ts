import { flatTop, type SpikeShape } from '../spike-shape.ts'
import { type Definition, each, reasons } from './definition.ts'

const noOnset = 'dV/dt does not stay at 10 mV/ms for three steps of 0.1 ms before the peak'

const noEnd = 'Its repolarization does not end before the next spike or the end of the trace'

function flatOrNoOnset({ isFlat, begin }: SpikeShape): string | null {
  return isFlat ? flatTop : begin === null ? noOnset : null
}

/** The shape of each spike. */
export const spike: readonly Definition[] = [
  {
    name: 'peak_voltage',
    label: 'Peak voltage',
    group: 'spike',
    unit: 'voltage',
    efel: 'peak_voltage',
    meaning: 'The highest point of a spike.',
    measure: each(({ peak, isFlat }, v) => (isFlat ? null : v[peak])),
    why: reasons(({ isFlat }) => (isFlat ? flatTop : null)),
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
        .map(({ begin, peak, isFlat }) =>
          begin === null || isFlat ? null : measures.grid.v[peak] - measures.grid.v[begin],
        ),
    why: reasons(flatOrNoOnset),
  },
  {
    name: 'spike_half_width',
    label: 'Half-width',
    group: 'spike',
    unit: 'ms',
    efel: 'spike_half_width',
    meaning: 'Duration of a spike at half between its peak and the minimum after it.',
    measure: each(({ halfWidth }) => halfWidth && halfWidth.to - halfWidth.from),
    why: reasons(({ noWidth }) => noWidth),
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
    why: reasons((spike) => flatOrNoOnset(spike) ?? (spike.widthAtHalfAmplitude === null ? noEnd : null)),
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
    why: reasons(({ noMinimum }) => noMinimum),
  },
]

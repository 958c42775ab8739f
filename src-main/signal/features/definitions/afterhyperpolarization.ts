import { type Definition, each, reasons } from './definition.ts'

const reasonsOfMinimum = reasons(({ noMinimum }) => noMinimum)

/** Depth of the afterhyperpolarization. */
export const afterhyperpolarization: readonly Definition[] = [
  {
    name: 'AHP_depth_abs',
    label: 'Minimum after a spike',
    group: 'afterhyperpolarization',
    unit: 'voltage',
    efel: 'AHP_depth_abs',
    meaning: 'Voltage of the first minimum after a spike (min_AHP_values).',
    measure: each(({ minimum }, v) => (minimum === null ? null : v[minimum])),
    why: reasonsOfMinimum,
  },
  {
    name: 'fast_AHP',
    label: 'AHP below threshold',
    group: 'afterhyperpolarization',
    unit: 'voltage',
    efel: 'fast_AHP',
    meaning:
      'Afterhyperpolarization: threshold minus the minimum after the spike; the last spike is excluded, as in eFEL.',
    onlyMillivolts: true,
    measure: ({ grid: { v }, spikes }) =>
      spikes
        .flat()
        .slice(0, -1)
        .map(({ begin, minimum }) => (begin === null || minimum === null ? null : v[begin] - v[minimum])),
    why: 'Needs two spikes with a threshold',
  },
  {
    name: 'AHP_depth',
    label: 'AHP from rest',
    group: 'afterhyperpolarization',
    unit: 'voltage',
    efel: 'AHP_depth',
    meaning:
      'Afterhyperpolarization: minimum after a spike minus the resting potential; negative if it is below rest.',
    onlyStimulus: true,
    measure: ({ grid: { v }, spikes, levels: { base } }) =>
      base === null
        ? null
        : spikes.flat().map(({ minimum }) => (minimum === null ? null : v[minimum] - base)),
    why: (measures) =>
      measures.levels.base === null ? 'Needs a resting potential' : reasonsOfMinimum(measures),
  },
]

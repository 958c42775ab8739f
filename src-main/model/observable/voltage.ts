import type { DataDescription } from '../../contract/data.ts'

/** The axis of data that are traces. */
export const timeAxis: DataDescription['axis'] = { name: 'time', unit: 'ms' }

/** Checks of data that are the trace of a spiking neuron in noise. */
export const traceChecks = [
  'clipping',
  'digitization',
  'levelChange',
  'silent',
  'bicGain',
  'hum',
  'steadiness',
  'spikes',
  'spikeFeatures',
  'cycleShape',
  'noiseByPhase',
  'priorConflict',
  'constants',
  'priorEdge',
  'priorChange',
  'rescaling',
  'sampling',
  'likeTraining',
] as const

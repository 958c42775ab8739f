import type { Recording } from '../../contract/recordings.ts'
import type { RecordingData } from '../recording-data.ts'
import type { FamilySource } from './family-source.ts'

/** A newly read file as input of a family. @param recording its metadata, with the units in use */
export function ofRecordingData(data: RecordingData, recording: Omit<Recording, 'id'>): FamilySource {
  const { samplingInterval, start, reading, name, points } = recording
  return {
    name,
    points,
    samplingInterval,
    start,
    uneven: data.places !== undefined,
    voltageUnit: reading.voltageUnit,
    doubts: reading.doubts,
    sweeps: data.sweeps.map((sweep) => ({ name: sweep.name, samples: () => sweep.samples })),
    stimuli: data.stimuli.map((stimulus) => ({
      name: stimulus.name,
      unit: stimulus.unit,
      sweep: stimulus.sweep,
      samples: () => stimulus.samples,
    })),
  }
}

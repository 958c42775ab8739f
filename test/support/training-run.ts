import type { TrainingRun } from '../../src-main/contract/trainings.ts'
import { rudi2022 } from '../../src-main/model/prior/presets.ts'

/** A training that is at rest and has learned nothing yet. */
export function trainingRun(id: string, changes: Partial<TrainingRun> = {}): TrainingRun {
  return {
    id,
    createdAt: '2026-03-14T09:26:53.000Z',
    request: {
      name: 'My neurons',
      description: '',
      prior: rudi2022,
      network: 'posterior',
      samples: 1000,
      seed: 1,
      earlyStopping: false,
      startFrom: null,
    },
    state: 'paused',
    progress: null,
    loss: [],
    finishing: false,
    modelId: null,
    error: null,
    ...changes,
  }
}

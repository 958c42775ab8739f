import type { CalibrationEvent, CalibrationRequest } from '../../contract/calibration.ts'
import type { Engine } from '../../inference/network/engine.ts'
import { createTrainedNetwork } from '../../inference/network/trained-network.ts'
import { readModel } from '../../library/model-format/model-files.ts'
import { calibrateModel } from './calibrate-model.ts'

/**
 * Calibrates a stored model.
 * @throws NagumoError MODEL_DAMAGED
 */
export async function* calibrateStored(
  folder: string,
  { traces, corrected, seed }: CalibrationRequest,
  engine: Engine,
  signal?: AbortSignal,
): AsyncGenerator<CalibrationEvent> {
  const { card, learner, weights } = await readModel(folder)
  const network = createTrainedNetwork(learner, { ...card, recalibration: null }, weights, engine)
  const correction =
    corrected > 0 ? { least: corrected, most: corrected, seconds: Number.POSITIVE_INFINITY } : null
  try {
    const work = calibrateModel(
      learner.prior,
      network,
      { traces, correction, seed },
      signal,
      card.recalibration,
    )
    for (;;) {
      const step = await work.next()
      if (step.done) {
        yield { type: 'result', result: step.value }
        return
      }
      yield { type: 'progress', text: step.value }
    }
  } finally {
    network.dispose()
  }
}

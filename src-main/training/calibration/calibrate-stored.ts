import type { CalibrationEvent, CalibrationRequest } from '../../contract/calibration.ts'
import { createTrainedNetwork } from '../../inference/network/trained-network.ts'
import { readModel } from '../../library/model-format/model-files.ts'
import { createPrior } from '../../model/composition/prior.ts'
import { calibrateModel } from './calibrate-model.ts'

/**
 * Calibrates a model that was kept; needs TensorFlow to be loaded.
 * @throws NagumoError MODEL_DAMAGED
 */
export async function* calibrateStored(
  folder: string,
  { traces, corrected, seed }: CalibrationRequest,
  signal?: AbortSignal,
): AsyncGenerator<CalibrationEvent> {
  const { card, specs, weights } = await readModel(folder)
  const prior = createPrior(card.prior)
  const network = createTrainedNetwork(prior, { ...card, recalibration: null }, specs, weights)
  const correction =
    corrected > 0 ? { least: corrected, most: corrected, seconds: Number.POSITIVE_INFINITY } : null
  try {
    const work = calibrateModel(prior, network, { traces, correction, seed }, signal, card.recalibration)
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

import { startEngine } from '../../src-main/compute/tensorflow/start-engine.ts'
import { createTrainedNetwork } from '../../src-main/inference/network/trained-network.ts'
import { readModel } from '../../src-main/library/model-format/model-files.ts'
import { evaluateNetwork } from '../../src-main/training/evaluate.ts'
import type { AccuracyOptions } from './options.ts'

/** The network alone on fresh traces: R², RMSE, coverage of 90 % intervals, ESS of its raw draws. */
export async function network({ model, traces, seed }: AccuracyOptions): Promise<void> {
  const { engine, backend } = await startEngine()
  const { card, learner, weights } = await readModel(model)
  const loaded = createTrainedNetwork(learner, card, weights, engine)
  const result = await evaluateNetwork(learner, card.normalization, loaded, traces, seed)
  loaded.dispose()
  console.log(`${card.name}, the network alone on ${traces} fresh traces (seed ${seed}, ${backend.name})`)
  console.table(
    Object.fromEntries(
      Object.keys(result.r2).map((name) => [
        name,
        {
          'R²': result.r2[name].toFixed(4),
          RMSE: result.rmse[name].toPrecision(3),
          'coverage of 90 % intervals': result.coverage90?.[name].toFixed(3) ?? 'gives none',
        },
      ]),
    ),
  )
  console.log(`bare draws: median ESS ${(100 * result.medianEssFraction).toFixed(2)} %`)
}

import { setImmediate } from 'node:timers/promises'
import type { Engine } from '../inference/network/engine.ts'
import type { Learner } from '../inference/network/learner.ts'
import { createTrainedNetwork } from '../inference/network/trained-network.ts'
import { sampleCorrected } from './calibration/calibrate-corrected.ts'
import type { Checkpoint } from './checkpoint.ts'
import { evaluateNetwork } from './evaluate.ts'

/** What measuring a network takes on this machine now, s a trace. */
export interface EndCost {
  /** On fresh traces, its calibration included. */
  evaluation: number
  /** By the exact correction; 0 where there is none. */
  correction: number
}

const probed = { evaluation: 20, correction: 2 }
/** Calibration of the network alone and its recalibration, over the time of the evaluation. */
const calibrationShare = 0.4

/** Measures some traces with the weights as they are, to know how long the end of a run will take. */
export async function measureEndCost(
  learner: Learner,
  { normalization, weights }: Pick<Checkpoint, 'normalization' | 'weights'>,
  engine: Engine,
  signal: AbortSignal | undefined,
): Promise<EndCost> {
  const network = createTrainedNetwork(learner, { normalization, errors: null }, weights.slice(), engine)
  const seconds = async (work: () => Promise<unknown>): Promise<number> => {
    await setImmediate()
    signal?.throwIfAborted()
    const begun = performance.now()
    await work()
    return (performance.now() - begun) / 1000
  }
  try {
    const stopped = (): boolean => signal?.aborted ?? false
    const evaluation = await seconds(() =>
      evaluateNetwork(learner, normalization, network, probed.evaluation, 1, stopped),
    )
    const { gives } = network
    const corrects = gives === 'posterior' && learner.prior.noiseModel.hasLikelihood
    const few = { least: probed.correction, most: probed.correction, seconds: 0 }
    const correction = corrects
      ? await seconds(async () => {
          for await (const _ of sampleCorrected(learner.prior, network, few, 1, signal)) await setImmediate()
        })
      : 0
    return {
      evaluation: ((1 + calibrationShare) * evaluation) / probed.evaluation,
      correction: correction / probed.correction,
    }
  } finally {
    network.dispose()
  }
}

/** Share of the time that a run asked for which its end may take at most, each part of it. */
const mostShare = { evaluation: 0.12, correction: 0.15 }
/** Of the time, before the cost of the end was measured. */
const assumedShare = 0.2

export interface EndPlan {
  evaluationTraces: number
  /** s that evaluation and calibration of the network take; with them those of the correction. */
  evaluationSeconds: number
  seconds: number
}

/**
 * What the end of a run of so many seconds is to be, of the usual numbers of traces as many as have room in a share of it.
 * @param cost null where it is not known yet
 */
export function planEnd(
  total: number,
  cost: EndCost | null,
  usual: { evaluation: { least: number; most: number }; correction: { least: number; most: number } },
): EndPlan {
  const { evaluation, correction } = usual
  if (!cost) {
    const seconds = assumedShare * total
    return { evaluationTraces: evaluation.most, evaluationSeconds: seconds / 2, seconds }
  }
  const count = ({ least, most }: { least: number; most: number }, share: number, each: number): number =>
    Math.max(least, Math.min(most, Math.floor((share * total) / Math.max(each, 1e-6))))
  const evaluationTraces = count(evaluation, mostShare.evaluation, cost.evaluation)
  const evaluationSeconds = evaluationTraces * cost.evaluation
  const corrected = cost.correction * count(correction, mostShare.correction, cost.correction)
  return { evaluationTraces, evaluationSeconds, seconds: evaluationSeconds + corrected }
}

import { setImmediate } from 'node:timers/promises'
import type { Engine } from '../inference/network/engine.ts'
import type { Learner } from '../inference/network/learner.ts'
import { createTrainedNetwork } from '../inference/network/trained-network.ts'
import { sampleCorrected } from './calibration/calibrate-corrected.ts'
import type { Checkpoint } from './checkpoint.ts'
import { evaluateNetwork } from './evaluate.ts'
import { createWorkClock } from './work-clock.ts'

/** Current cost of testing a network on this machine, s per trace. */
export interface EndCost {
  /** On fresh traces. */
  evaluation: number
  /** By importance sampling; 0 where there is none. */
  correction: number
}

/** The first traces are not timed: they start threads and compile. */
const probed = { first: { evaluation: 5, correction: 1 }, more: { evaluation: 35, correction: 4 } }
/**
 * Measures the cost of a run's end on some traces with the current weights.
 * @param limit s: if the first traces take longer, no more are used
 */
export async function measureEndCost(
  learner: Learner,
  { normalization, weights }: Pick<Checkpoint, 'normalization' | 'weights'>,
  engine: Engine,
  limit: number,
  signal: AbortSignal | undefined,
): Promise<EndCost> {
  const network = createTrainedNetwork(learner, { normalization, errors: null }, weights.slice(), engine)
  const seconds = async (work: () => Promise<unknown>): Promise<number> => {
    await setImmediate()
    signal?.throwIfAborted()
    const worked = createWorkClock()
    await work()
    return worked()
  }
  try {
    const stopped = (): boolean => signal?.aborted ?? false
    const evaluate = (traces: number) =>
      seconds(() => evaluateNetwork(learner, normalization, network, traces, 1, stopped))
    const correct = (traces: number) =>
      seconds(async () => {
        const few = { least: traces, most: traces, seconds: 0 }
        for await (const _ of sampleCorrected(learner.prior, network, few, 1, signal)) await setImmediate()
      })
    // Each call starts from scratch, so that the difference in time is that of the additional traces.
    const each = async (kind: keyof typeof probed.first, of: (traces: number) => Promise<number>) => {
      const [few, more] = [probed.first[kind], probed.more[kind]]
      const begun = await of(few)
      if (begun > limit) return begun / few
      return Math.max(0, (await of(more)) - begun) / (more - few)
    }
    const corrects = network.gives === 'posterior' && learner.prior.noiseModel.hasLikelihood
    return {
      evaluation: await each('evaluation', evaluate),
      correction: corrects ? await each('correction', correct) : 0,
    }
  } finally {
    network.dispose()
  }
}

/** Shares of the time budget for the end of a run: evaluation at least, correction usually, at most. */
const shares = { evaluation: 0.12, correction: 0.15, tooMuch: 0.25 }
/** Share of the time, before the cost of the end has been measured. */
const assumedShare = 0.15
/** Calibrating and recalibrating the network alone costs as much as evaluating this many traces. */
const calibrationAsTraces = 800

/** The plan of the end of a run. */
export interface EndPlan {
  evaluationTraces: number
  /** Whether there is time to calibrate importance sampling. */
  corrects: boolean
  /** s: of evaluation and calibration of the network; and including the correction. */
  evaluationSeconds: number
  seconds: number
}

/**
 * Plans the end of a run with a time budget in s: on the usual numbers of traces, or as many as fit in a share of the
 * budget. The correction is omitted where its minimum number of traces would take too long.
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
    return { evaluationTraces: evaluation.most, corrects: true, evaluationSeconds: seconds / 2, seconds }
  }
  const count = ({ least, most }: { least: number; most: number }, share: number, each: number): number =>
    Math.max(least, Math.min(most, Math.floor((share * total) / Math.max(each, 1e-6))))
  const evaluationTraces = count(evaluation, shares.evaluation, cost.evaluation)
  const evaluationSeconds = (evaluationTraces + calibrationAsTraces) * cost.evaluation
  const corrects = correction.least * cost.correction <= shares.tooMuch * total
  const corrected = corrects ? cost.correction * count(correction, shares.correction, cost.correction) : 0
  return { evaluationTraces, corrects, evaluationSeconds, seconds: evaluationSeconds + corrected }
}

import type { EstimateResult } from '../../src-main/contract/compute.ts'
import type { EstimateStage } from '../../src-main/inference/estimate/estimate.ts'

/** Runs an estimate to its end. */
export function resultOf(steps: Generator<EstimateStage, EstimateResult>): EstimateResult {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

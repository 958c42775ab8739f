import type { CrossCheckStage } from '../contract/cross-check.ts'
import type { EstimateEvent } from '../contract/estimates.ts'
import { fixed, percent } from '../contract/numbers.ts'
import type { EstimateStage } from '../inference/estimate/estimate.ts'
import type { McmcProgress } from '../inference/mcmc/de-mcmc.ts'

/** Typical number of rounds, for the progress bar. */
const usualRounds = 5

/** A stage of an estimate in words, and its progress (0 … 1). */
export function progressOf(
  step: EstimateStage | { stage: 'loading' },
): Omit<Extract<EstimateEvent, { type: 'stage' }>, 'type'> {
  switch (step.stage) {
    case 'loading':
      return { stage: 'loading', text: 'loading the network', progress: 0.02 }
    case 'network':
      return { stage: 'network', text: 'running the network', progress: 0.1 }
    case 'weighing':
      return {
        stage: 'weighing',
        text:
          `importance sampling, round ${step.round + 1} of about ${Math.max(usualRounds, step.round + 1)}: ` +
          `${step.draws} draws, ESS ${percent(step.essFraction)}`,
        progress: 0.2 + 0.65 * (1 - Math.exp(-(step.round + 1) / usualRounds)),
      }
    case 'mcmc': {
      const agreement = Number.isFinite(step.rHat) ? `R̂ ${fixed(step.rHat, 3)}` : 'warming up'
      return {
        stage: 'weighing',
        text: `importance sampling did not converge, differential evolution MCMC: ${agreement}`,
        progress: 0.85 + (0.05 * step.evaluations) / step.of,
      }
    }
    case 'checking':
      return { stage: 'checking', text: 'checking the fit', progress: 0.88 }
    case 'sensitivity':
      return {
        stage: 'sensitivity',
        text: `sensitivity to ${step.symbol}, ${step.done + 1} of ${step.of}`,
        progress: 0.9 + (0.1 * step.done) / step.of,
      }
  }
}

/** Progress of a cross-check, in words. @param seconds since it began */
export function crossCheckStage(
  { progress, warmingUp, rHat, bulkEss, tailEss }: McmcProgress & { progress: number },
  seconds: number,
): CrossCheckStage {
  const agreement =
    warmingUp || !Number.isFinite(rHat)
      ? 'warming up'
      : `R̂ ${fixed(rHat, 3)}, ESS ${fixed(Math.min(bulkEss, tailEss), 0)}`
  return {
    type: 'stage',
    text: `differential evolution MCMC: ${agreement}`,
    progress,
    secondsLeft: progress > 0.01 ? (seconds * (1 - progress)) / progress : null,
  }
}

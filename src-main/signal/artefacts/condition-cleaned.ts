import type { ConditioningStep } from '../../contract/conditioning.ts'
import { condition } from '../conditioning/condition.ts'
import type { ObservationSource } from '../sweep.ts'
import { type Cleaned, withoutArtefacts } from './without-artefacts.ts'

/**
 * Removes artefacts from a sweep, then conditions it: filters would spread the artefacts.
 * @returns as `withoutArtefacts`, and what each conditioning step did
 * @throws NagumoError CONDITIONING_INVALID, TIME_UNEVEN
 */
export function conditionCleaned(
  source: ObservationSource,
  steps: readonly ConditioningStep[],
): Cleaned & { texts: string[] } {
  const cleaned = withoutArtefacts(source)
  const { samples, texts } = condition({ ...source, samples: cleaned.samples }, steps)
  const forSpikes =
    cleaned.forSpikes === cleaned.samples
      ? samples
      : condition({ ...source, samples: cleaned.forSpikes }, steps).samples
  return { samples, forSpikes, artefacts: cleaned.artefacts, texts }
}

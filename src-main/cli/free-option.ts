import type { PriorFile } from '../contract/priors.ts'
import { withFree } from '../model/composition/free-constant.ts'
import { trendName, withTrend } from '../model/composition/with-trend.ts'

export const freeUsage = `  --free NAME,…         constants to estimate beside the parameters, under what the neuron model believes of
                        them: gamma; and drift, a straight line that the level of a recording follows`

/** What `--free` names: nothing where it was not said. */
export function freeNames(text: string | undefined): string[] {
  return (text ?? '').split(',').flatMap((name) => (name.trim() ? [name.trim()] : []))
}

/**
 * The prior to apply in place of the model’s: the one that was given, or the model's own, with constants set free.
 * @returns undefined where the model's own is to stay
 * @throws NagumoError PRIOR_INVALID where a constant can't be estimated beside the rest
 */
export function priorWithFree(
  own: PriorFile,
  given: PriorFile | undefined,
  names: readonly string[],
): PriorFile | undefined {
  return names.length === 0 ? given : names.reduce(freed, given ?? own)
}

function freed(file: PriorFile, name: string): PriorFile {
  return name === trendName ? withTrend(file) : withFree(file, name)
}

import type { PriorFile } from '../contract/priors.ts'
import { withFree } from '../model/composition/free-constant.ts'

export const freeUsage = `  --free NAME,…         constants to estimate beside the parameters, under what the neuron model believes of
                        them: gamma`

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
  return names.length === 0 ? given : names.reduce(withFree, given ?? own)
}

import { composeForward } from './forward.ts'
import type { Prior } from './prior.ts'

/**
 * A prior whose predictions use the design of these data, where the observable has one (Observable.given); else the
 * prior itself.
 */
export function priorGiven(prior: Prior, data: ArrayLike<number>): Prior {
  const { given } = prior.observable
  if (!given) return prior
  const observable = given(data)
  return { ...prior, observable, forward: composeForward({ ...prior.forward, observable }) }
}

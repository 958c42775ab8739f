import type { PriorChange, PriorFile } from '../../contract/priors.ts'
import { withFree } from './free-constant.ts'
import { withWider } from './wider-prior.ts'
import { trendName, withTrend } from './with-trend.ts'

/**
 * A prior with fixed entries set free (constants; a drift of the level, which it lacks) and with wider limits.
 * @throws NagumoError PRIOR_INVALID with the reason where a change is impossible
 */
export function changePrior(file: PriorFile, { free = [], widen = {} }: PriorChange): PriorFile {
  const freed = free.reduce(
    (prior, name) => (name === trendName ? withTrend(prior) : withFree(prior, name)),
    file,
  )
  return Object.entries(widen).reduce((prior, [name, value]) => withWider(prior, name, value), freed)
}

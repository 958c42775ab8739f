import type { Random } from '../../model/random.ts'

/**
 * A draw from a univariate density by slice sampling, stepping out and shrinking (Neal 2003).
 * @param x current state of the chain @param width of the initial interval @param limits of the support
 */
export function sliceStep(
  logDensity: (x: number) => number,
  x: number,
  width: number,
  [least, most]: readonly [number, number],
  random: Random,
): number {
  const level = logDensity(x) + Math.log(random.uniform())
  let from = Math.max(least, x - width * random.uniform())
  let to = Math.min(most, from + width)
  while (from > least && logDensity(from) > level) from = Math.max(least, from - width)
  while (to < most && logDensity(to) > level) to = Math.min(most, to + width)
  for (;;) {
    const at = from + (to - from) * random.uniform()
    if (logDensity(at) >= level || to - from < 1e-12) return to - from < 1e-12 ? x : at
    if (at < x) from = at
    else to = at
  }
}

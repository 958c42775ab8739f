/**
 * Steps of a cycle: no more than 1 mV, and as the cube root of 1/(q|V̈|) between these two (ms), at most half as long
 * again as the one before. An error of the third order in a step, about q|V̈|, is then the same in the bend before an
 * upstroke, where intervals are decided, as in a spike; a straight line between two samples is off by a few µV.
 */
export const stepRule = { change: 1, bend: 0.045, shortest: 0.004, longest: 0.5, growth: 1.5 }

/**
 * The next step, ms.
 * @param step the last one
 * @param slope |V̇| over it, mV/ms
 * @param jerk q|V̈|, mV/ms³ but for a factor
 * @param scale of all steps
 */
export function nextStep(step: number, slope: number, jerk: number, scale: number): number {
  const wanted = Math.min(stepRule.change / slope, stepRule.bend / Math.cbrt(jerk), stepRule.longest)
  return Math.min(stepRule.growth * step, scale * Math.max(stepRule.shortest, wanted))
}

/**
 * Steps of a cycle: no more than 1 mV, and proportional to 1/∛(q|V̈|) between `shortest` and `longest` (ms), growing at
 * most 1.5-fold. The third-order error of a step, about q|V̈|, is then the same in the bend before an upstroke, which
 * determines the interval, as in a spike; linear interpolation between two samples is off by a few µV.
 */
export const stepRule = { change: 1, bend: 0.045, shortest: 0.004, longest: 0.5, growth: 1.5 }

/**
 * The next step, ms.
 * @param step the last one, ms
 * @param slope |V̇| over it, mV/ms
 * @param jerk q|V̈|, mV/ms³ up to a factor
 * @param scale factor on all steps
 */
export function nextStep(step: number, slope: number, jerk: number, scale: number): number {
  const wanted = Math.min(stepRule.change / slope, stepRule.bend / Math.cbrt(jerk), stepRule.longest)
  return Math.min(stepRule.growth * step, scale * Math.max(stepRule.shortest, wanted))
}

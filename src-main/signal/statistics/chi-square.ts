import { logGamma } from './log-gamma.ts'

/** Probability that a χ² variable with `degrees` degrees of freedom exceeds x: the regularized Γ(k/2, x/2). */
export function chiSquareSurvival(x: number, degrees: number): number {
  const a = degrees / 2
  const t = x / 2
  if (!(t > 0)) return 1
  const scale = Math.exp(a * Math.log(t) - t - logGamma(a))
  if (t < a + 1) {
    // Series for the lower incomplete gamma function.
    let term = 1 / a
    let sum = term
    for (let n = 1; n < 1000 && term > sum * 1e-16; n++) {
      term *= t / (a + n)
      sum += term
    }
    return 1 - sum * scale
  }
  // Continued fraction for the upper one (Lentz).
  let b = t + 1 - a
  let c = 1e300
  let d = 1 / b
  let h = d
  for (let n = 1; n < 1000; n++) {
    const an = -n * (n - a)
    b += 2
    d = 1 / (an * d + b)
    c = b + an / c
    h *= d * c
    if (Math.abs(d * c - 1) < 1e-15) break
  }
  return scale * h
}

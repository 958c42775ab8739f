/** Prior of offset or gain: normal; fixed where the variance is 0. */
export interface Scale {
  mean: number
  variance: number
}

/** Conditional posterior of offset and gain: normal, as means and a lower triangular root of the covariance. */
export interface ScalePosterior {
  offset: number
  gain: number
  root: [number, number, number]
}

/**
 * log p(d | u, s, ρ) with V = offset + gain·u and both integrated out (a linear model with normal priors: generalized
 * least squares). With X = (1, u), prior means μ and variances V, r = d − Xμ, M = Xᵀ R⁻¹ X/s², b = Xᵀ R⁻¹ r/s²:
 *
 *     −2 log p = n log 2πs² + log|R| + log|I + V M| + rᵀ R⁻¹ r/s² − bᵀ (V⁻¹ + M)⁻¹ b
 *
 * written with roots of V, so that a variance may be 0.
 * @param forms (11, 1u, uu, 1d, ud, dd) as x R⁻¹ y (scale-sums.ts)
 * @param count samples
 * @param logDeterminant log |R|
 * @param posterior receives offset and gain given all this
 */
export function logScaleIntegral(
  forms: Float64Array,
  count: number,
  logDeterminant: number,
  s: number,
  offset: Scale,
  gain: Scale,
  posterior: ScalePosterior,
): number {
  const [f11, f1u, fuu, f1d, fud, fdd] = forms
  const precision = 1 / (s * s)
  const [o, g] = [offset.mean, gain.mean]
  const rr = fdd - 2 * o * f1d - 2 * g * fud + o * o * f11 + 2 * o * g * f1u + g * g * fuu
  const [vo, vg] = [Math.sqrt(offset.variance), Math.sqrt(gain.variance)]
  // A = I + V^½ M V^½, c = V^½ b
  const a11 = 1 + vo * vo * f11 * precision
  const a12 = vo * vg * f1u * precision
  const a22 = 1 + vg * vg * fuu * precision
  const c1 = vo * (f1d - o * f11 - g * f1u) * precision
  const c2 = vg * (fud - o * f1u - g * fuu) * precision
  const determinant = a11 * a22 - a12 * a12
  const x1 = (a22 * c1 - a12 * c2) / determinant
  const x2 = (a11 * c2 - a12 * c1) / determinant
  posterior.offset = o + vo * x1
  posterior.gain = g + vg * x2
  // Covariance V^½ A⁻¹ V^½, by its root.
  const root11 = vo * Math.sqrt(a22 / determinant)
  const cov12 = (-vo * vg * a12) / determinant
  const root21 = root11 > 0 ? cov12 / root11 : 0
  posterior.root[0] = root11
  posterior.root[1] = root21
  posterior.root[2] = Math.sqrt(Math.max(0, (vg * vg * a11) / determinant - root21 * root21))
  return (
    -0.5 *
    (count * Math.log(2 * Math.PI * s * s) +
      logDeterminant +
      Math.log(determinant) +
      rr * precision -
      (c1 * x1 + c2 * x2))
  )
}

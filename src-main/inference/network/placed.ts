import type { Mixture } from '../mixture.ts'

/** The distribution of origin + scale·z for z from the mixture, for each coordinate. */
export function placed(
  mixture: Mixture,
  { origin, scale }: { origin: Float64Array; scale: Float64Array },
): Mixture {
  const { dimension: D, means, factors } = mixture
  return {
    ...mixture,
    means: means.map((m, i) => origin[i % D] + scale[i % D] * m),
    factors: factors.map((a, i) => a / scale[i % D]),
  }
}

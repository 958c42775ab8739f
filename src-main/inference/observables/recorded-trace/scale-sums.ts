import type { Gaps } from '../../../signal/gaps.ts'

/**
 * x R⁻¹ y for x, y among 1, the membrane potential u and the recording d, as polynomials in ρ: for adjacent samples
 * without a gap Σ (xᵢ − ρ xⱼ)(yᵢ − ρ yⱼ) = Σ xᵢyᵢ + ρ² Σ xⱼyⱼ − ρ Σ (xᵢyⱼ + xⱼyᵢ). Gaps are few and are summed one by
 * one.
 */
export interface ScaleSums {
  /** Computes the sums of u[from …), at the samples of the recording. */
  take(u: Float32Array, from: number): void
  /** The quadratic forms (11, 1u, uu, 1d, ud, dd) at ρ. */
  forms(rho: number, out: Float64Array): void
}

export function createScaleSums(d: Float32Array, gaps: Gaps): ScaleSums {
  const { runs, first } = gaps
  // Sums of 1 and d, computed once: [Σᵢ, Σⱼ, cross] each.
  const ones = [0, 0, 0]
  const oneData = [0, 0, 0]
  const data = [0, 0, 0]
  for (const { from, to } of runs) {
    for (let i = from + 1; i < to; i++) {
      ones[0]++
      ones[1]++
      ones[2] += 2
      oneData[0] += d[i]
      oneData[1] += d[i - 1]
      oneData[2] += d[i] + d[i - 1]
      data[0] += d[i] * d[i]
      data[1] += d[i - 1] * d[i - 1]
      data[2] += 2 * d[i] * d[i - 1]
    }
  }
  const oneU = [0, 0, 0]
  const uu = [0, 0, 0]
  const uData = [0, 0, 0]
  let trace: Float32Array = new Float32Array(0)
  let at = 0
  return {
    take(u, start) {
      trace = u
      at = start
      let [u1, u2, squares1, squares2, cross, data1, data2, mixed] = [0, 0, 0, 0, 0, 0, 0, 0]
      for (const { from, to } of runs) {
        let before = u[start + from]
        let dBefore = d[from]
        for (let i = from + 1; i < to; i++) {
          const now = u[start + i]
          const dNow = d[i]
          u1 += now
          u2 += before
          squares1 += now * now
          squares2 += before * before
          cross += now * before
          data1 += now * dNow
          data2 += before * dBefore
          mixed += now * dBefore + before * dNow
          before = now
          dBefore = dNow
        }
      }
      oneU[0] = u1
      oneU[1] = u2
      oneU[2] = u1 + u2
      uu[0] = squares1
      uu[1] = squares2
      uu[2] = 2 * cross
      uData[0] = data1
      uData[1] = data2
      uData[2] = mixed
    },
    forms(rho, out) {
      const form = ([now, before, cross]: number[]): number =>
        (now + rho * rho * before - rho * cross) / (1 - rho * rho)
      const [u0, d0] = [trace[at + first], d[first]]
      out[0] = 1 + form(ones)
      out[1] = u0 + form(oneU)
      out[2] = u0 * u0 + form(uu)
      out[3] = d0 + form(oneData)
      out[4] = u0 * d0 + form(uData)
      out[5] = d0 * d0 + form(data)
      for (let g = 1; g < runs.length; g++) {
        const [i, j] = [runs[g].from, runs[g - 1].to - 1]
        const r = rho ** (i - j)
        const c = 1 - r * r
        const x = 1 - r
        const y = trace[at + i] - r * trace[at + j]
        const z = d[i] - r * d[j]
        out[0] += (x * x) / c
        out[1] += (x * y) / c
        out[2] += (y * y) / c
        out[3] += (x * z) / c
        out[4] += (y * z) / c
        out[5] += (z * z) / c
      }
    },
  }
}

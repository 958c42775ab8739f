/** Phases of a cycle at which a series is evaluated. */
export const bins = 256
const half = bins / 2
const quarter = bins / 4
export const mostHarmonics = 32

/** cos and sin of 2π k b/bins for k = 1 … 32, b = 0 … bins/4: the rest of the circle follows by symmetry. */
const cosines = table(Math.cos)
const sines = table(Math.sin)

function table(of: (x: number) => number): Float64Array[] {
  return Array.from({ length: mostHarmonics }, (_, k) =>
    Float64Array.from({ length: quarter + 1 }, (_, b) => of((2 * Math.PI * (k + 1) * b) / bins)),
  )
}

/**
 * Σ re_k cos kφ − im_k sin kφ over the first K harmonics at the phases φ of the bins, by quarters: b, −b, half − b and
 * half + b differ in signs only.
 * @param out bins + 1 values; the first is repeated at the end
 */
export function seriesAtBins(
  mean: number,
  re: Float64Array,
  im: Float64Array,
  K: number,
  out: Float64Array,
): void {
  for (let b = 0; b <= quarter; b++) {
    let evenC = 0
    let oddC = 0
    let evenS = 0
    let oddS = 0
    for (let k = 0; k < K; k += 2) {
      oddC += re[k] * cosines[k][b]
      oddS += im[k] * sines[k][b]
    }
    for (let k = 1; k < K; k += 2) {
      evenC += re[k] * cosines[k][b]
      evenS += im[k] * sines[k][b]
    }
    const c = evenC + oddC
    const s = evenS + oddS
    const d = evenC - oddC
    const t = oddS - evenS
    out[b] = mean + c - s
    out[bins - b] = mean + c + s
    out[half - b] = mean + d - t
    out[half + b] = mean + d + t
  }
}

/**
 * Σ over bins of sums_b cos kφ and of −sums_b sin kφ for the first K harmonics.
 * @param sums bins + 1 values; the last is added to the first
 */
export function harmonicsOfBins(sums: Float64Array, K: number, re: Float64Array, im: Float64Array): void {
  re.fill(0, 0, K)
  im.fill(0, 0, K)
  for (let b = 0; b <= quarter; b++) {
    // At the ends of the quarter some of the four bins coincide.
    const last = b === 0 ? sums[bins] : b === quarter ? 0 : sums[bins - b]
    const middle = b === quarter ? 0 : sums[half - b]
    const after = b === 0 ? 0 : sums[half + b]
    const c = sums[b] + last
    const s = b === 0 ? 0 : sums[b] - (b === quarter ? 0 : sums[bins - b])
    const d = middle + after
    const t = middle - after
    for (let k = 0; k < K; k++) {
      const sign = k % 2 === 0 ? -1 : 1
      re[k] += cosines[k][b] * (c + sign * d)
      im[k] -= sines[k][b] * (s - sign * t)
    }
  }
}

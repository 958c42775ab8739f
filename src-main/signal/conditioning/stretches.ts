/** The stretches of a trace between its gaps: first sample, and the one after the last. */
export function stretchesOf(x: Float64Array): { from: number; to: number }[] {
  const stretches: { from: number; to: number }[] = []
  for (let i = 0; i < x.length; i++) {
    if (Number.isNaN(x[i])) continue
    const from = i
    while (i + 1 < x.length && !Number.isNaN(x[i + 1])) i++
    stretches.push({ from, to: i + 1 })
  }
  return stretches
}

/** Applies `work` to each stretch between gaps; missing samples stay missing. */
export function eachStretch(x: Float64Array, work: (stretch: Float64Array) => Float64Array): Float64Array {
  const out = x.slice()
  for (const { from, to } of stretchesOf(x)) out.set(work(x.subarray(from, to)), from)
  return out
}

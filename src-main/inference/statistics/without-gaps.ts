/** A trace with straight lines across missing samples (NaN), for what only wants to look at it. */
export function withoutGaps(trace: Float32Array): Float32Array {
  if (!trace.some(Number.isNaN)) return trace
  const filled = trace.slice()
  let before = -1
  for (let i = 0; i <= trace.length; i++) {
    if (i < trace.length && Number.isNaN(trace[i])) continue
    const [left, right] = [before < 0 ? i : before, i < trace.length ? i : before]
    for (let j = before + 1; j < i; j++) {
      const share = right > left ? (j - left) / (right - left) : 0
      filled[j] = trace[left] + share * (trace[right] - trace[left])
    }
    before = i
  }
  return filled
}

/**
 * Traces with linear interpolation across each gap (NaN samples), for a network that needs a number everywhere: it
 * only proposes, and the exact likelihood ignores missing samples.
 * @param traces rows of `points` samples
 * @returns the same array where nothing is missing
 */
export function withoutGaps(traces: Float32Array, points: number): Float32Array {
  if (!traces.some(Number.isNaN)) return traces
  const filled = traces.slice()
  for (let row = 0; row < filled.length; row += points) fill(filled.subarray(row, row + points))
  return filled
}

function fill(trace: Float32Array): void {
  let before = -1
  for (let i = 0; i <= trace.length; i++) {
    if (i < trace.length && Number.isNaN(trace[i])) continue
    if (i - before > 1) {
      const from = before >= 0 ? trace[before] : i < trace.length ? trace[i] : 0
      const to = i < trace.length ? trace[i] : from
      for (let j = before + 1; j < i; j++) trace[j] = from + ((to - from) * (j - before)) / (i - before)
    }
    before = i
  }
}

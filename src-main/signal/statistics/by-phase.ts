/** Statistics of a series in one phase bin of the cycle. */
export interface PhaseBin {
  count: number
  mean: number
  /** About the bin's mean. */
  variance: number
}

/**
 * A series binned by phase: `bins` equal parts of the time from one event to the next. Missing values (NaN) and those
 * before the first event or after the last are left out.
 * @param t ascending @param events ascending
 */
export function byPhase(
  x: ArrayLike<number>,
  t: ArrayLike<number>,
  events: readonly number[],
  bins: number,
): PhaseBin[] {
  const values = Array.from({ length: bins }, (): number[] => [])
  let k = 0
  for (let i = 0; i < x.length; i++) {
    while (k + 1 < events.length && t[i] >= events[k + 1]) k++
    if (k + 1 >= events.length || t[i] < events[k] || Number.isNaN(x[i])) continue
    const phase = (t[i] - events[k]) / (events[k + 1] - events[k])
    values[Math.min(bins - 1, Math.floor(phase * bins))].push(x[i])
  }
  return values.map((own) => {
    const count = own.length
    const mean = count > 0 ? own.reduce((s, v) => s + v, 0) / count : 0
    const variance = count > 0 ? own.reduce((s, v) => s + (v - mean) ** 2, 0) / count : 0
    return { count, mean, variance }
  })
}

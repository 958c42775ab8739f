import type { UpState } from './up-states.ts'

const phases = 32

/**
 * Share of variance explained by the mean cycle, from rise to rise, and the height of that cycle. Cycles are stretched
 * to one length; longer ones are pauses and left out.
 * @returns explained: 0 … 1, share of the variance
 */
export function explainedByCycle(
  x: Float64Array,
  states: readonly UpState[],
  longest: number,
): { explained: number; high: number } {
  const sums = new Float64Array(phases)
  const counts = new Float64Array(phases)
  let [sum, squares, count] = [0, 0, 0]
  for (let k = 0; k + 1 < states.length; k++) {
    const [from, to] = [states[k].rise, states[k + 1].rise]
    if (to - from > longest) continue
    for (let i = Math.ceil(from); i < to; i++) {
      if (Number.isNaN(x[i])) continue
      const phase = Math.floor(((i - from) / (to - from)) * phases)
      sums[phase] += x[i]
      counts[phase]++
      sum += x[i]
      squares += x[i] * x[i]
      count++
    }
  }
  const mean = sum / count
  let [between, high] = [0, Number.NEGATIVE_INFINITY]
  for (let phase = 0; phase < phases; phase++) {
    if (counts[phase] === 0) continue
    const level = sums[phase] / counts[phase]
    between += counts[phase] * (level - mean) ** 2
    high = Math.max(high, level)
  }
  return { explained: between / (squares - count * mean * mean), high }
}

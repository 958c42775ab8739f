/** The estimate of one trace whose true parameters are known. */
export interface Outcome {
  seed: number
  trace: number
  level: 'ok' | 'caution' | 'unreliable'
  /** The first failed check. */
  flag: string | null
  ess: number
  paretoK: number
  seconds: number
  /** Parameters whose true value lies outside the prior in the units that the program chose. */
  outside: string[]
  /**
   * Rank of each parameter: fraction of the posterior's draws below the true value; none where no numbers were given.
   */
  ranks: Record<string, number>
}

export const levels = [0.5, 0.8, 0.9, 0.95]
const bins = 20

/**
 * Calibration of a parameter's posteriors: coverage of central intervals, and tests of rank uniformity (χ² with 20 bins
 * and the Kolmogorov–Smirnov distance, each with its p).
 */
export function calibrationOf(ranks: readonly number[]) {
  const n = ranks.length
  const coverage = levels.map((level) => ranks.filter((r) => Math.abs(r - 0.5) < level / 2).length / n)
  const counts = new Float64Array(bins)
  for (const r of ranks) counts[Math.min(bins - 1, Math.floor(r * bins))]++
  const expected = n / bins
  const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
  const sorted = ranks.slice().sort((a, b) => a - b)
  const distance = sorted.reduce((most, r, i) => Math.max(most, r - i / n, (i + 1) / n - r), 0)
  return { n, coverage, counts, chiSquare, distance, p: kolmogorovP(distance, n) }
}

/** P(D > d) for the Kolmogorov–Smirnov distance of n uniform numbers (Stephens 1970: accurate from n = 5 on). */
function kolmogorovP(distance: number, n: number): number {
  const x = distance * (Math.sqrt(n) + 0.12 + 0.11 / Math.sqrt(n))
  let sum = 0
  for (let k = 1; k <= 100; k++) sum += 2 * (-1) ** (k - 1) * Math.exp(-2 * (k * x) ** 2)
  return Math.min(1, Math.max(0, x < 0.2 ? 1 : sum))
}

/** Numbers were given, and the true value is within the prior: no posterior can cover what the prior excludes. */
export function isCounted({ ranks, outside }: Outcome): boolean {
  return Object.keys(ranks).length > 0 && outside.length === 0
}

/** The same as text: coverage and, in brackets, its deviation in standard errors. */
export function tableOf(outcomes: readonly Outcome[]): Record<string, Record<string, string | number>> {
  const told = outcomes.filter(isCounted)
  const names = told.length > 0 ? Object.keys(told[0].ranks) : []
  return Object.fromEntries(
    names.map((name) => {
      const { n, coverage, chiSquare, distance, p } = calibrationOf(told.map(({ ranks }) => ranks[name]))
      const row: Record<string, string | number> = { n }
      levels.forEach((level, k) => {
        const error = Math.sqrt((level * (1 - level)) / n)
        const off = (coverage[k] - level) / error
        row[`${100 * level} %`] = `${coverage[k].toFixed(3)} (${off >= 0 ? '+' : ''}${off.toFixed(1)})`
      })
      row['χ² of 19'] = chiSquare.toFixed(1)
      row['KS, p'] = `${distance.toFixed(3)}, ${p.toFixed(2)}`
      return [name, row]
    }),
  )
}

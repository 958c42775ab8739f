import type { Calibration, Coverage, RankTests, TarpCalibration } from '../../contract/calibration.ts'
import { fixed } from '../../contract/numbers.ts'
import { whole } from '../../contract/report-words.ts'

/** Miscalibration of a parameter's posterior, or of the joint one. */
export type Fault = 'narrow' | 'wide' | 'low' | 'high' | 'shape'

/** @param chance probability that each test fails for a correct posterior */
export function faultsOf(ranks: RankTests | null, coverage: readonly Coverage[], chance: number): Fault[] {
  const faults = new Set<Fault>()
  for (const { level, found, passed } of coverage) if (!passed) faults.add(found < level ? 'narrow' : 'wide')
  if (ranks) {
    const { histogram, mean, spread } = ranks.probabilities
    // A biased posterior has low coverage too; so the spread is reported only without bias, or where no interval has
    // shown it.
    if (spread < chance && faults.size === 0) faults.add(ranks.spread > 1 / 3 ? 'narrow' : 'wide')
    if (mean < chance) faults.add(ranks.mean > 0.5 ? 'low' : 'high')
    if (histogram < chance && faults.size === 0) faults.add('shape')
  }
  return [...faults]
}

/** @param symbol of the parameter: θ₀ */
export function parameterWords(
  symbol: string,
  ranks: RankTests,
  coverage: readonly Coverage[],
  faults: readonly Fault[],
  traces: number,
): string {
  const shown = mostTelling(coverage)
  const verdict = faults
    .filter((fault) => fault === 'narrow' || fault === 'wide')
    .map((fault) => (fault === 'narrow' ? 'they are too narrow (overconfident)' : 'they are too wide'))
  const intervals = `The ${per(shown.level, 0)} intervals of ${symbol} contain the true value in ${heldIn(shown, traces)}`
  const rest = faults.flatMap((fault) => {
    if (fault === 'low' || fault === 'high') {
      const mean = fixed(100 * ranks.mean, 1)
      return [`Its values are too ${fault}: the truth’s mean rank is ${mean} % (50 % if right).`]
    }
    return fault === 'shape'
      ? ['The shape of its posterior is wrong: the ranks of the true value are not uniform.']
      : []
  })
  return [verdict.length ? `${intervals}: ${verdict.join('; ')}.` : `${intervals}.`, ...rest].join(' ')
}

export function densityWords(
  coverage: readonly Coverage[],
  faults: readonly Fault[],
  traces: number,
): string {
  const shown = mostTelling(coverage)
  const region = `The densest ${per(shown.level, 0)} of the joint posterior contain the true value in ${heldIn(shown, traces)}`
  if (faults.includes('narrow') && faults.includes('wide')) {
    return `${region}: the correlations between parameters are wrong.`
  }
  if (faults.includes('narrow')) return `${region}: it is too narrow (overconfident).`
  return faults.includes('wide') ? `${region}: it is too wide.` : `${region}.`
}

export function tarpWords({ distance, allowed, passed }: Omit<TarpCalibration, 'words'>): string {
  const measure = `Joint coverage (TARP) is correct to within ${fixed(100 * distance, 1)} percentage points (up to ${fixed(100 * allowed, 1)} expected by chance)`
  if (passed) return `${measure}.`
  return `Joint coverage (TARP) is wrong: ${fixed(100 * distance, 1)} percentage points off (up to ${fixed(100 * allowed, 1)} expected by chance).`
}

/** @param byParameter faults of each parameter, by its symbol */
export function calibrationWords(
  { traces, draws, thin, density, tarp, passed }: Omit<Calibration, 'words'>,
  byParameter: readonly { symbol: string; faults: readonly Fault[] }[],
): string {
  const sampled = thin > 0 ? ` In ${thin} of them there were fewer than ${draws} effective draws.` : ''
  const where = `On ${whole(traces)} fresh traces`
  if (passed) return `${where} the posterior is calibrated: all tests pass.${sampled}`
  const having = (fault: Fault): string =>
    byParameter
      .filter(({ faults }) => faults.includes(fault))
      .map(({ symbol }) => symbol)
      .join(', ')
  const said = (
    [
      ['narrow', 'overconfident for'],
      ['wide', 'underconfident for'],
      ['low', 'values too low for'],
      ['high', 'values too high for'],
      ['shape', 'wrong shape for'],
    ] as const
  ).flatMap(([fault, text]) => (having(fault) ? [`${text} ${having(fault)}`] : []))
  if (!density.passed || !tarp.passed) said.push(jointFault(faultsOf(null, density.coverage, 0)))
  return `${where} the posterior is not calibrated: ${said.join('; ')}.${sampled}`
}

function jointFault(faults: readonly Fault[]): string {
  if (faults.length !== 1) return 'joint posterior wrong'
  return faults[0] === 'narrow' ? 'joint posterior overconfident' : 'joint posterior too wide'
}

/** Of the levels that failed, the 90 % one if among them, or else the first; 90 % where none failed. */
function mostTelling(coverage: readonly Coverage[]): Coverage {
  const failed = coverage.filter(({ passed }) => !passed)
  const usual = (of: readonly Coverage[]) => of.find(({ level }) => level === 0.9)
  return usual(failed) ?? failed[0] ?? usual(coverage) ?? coverage[0]
}

function heldIn({ found, low, high }: Coverage, traces: number): string {
  return `${per(found)} of ${whole(traces)} traces (${fixed(100 * low, 1)}–${per(high)} would be chance)`
}

function per(share: number, decimals = 1): string {
  return `${fixed(100 * share, decimals)} %`
}

import { type Calibration, coverageLevels, rankBins } from '../../contract/calibration.ts'
import type { ParameterDescription } from '../../contract/common.ts'
import { binomialBand } from './binomial.ts'
import { centralCoverage, densityCoverage } from './coverage.ts'
import { countRanks, testRanks } from './rank-tests.ts'
import { testTarp } from './tarp.ts'
import type { TraceRanks } from './trace-ranks.ts'
import { calibrationWords, densityWords, faultsOf, parameterWords, tarpWords } from './words.ts'

/** Familywise false-positive rate: share of the calibrations of a correct posterior in which any test fails. */
const falseAlarms = 0.05
/** Probability that a bin of a histogram lies outside its band by chance. */
const binChance = 0.01

/** The data of a calibration. */
export interface CalibrationSample {
  /** One per trace. */
  ranks: readonly TraceRanks[]
  /** Draws from each trace's posterior; one less than a multiple of 40. */
  draws: number
  seed: number
  /** Number of traces whose posterior had an effective sample size below `draws`. */
  thin: number
}

/**
 * Tests posteriors against the truth: ranks and central intervals of each parameter, highest-density regions and TARP
 * for all jointly. The tests' levels are Bonferroni-corrected, so that a correct posterior fails any of them in at
 * most one calibration of twenty.
 * @param parameters in the order of the ranks
 */
export function judgeCalibration(
  { ranks, draws, seed, thin }: CalibrationSample,
  parameters: readonly Pick<ParameterDescription, 'name' | 'symbol'>[],
): Calibration {
  const traces = ranks.length
  const levels = coverageLevels.length
  const tests = parameters.length * (3 + levels) + levels + 1
  const chance = falseAlarms / tests

  const found = parameters.map(({ name, symbol }, j) => {
    const own = Int32Array.from(ranks, (trace) => trace.parameters[j])
    const tested = testRanks(own, draws, chance)
    const coverage = centralCoverage(own, draws, chance)
    const faults = faultsOf(tested, coverage, chance)
    const passed = tested.passed && coverage.every((one) => one.passed)
    const words = parameterWords(symbol, tested, coverage, faults, traces)
    return { name, symbol, faults, result: { ranks: tested, coverage, passed, words } }
  })
  const densityRanks = Int32Array.from(ranks, (trace) => trace.density)
  const joint = densityCoverage(densityRanks, draws, chance)
  const tarp = testTarp(
    Int32Array.from(ranks, (trace) => trace.tarp),
    draws,
    chance,
  )
  const density = {
    counts: countRanks(densityRanks, draws),
    coverage: joint,
    passed: joint.every((one) => one.passed),
    words: densityWords(joint, faultsOf(null, joint, chance), traces),
  }
  const bands = Array.from({ length: rankBins - 1 }, (_, i) =>
    binomialBand(traces, (i + 1) / rankBins, chance),
  )
  const calibration = {
    traces,
    draws,
    seed,
    thin,
    falseAlarms,
    binBand: binomialBand(traces, 1 / rankBins, binChance),
    coverageBand: { low: bands.map(({ low }) => low / traces), high: bands.map(({ high }) => high / traces) },
    parameters: Object.fromEntries(found.map(({ name, result }) => [name, result])),
    density,
    tarp: { ...tarp, words: tarpWords(tarp) },
    passed: found.every(({ result }) => result.passed) && density.passed && tarp.passed,
  }
  return { ...calibration, words: calibrationWords(calibration, found) }
}

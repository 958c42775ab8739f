import { type Calibration, coverageLevels, rankBins } from '../../contract/calibration.ts'
import type { ParameterDescription } from '../../contract/common.ts'
import { binomialBand } from './binomial.ts'
import { centralCoverage, densityCoverage } from './coverage.ts'
import { countRanks, testRanks } from './rank-tests.ts'
import { testTarp } from './tarp.ts'
import type { TraceRanks } from './trace-ranks.ts'
import { calibrationWords, densityWords, faultsOf, parameterWords, tarpWords } from './words.ts'

/** Of all calibrations of a right posterior, the share that may fail in some test by chance. */
const falseAlarms = 0.05
/** A bin of a histogram may lie outside its band this often. */
const binChance = 0.01

/** What a calibration was made of. */
export interface CalibrationSample {
  /** One a trace. */
  ranks: readonly TraceRanks[]
  /** Draws from each trace's posterior; one less than a multiple of 40. */
  draws: number
  seed: number
  /** Traces whose posterior was sampled with fewer effective draws than that. */
  thin: number
}

/**
 * Holds posteriors against the truth: ranks and central intervals of each parameter, regions of highest density and
 * random points for all of them together. Each test may fail a right posterior so rarely (Bonferroni) that all of
 * them together do so in at most one calibration of twenty.
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

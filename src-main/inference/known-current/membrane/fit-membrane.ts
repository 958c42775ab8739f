import type { CellProtocol, MembraneResult } from '../../../contract/cells.ts'
import { fixed } from '../../../contract/numbers.ts'
import type { Reason } from '../../../contract/reports.ts'
import type { Family } from '../../../signal/family/family.ts'
import { median, quantile, sortedSample } from '../../../signal/robust.ts'
import { type FitOptions, type FitSteps, runToEnd } from '../fit-options.ts'
import { withoutMembrane } from '../without-parameters.ts'
import { cellEstimates, type MeasuredSweep, measureSweeps } from './cell-estimates.ts'
import { membraneParameters, type Named } from './parameters.ts'
import { membraneReasons, tauAtEnd } from './reasons.ts'
import { refusedAfter, refusedBefore } from './refusals.ts'
import { currentVoltage, shownFit, sweepTable } from './shown-fits.ts'
import { type SilentSweep, type SilentSweeps, silentSweeps } from './silent-sweeps.ts'
import { type CellFits, fitSweeps } from './sweep-fits.ts'
import { sweepSums } from './sweep-sums.ts'

/**
 * A sweep has an artefact where its residuals exceed this factor times the usual, and these mV and this share of its
 * displacement.
 */
const timesUsual = 3
const leastArtefact = 0.5
const ofDisplacement = 0.1

/**
 * The passive membrane of a cell, from its sweeps without a spike under a known current: V = E + Rs·I +
 * R·lowpass_τ(I) + S·lowpass_τ(lowpass_τs(I)) + AR(1) noise for each sweep by itself, then the cell at rest across
 * sweeps, which vary and whose resistance changes with the voltage. Insufficient data do not throw: the result states
 * the reasons.
 */
export function fitMembrane(family: Family, protocol: CellProtocol, options: FitOptions): MembraneResult {
  return runToEnd(fitMembraneBySteps(family, protocol, options))
}

/** `fitMembrane` in steps. */
export function* fitMembraneBySteps(
  family: Family,
  protocol: CellProtocol,
  { random }: FitOptions,
): FitSteps<MembraneResult> {
  const silent = silentSweeps(family, protocol)
  const before = refusedBefore(silent, protocol)
  if (before) return refused([before], silent)
  const fitted = yield* fitUsable(silent, protocol)
  const { sweeps, fits, measured } = fitted
  const rms = fits.sweeps.map(({ variance }) => Math.sqrt(variance))
  const after = refusedAfter(measured, rms, fitted.silent)
  const table = sweepTable(measured)
  const step = stepOf(protocol)
  if (after) {
    // Estimates of single sweeps are still reported where only their number is too small.
    return refused([after], fitted.silent, after.check === 'membraneSweeps' ? table : [])
  }
  const tells = measured.filter((own) => own.tells)
  const estimates = cellEstimates(tells)
  const duration = step ? step.to - step.from : null
  const range = rangeOf(sweeps)
  const named = membraneParameters(
    estimates,
    {
      range,
      holding: protocol.holding,
      amplitudes: tells.map(({ sweep }) => sweep.amplitude),
      duration,
      slow: fits.slow,
    },
    random.fork(1),
  )
  yield 0.8
  const reasons = membraneReasons({
    silent: fitted.silent,
    measured: tells,
    estimates,
    named,
    duration,
  })
  const drawn = random.fork(2)
  return {
    ...judged(reasons, named),
    reasons,
    parameters: tauAtEnd(named)
      ? [named.rIn, named.rs, named.rest]
      : [named.rIn, named.rs, named.tau, named.capacitance, named.rest, ...(named.sag ? [named.sag] : [])],
    range,
    sweeps: table,
    iv: currentVoltage(tells, step, silent.interval, estimates, random.fork(3)),
    fits: sweeps.map((sweep, k) => shownFit(sweep, fits.sweeps[k], fits.slow, silent.interval, drawn)),
  }
}

interface Fitted {
  silent: SilentSweeps
  sweeps: SilentSweep[]
  fits: CellFits
  measured: MeasuredSweep[]
}

/** Fits all silent sweeps; then again without those that have artefacts, if any. */
function* fitUsable(silent: SilentSweeps, protocol: CellProtocol): FitSteps<Fitted> {
  const step = stepOf(protocol)
  const all: { sweep: SilentSweep; sums: ReturnType<typeof sweepSums> }[] = []
  for (const [k, sweep] of silent.sweeps.entries()) {
    yield (0.5 * k) / silent.sweeps.length
    all.push({ sweep, sums: sweepSums(sweep, silent.interval) })
  }
  const fitThese = (these: typeof all): Omit<Fitted, 'silent'> => {
    const sweeps = these.map(({ sweep }) => sweep)
    const fits = fitSweeps(
      these.map(({ sums }) => sums),
      silent.interval,
    )
    return {
      sweeps,
      fits,
      measured: measureSweeps(sweeps, fits, silent.interval, step, protocol.holding).measured,
    }
  }
  yield 0.5
  const first = fitThese(all)
  yield 0.7
  const rms = first.fits.sweeps.map(({ variance }) => Math.sqrt(variance))
  const usual = median(rms)
  const odd = rms.map(
    (own, k) =>
      own > timesUsual * usual && own > leastArtefact + ofDisplacement * Math.abs(first.measured[k].x),
  )
  if (!odd.includes(true)) return { ...first, silent }
  const leftOut = first.sweeps.flatMap(({ index }, k) =>
    odd[k]
      ? [
          {
            index,
            why: `residuals of ${fixed(rms[k], 1)} mV, usually ${fixed(usual, 1)} mV: a jump or an artefact`,
          },
        ]
      : [],
  )
  return {
    ...fitThese(all.filter((_, k) => !odd[k])),
    silent: { ...silent, leftOut: [...silent.leftOut, ...leftOut] },
  }
}

function stepOf({ shape, onset, offset }: CellProtocol): { from: number; to: number } | null {
  return shape === 'step' && onset !== null && offset !== null ? { from: onset, to: offset } : null
}

/** Range that contains nearly all of the voltage, mV. */
function rangeOf(sweeps: readonly SilentSweep[]): { from: number; to: number } {
  const ends = sweeps.map(({ voltage }) => {
    const sorted = sortedSample(voltage)
    return [quantile(sorted, 0.02), quantile(sorted, 0.98)]
  })
  return { from: Math.min(...ends.map(([low]) => low)), to: Math.max(...ends.map(([, high]) => high)) }
}

function judged(reasons: readonly Reason[], { rIn, tau }: Named): Pick<MembraneResult, 'level' | 'headline'> {
  const { q05, q50, q95 } = rIn.posterior
  const decimals = q50 < 20 ? 1 : 0
  const said = `R_in ${fixed(q50, decimals)} MΩ (90 %: ${fixed(q05, decimals)} to ${fixed(q95, decimals)})`
  const doubts = reasons.filter(({ level }) => level !== 'ok')
  return doubts.length === 0
    ? { level: 'ok', headline: `The membrane is measured: ${said}, τ_m ${fixed(tau.posterior.q50, 1)} ms.` }
    : { level: 'caution', headline: `The membrane is measured, with caution: ${said}.` }
}

function refused(
  reasons: Reason[],
  silent: SilentSweeps,
  table: MembraneResult['sweeps'] = [],
): MembraneResult {
  const leftOut = silent.leftOut.map(({ index, why }) => `sweep ${index + 1}: ${why}`).join('; ')
  const also: Reason[] = leftOut
    ? [
        {
          check: 'membraneLeftOut',
          level: 'caution',
          cause: 'recording',
          text: 'Sweeps without a spike were excluded because of instability or artefacts.',
          number: leftOut,
        },
      ]
    : []
  return withoutMembrane(
    { headline: 'The membrane can’t be measured on these sweeps.', reasons: [...reasons, ...also] },
    table,
  )
}

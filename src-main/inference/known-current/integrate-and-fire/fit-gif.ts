import type { CellProtocol, GifResult, HeldOut } from '../../../contract/cells.ts'
import { percent } from '../../../contract/numbers.ts'
import type { Reason } from '../../../contract/reports.ts'
import type { Family } from '../../../signal/family/family.ts'
import { asPartOf, type FitOptions, type FitSteps, runToEnd } from '../fit-options.ts'
import { withoutGif } from '../without-parameters.ts'
import { drawCells, fitCell } from './cell-posterior.ts'
import { fICurve, spikeKernels } from './curves.ts'
import { namedDraws } from './draws.ts'
import { driftReasons } from './drift.ts'
import { halvesApart } from './halves-apart.ts'
import { holdOut } from './held-out.ts'
import { cellParameters } from './parameters.ts'
import { type PredictedSweep, predictSweep, simulations } from './predict-sweeps.ts'
import { binFamily } from './prepare.ts'
import { afterFit, beforeFit, concluded } from './verdict.ts'
import { rememberedSums } from './voltage-posterior.ts'

/** Draws stored in a report. */
const keptDraws = 400

/**
 * The generalized integrate-and-fire model of one cell: posterior from all sweeps, and its verdict from held-out
 * sweeps. Where that is unreliable, there are no parameters, only the reasons.
 * @param family voltage in mV, command in pA including the holding current
 */
export function fitGif(family: Family, protocol: CellProtocol, options: FitOptions): GifResult {
  return runToEnd(fitGifBySteps(family, protocol, options))
}

/** `fitGif` in steps. */
export function* fitGifBySteps(
  family: Family,
  protocol: CellProtocol,
  { random }: FitOptions,
): FitSteps<GifResult> {
  const binned = binFamily(family, protocol)
  const before = beforeFit(binned)
  const drift = driftReasons(binned, protocol.amplitudes)
  if (before.some((r) => r.level === 'unreliable')) return withoutParameters([...before, ...drift], null)
  const sumsAt = rememberedSums(binned)
  const { heldOut, halves } = yield* asPartOf(holdOut(binned, sumsAt, random.fork(1)), 0, 0.6)
  const reasons = [...before, ...drift, ...afterFit(heldOut)]
  if (reasons.some((r) => r.level === 'unreliable')) return withoutParameters(reasons, heldOut)
  const all = binned.sweeps.map((_, i) => i)
  const posterior = yield* asPartOf(fitCell(binned, sumsAt, all, random.fork(2)), 0.6, 0.9)
  const cells = drawCells(posterior, keptDraws, random.fork(3))
  const drawn = random.fork(4)
  const predicted: PredictedSweep[] = []
  for (const i of all) {
    yield 0.9 + (0.1 * i) / all.length
    predicted.push(predictSweep(binned, i, cells.slice(0, simulations), drawn))
  }
  return {
    ...concluded([
      ...reasons,
      ...[halvesApart(halves)].filter((r) => r !== null),
      proposal(posterior.hazard.essFraction),
    ]),
    parameters: cellParameters(cells, binned.refractory, posterior.voltage),
    heldOut,
    fI: fICurve(protocol, predicted),
    kernels: spikeKernels(cells),
    draws: namedDraws(cells, binned.refractory),
  }
}

/** Whether the effective sample size of the hazard's importance sampling was sufficient. */
function proposal(essFraction: number): Reason {
  const low = essFraction < 0.1
  return {
    check: 'essFraction',
    level: low ? 'caution' : 'ok',
    cause: low ? 'sampler' : null,
    text: low
      ? 'The effective sample size of the spike parameters is low: their intervals are rough.'
      : 'The effective sample size of the spike parameters is sufficient.',
    number: `effective sample size ${percent(essFraction)} of the draws; enough from 10 %`,
  }
}

function withoutParameters(reasons: readonly Reason[], heldOut: HeldOut | null): GifResult {
  return withoutGif(concluded(reasons), heldOut)
}

import type { EstimateJob } from '../../contract/compute.ts'
import type { Fit } from '../../contract/fit.ts'
import { millivolts } from '../../contract/units.ts'
import type { Prior } from '../../model/composition/prior.ts'
import type { Random } from '../../model/random.ts'
import type { Simulator } from '../../model/simulate/simulator.ts'
import type { Evidence } from '../checks/evidence.ts'
import type { BestDraw } from './best-draw.ts'
import { fitBands } from './fit-bands.ts'
import { replicatesOf, spikesOf } from './fit-spikes.ts'
import { predictionSlopes } from './prediction-slopes.ts'
import { predictiveDraws } from './predictive-draws.ts'
import { outputsOf } from './residuals.ts'
import { shownSize } from './shown-samples.ts'

/**
 * Collects the input of the checks from a finished posterior: bands, spikes, residuals at the best draw, replicates.
 */
export function gatherEvidence(
  job: Omit<EstimateJob, 'modelFolder'>,
  found: Pick<
    Evidence,
    | 'prior'
    | 'priorChanged'
    | 'start'
    | 'observed'
    | 'posterior'
    | 'marginals'
    | 'likeness'
    | 't'
    | 'cycle'
    | 'unrestricted'
    | 'scores'
  > & {
    simulator: Simulator
    draws: Float64Array
    best: BestDraw
  },
  random: Random,
): Evidence {
  const { prior, observed, best, draws, simulator, t } = found
  const { offset, gain, timeScale } = job.scale
  const bands = fitBands(prior, simulator, draws, observed, t)
  // A forked stream, so that later draws from `random` are unchanged.
  const predicted = predictiveDraws(prior, simulator, draws, random.fork(0))
  const shown = withDraws(bands, predicted)
  const [drawn, ...further] = outputsOf(
    prior,
    observed,
    best.u,
    prior.noise(best.values, 0),
    shownSize(prior),
  )
  return {
    prior,
    observed: drawn.observed,
    ...(further.length > 0 && { further }),
    t,
    recorded: { offset, gain, unit: job.voltageUnit },
    posterior: found.posterior,
    marginals: found.marginals,
    best,
    unrestricted: found.unrestricted,
    slopesAt: (values) =>
      predictionSlopes(
        prior,
        simulator,
        values,
        found.marginals.map(({ sd }) => sd),
      ),
    fit: {
      ...shown,
      spikes: {
        observed: job.recordedSpikes ?? spikesOf(prior, drawn.observed, t, best.values),
        model: spikesOf(prior, best.u.subarray(0, drawn.observed.length), t, best.values),
      },
    },
    residuals: drawn.residuals,
    replicates: replicatesOf(prior, simulator, draws, shown, random),
    likeness: found.likeness,
    cycle: found.cycle,
    scores: found.scores,
    // Where offset, gain and time scale are estimated, those of the job only convert units.
    rescaled:
      !prior.observable.estimatesScales && (offset !== 0 || timeScale !== 1 || !inOwnUnit(prior, gain)),
    priorChanged: found.priorChanged,
    start: found.start,
    rescalingParameters: job.rescalingParameters,
  }
}

/** Adds the posterior predictive draws of each output, where there are any. */
function withDraws(bands: Omit<Fit, 'spikes'>, predicted: readonly number[][][]): Omit<Fit, 'spikes'> {
  if (predicted.length === 0) return bands
  const [own, ...others] = predicted
  return {
    ...bands,
    predictiveDraws: own,
    ...(bands.further && {
      further: bands.further.map((one, k) => ({ ...one, predictiveDraws: others[k] })),
    }),
  }
}

/** Whether a recording is in its own unit: for a neuron in mV, another unit of voltage is not a rescaling. */
function inOwnUnit({ neuron }: Prior, gain: number): boolean {
  const gains = neuron.observed.unit === 'mV' ? Object.values(millivolts).map((mV) => 1 / mV) : [1]
  return gains.includes(gain)
}

import type { Random } from '../../../model/random.ts'
import { broaden } from '../../importance/broaden.ts'
import { fitMixture } from '../../importance/fit-mixture.ts'
import { adaptiveImportanceSampling, NowhereError, type SamplerSettings } from '../../importance/sampler.ts'
import type { AtValue } from './at-value.ts'
import type { Carried } from './carry.ts'

/** Of mean log likelihood by an iteration of the fit to the mapped draws: a smaller one does not improve the start. */
const enoughGain = 3e-3
/** Rounds of half the usual size, until a move is known to some hundredths of a standard deviation. */
const short: Partial<SamplerSettings> = {
  startDraws: 600,
  startEss: 20,
  startRounds: 1,
  roundDraws: 600,
  enoughFraction: 0.3,
  enoughEss: 500,
  maximalRounds: 7,
}

/**
 * Draws of a changed posterior by a short adaptive importance sampling, started from mapped draws whose effective
 * sample size is too small. The mapped draws where it fails.
 */
export function settled(at: AtValue, carried: Carried, random: Random): Carried {
  if (carried.ess === 0) return carried
  const { target, settings, parametersOf } = at.problem
  const options = {
    dimension: target.dimension,
    components: 3,
    degrees: 6,
    iterations: 10,
    enoughGain,
  }
  const start = broaden(fitMixture(carried.z, carried.weights, options, random), 1.5, [
    { share: 0.2, width: 3 },
  ])
  const rounds = adaptiveImportanceSampling(target, start, random, { ...settings, ...short })
  try {
    let round = rounds.next()
    while (!round.done) round = rounds.next()
    const { z, extra, weights, ess } = round.value
    if (ess < carried.ess) return carried
    return { z, weights, values: parametersOf(z, extra, weights.length, null), ess, paired: false }
  } catch (error) {
    if (error instanceof NowhereError) return carried
    throw error
  }
}

import type { Random } from '../../../model/random.ts'
import { levelsOf } from '../../../signal/mean-cycle/cycle-data.ts'
import { defaultSettings, type SamplerSettings } from '../../importance/sampler.ts'
import type { Inverse } from '../../inverse.ts'
import { type Mixture, sampleMixture } from '../../mixture.ts'
import type { Mode } from '../../modes/find-mode.ts'
import { findModes, proposalOfModes, startsFrom } from '../../modes/modes.ts'
import { placesIn, valuesAt } from '../../modes/posterior-work.ts'
import { plainInverse } from '../plain.ts'
import { meanCycleCoordinates } from './combined-coordinates.ts'
import { cycleFindings } from './cycle-findings.ts'
import { type Straightening, straighten } from './straighten.ts'
import { workOf } from './work-of.ts'

const settings: SamplerSettings = {
  ...defaultSettings,
  startDraws: 1000,
  startEss: 30,
  startRounds: 2,
  roundDraws: 1200,
  drawsPerComponent: 25,
  enoughFraction: 0.3,
  enoughEss: 1200,
}

/**
 * Draws evaluated, and how many of them start a search: of the prior without a network; of a network; of the prior in
 * addition to it.
 */
const ofPrior = { draws: 2000, started: 10 }
const ofNetwork = { draws: 64, started: 4 }
const besideNetwork = { draws: 800, started: 4 }
const largeMisfit = 0.9999

/**
 * The inverse side of mean cycles: the prior's coordinates with combinations, and a start by Levenberg–Marquardt
 * (docs/spike-cycle.md).
 */
export const meanCycleInverse: Inverse = {
  ...plainInverse,
  coordinates: meanCycleCoordinates,
  read: (_prior, data, from) => levelsOf(data, from),
  problem(prior, _simulator, observed) {
    const levels = levelsOf(observed)
    /** Fitted at the first modes, before the sampler weights its first draws. */
    let straightening: Straightening | null = null
    const work = workOf(prior, observed, () => straightening)
    const { prior: given, simulator, target } = work
    const D = prior.parameters.length
    const drive = prior.parameters.findIndex(({ name }) => name === prior.neuron.spikeCycles?.drive)
    let straightened = drive < 0
    /** A proposal around modes, in straightened coordinates. */
    const propose = (modes: readonly Mode[], random: Random): Mixture | null => {
      if (straightened || modes.length === 0) return proposalOfModes(modes)
      straightened = true
      const values = modes.map(({ z }) => valuesAt(given, z))
      straightening = straighten(work, modes[0], drive, random)
      if (!straightening) return proposalOfModes(modes)
      const starts = values.map((own) => {
        const z = new Float64Array(D)
        given.toUnbounded(own, 0, z, 0)
        return z
      })
      return proposalOfModes(findModes(work, starts))
    }
    /** The draws of the prior with the highest posterior density. */
    const startsOfPrior = (random: Random, { draws, started }: typeof ofPrior): Float64Array[] => {
      const values = new Float64Array(D)
      const z = new Float64Array(draws * D)
      // With the largest misfit, distances show which draw is nearest; with a small one, only that all are far.
      const misfits = placesIn(prior).noise.map((j) => [j, prior.distributions[j].quantile(largeMisfit)])
      for (let k = 0; k < draws; k++) {
        prior.sample(random, values, 0)
        for (const [j, misfit] of misfits) values[j] = misfit
        given.toUnbounded(values, 0, z, k * D)
      }
      return startsFrom(work, z, draws, started)
    }
    return {
      ...plainInverse.problem(given, simulator, observed),
      reading: levels,
      target: {
        ...target,
        logDensity(z, n, out, extra) {
          // Draws already weighted in these coordinates stay valid: a later search must not change the coordinates.
          straightened = true
          target.logDensity(z, n, out, extra)
        },
      },
      settings,
      search: (random: Random) => propose(findModes(work, startsOfPrior(random, ofPrior)), random),
      polish(proposal, random) {
        const { draws, started } = ofNetwork
        const z = new Float64Array(draws * D)
        sampleMixture(proposal, draws, random, z)
        const own = startsFrom(work, z, draws, started)
        // For a cell that the model describes badly, the network may find only the mode with a small misfit.
        return propose(findModes(work, [...own, ...startsOfPrior(random, besideNetwork)]), random)
      },
    }
  },
  findings: cycleFindings,
  plainTarget: false,
}

import type { Random } from '../../../model/random.ts'
import { levelsOf } from '../../../signal/mean-cycle/cycle-data.ts'
import { defaultSettings, type SamplerSettings } from '../../importance/sampler.ts'
import type { Inverse } from '../../inverse.ts'
import { sampleMixture } from '../../mixture.ts'
import { plainInverse } from '../plain.ts'
import { meanCycleCoordinates } from './combined-coordinates.ts'
import { cycleFindings } from './cycle-findings.ts'
import { proposalOfPeaks } from './peaks.ts'
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

/** Draws of a network that are looked at, and how many of them are climbed from; the same of the prior, without a network. */
const ofNetwork = { draws: 64, climbed: 4 }
const ofPrior = { draws: 2000, climbed: 10 }

/** From mean cycles back to parameters: the prior's coordinates, and a start by Levenberg–Marquardt (docs/spike-cycle.md). */
export const meanCycleInverse: Inverse = {
  ...plainInverse,
  coordinates: meanCycleCoordinates,
  read: (_prior, data, from) => levelsOf(data, from),
  problem(prior, _simulator, observed) {
    const levels = levelsOf(observed)
    const work = workOf(prior, observed)
    const { prior: given, simulator, target } = work
    const D = prior.parameters.length
    return {
      ...plainInverse.problem(given, simulator, observed),
      coordinates: meanCycleCoordinates(prior),
      reading: levels,
      target,
      settings,
      search(random: Random) {
        const { draws, climbed } = ofPrior
        const values = new Float64Array(D)
        const z = new Float64Array(draws * D)
        for (let k = 0; k < draws; k++) {
          prior.sample(random, values, 0)
          given.toUnbounded(values, 0, z, k * D)
        }
        return proposalOfPeaks(work, z, draws, climbed)
      },
      polish(proposal, random) {
        const { draws, climbed } = ofNetwork
        const z = new Float64Array(draws * D)
        sampleMixture(proposal, draws, random, z)
        return proposalOfPeaks(work, z, draws, climbed)
      },
    }
  },
  findings: cycleFindings,
  plainTarget: false,
}

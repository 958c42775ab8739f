import { NagumoError } from '../../contract/errors.ts'
import type { PriorFile } from '../../contract/priors.ts'
import { observables } from '../observables.ts'
import { calledWith } from './called-with.ts'
import { partsOf } from './parts.ts'
import { priorProblems } from './prior-problems.ts'

/** The name of the parameter that a trend adds. */
export const trendName = 'drift'

/** Why a drift of the level can't be estimated with a prior's free parameters, with what to do; null where it can. */
export function whyNoTrend(file: PriorFile): string | null {
  if (file.observable?.trend !== undefined) return 'A drift is estimated already. Leave it unchanged.'
  const { observable } = partsOf(file)
  if (!observable.withTrend) {
    const able = observables.all().filter(({ withTrend }) => withTrend)
    return `A drift can’t be estimated with ${observable.name}, only with ${able.map(({ name }) => name).join(', ')}. Choose a model with one of these.`
  }
  const problems = priorProblems(drifting(file)).filter(({ level }) => level === 'refuse')
  return problems.length > 0 ? problems.map(({ text }) => text).join(' ') : null
}

/**
 * A prior with a linear drift of the recording's level, whose slope is estimated with the other parameters.
 * @throws NagumoError PRIOR_INVALID with the reason where it can't be
 */
export function withTrend(file: PriorFile): PriorFile {
  const reason = whyNoTrend(file)
  if (reason) throw new NagumoError('PRIOR_INVALID', reason)
  return drifting(file)
}

function drifting(file: PriorFile): PriorFile {
  const { neuron, observable, noise } = partsOf(file)
  const { dt, points } = file.grid
  return {
    ...file,
    version: 3,
    name: calledWith(file.name, 'drift free'),
    neuronModel: neuron.id,
    noise: { kind: noise.kind },
    observable: { ...file.observable, kind: observable.kind, trend: 1 },
    // One standard deviation: a change of the level by one unit, a quarter of a spike, within the window.
    parameters: { ...file.parameters, [trendName]: { kind: 'normal', mean: 0, sd: 1 / (dt * points) } },
  }
}

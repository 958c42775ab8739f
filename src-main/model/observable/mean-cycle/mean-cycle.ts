import { cycleDataSize, designOf, heightOf } from '../../../signal/mean-cycle/cycle-data.ts'
import { cycleNumbers } from '../../../signal/mean-cycle/nodes.ts'
import { leastHeight } from '../../../signal/mean-cycle/plausible.ts'
import type { Observable } from '../../observable.ts'
import { cycleBehaviours } from './cycle-behaviours.ts'
import { cyclePredictor } from './cycle-predictor.ts'
import { prepareCycle } from './prepare-cycle.ts'

/**
 * The mean cycle of a neuron that fires at constant drive, from one spike to the next, aligned at a level halfway up
 * and sampled at fixed nodes (signal/mean-cycle/nodes.ts): 33 numbers, then the design (level and width) and the
 * covariance of the mean (cycle-data.ts). A simulation by itself has its own design; given data, theirs.
 */
export const meanCycle: Observable = createMeanCycle(null)

/** @param data whose design predictions use; null for each simulation's own */
function createMeanCycle(data: ArrayLike<number> | null): Observable {
  return {
    kind: 'mean-cycle',
    name: 'mean cycles of spikes',
    parameters: [],
    allowed: {},
    circular: [],
    integratedOut: [],
    estimatesScales: false,
    constants: ({ constants }) => constants.filter(({ initialState }) => initialState === undefined),
    problem({ name, spikeCycles }, injects) {
      if (!spikeCycles) {
        return `Mean cycles need a neuron that fires at constant drive, and there is no cycle solver for ${name}. Choose Hodgkin–Huxley, or traces in the model’s own units.`
      }
      if (injects) {
        return 'Mean cycles are at a constant drive, which is estimated, so no current can be injected. Remove the protocol.'
      }
      return null
    },
    size: () => cycleDataSize,
    shown: cycleNumbers,
    noises: ['gaussian-summary'],
    interval: () => 1,
    describe: ({ observed }) => ({
      axis: { name: 'component of the mean cycle', unit: null },
      value: { ...observed, name: 'membrane potential at the nodes' },
    }),
    predictor: (forward, kind) => cyclePredictor(forward, kind, data && designOf(data)),
    given: createMeanCycle,
    fromSweep: prepareCycle,
    // Three cycles; about ten are enough for their covariance, and short enough for the neuron to be stationary.
    windowSpikes: { fewest: 4, proposed: 11 },
    useless:
      'the neuron does not fire repetitively, with spikes of at least 20 mV and intervals of at most a second',
    behaviours: cycleBehaviours,
    usesGrid: false,
    // Spikes lower than those accepted in a recording do not count.
    isUseful: (_forward, numbers, from) => heightOf(numbers, from) >= leastHeight,
    spikeLevel: null,
    derived: () => ({}),
    embeddings: ['meanCycle'],
    checks: [
      'cycleSteady',
      'cycleFit',
      'cycleOnset',
      'cycleWidth',
      'cycleHalves',
      'priorTail',
      'priorChange',
      'sampling',
      'likeTraining',
    ],
  }
}

import type { Observable } from '../../observable.ts'
import { runsAway } from '../../trace-kind.ts'
import { solved } from '../solved.ts'
import { timeAxis, traceChecks } from '../voltage.ts'

/**
 * The membrane potential and the recovery variable of a neuron, both observed, in the model's own units, from a known
 * initial state: the list u(t₀) … u(tₙ₋₁), v(t₀) … v(tₙ₋₁). Solved in double precision; no kernel has two.
 */
export const twoOutputs: Observable = {
  kind: 'two-outputs',
  name: 'membrane potential with recovery variable in the model’s own units',
  parameters: [],
  allowed: {},
  circular: [],
  integratedOut: [],
  estimatesScales: false,
  constants: ({ constants }) => constants,
  problem: ({ name, recovery }) =>
    recovery
      ? null
      : `Two outputs are the membrane potential and the recovery variable, and ${name} has no observed recovery variable. Choose FitzHugh–Nagumo, or traces in the model’s own units.`,
  size: ({ points }) => 2 * points,
  interval: ({ dt }) => dt,
  further: ({ recovery }) => (recovery ? [recovery.observed] : []),
  noises: ['two-ar1'],
  describe: ({ observed }) => ({ axis: timeAxis, value: observed }),
  predictor: (forward) => solved(forward, 2 * forward.grid.points, forward.neuron.recovery!.solve),
  isUseful: ({ neuron, grid }, data, from) => !runsAway(data, from, grid.points, neuron.plausible),
  spikeLevel: ({ spike }) => spike,
  derived: () => ({}),
  embeddings: [],
  // Each reads the membrane potential; those of noise and likelihood read both. No network is trained on both.
  checks: traceChecks.filter((check) => check !== 'rescaling' && check !== 'likeTraining'),
}

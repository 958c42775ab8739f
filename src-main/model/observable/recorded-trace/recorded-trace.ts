import type { Observable } from '../../observable.ts'
import { isFlat, runsAway } from '../../trace-kind.ts'
import { timeAxis, traceChecks } from '../voltage.ts'
import { limitCycleTraces } from './limit-cycle-traces.ts'
import { driftParameter, recordedParameters } from './parameters.ts'

/**
 * A neuron as an electrode records it: V(t) = offset + gain · u(t/τ), u on the neuron's limit cycle from an unknown
 * phase. An initial state is not identifiable, nor is a constant input current, where the neuron has one: with v(0)
 * unknown, FitzHugh–Nagumo's (θ0, θ1, ζ) and (θ0 + θ1 δ, θ1, ζ − δ) are the same model.
 */
export const recordedTrace: Observable = {
  kind: 'recorded-trace',
  name: 'recordings on unknown scales',
  parameters: recordedParameters,
  allowed: { tau: { above: 0, below: Number.POSITIVE_INFINITY } },
  circular: ['phase'],
  integratedOut: ['offset', 'gain'],
  estimatesScales: true,
  withTrend: () => driftingTrace,
  constants: ({ constants }) => constants.filter(({ initialState }) => initialState === undefined),
  problem({ name, cycles }, injects) {
    if (!cycles) {
      return `Recordings on unknown scales begin anywhere in the neuron’s cycle, and there is no cycle solver for ${name}. Use traces in the model’s own units.`
    }
    if (injects) {
      return 'Recordings on unknown scales have a time scale of their own, so a known current can’t be injected into them. Remove the protocol, or use traces in the model’s own units.'
    }
    return null
  },
  size: ({ points }) => points,
  interval: ({ dt }) => dt,
  describe: ({ observed }) => ({ axis: timeAxis, value: { ...observed, symbol: 'V' } }),
  predictor: limitCycleTraces,
  // A neuron at rest carries no information where its scales are unknown.
  isUseful: ({ neuron, size }, v, from) =>
    !runsAway(v, from, size, neuron.plausible) && !isFlat(v, from, size),
  spikeLevel({ spike, parameters }, theta, at) {
    const [offset, gain] = [theta[at + parameters.length + 2], theta[at + parameters.length + 3]]
    return { level: offset + gain * spike.level, rearm: offset + gain * spike.rearm }
  },
  derived({ offset, gain, timeScale, voltageUnit }) {
    if (voltageUnit === null) return {}
    return {
      tau: { label: 'a model’s ms', unit: 'ms', of: (tau) => tau * timeScale },
      offset: { label: 'voltage at u = 0', unit: voltageUnit, of: (v) => offset + gain * v },
      gain: { label: 'voltage a unit of u', unit: voltageUnit, of: (g) => Math.abs(gain) * g },
    }
  },
  embeddings: ['cycle'],
  checks: traceChecks,
}

/** The same with a linear drift of the level, V(t) = offset + drift · t + gain · u(t/τ). */
const driftingTrace: Observable = {
  ...recordedTrace,
  name: `${recordedTrace.name}, with a linear drift`,
  parameters: [...recordedParameters, driftParameter],
  integratedOut: [...recordedTrace.integratedOut, driftParameter.name],
  derived(scale) {
    const { gain, timeScale, voltageUnit } = scale
    if (voltageUnit === null) return {}
    return {
      ...recordedTrace.derived(scale),
      drift: { label: 'drift', unit: `${voltageUnit}/s`, of: (b) => (1000 * gain * b) / timeScale },
    }
  },
}

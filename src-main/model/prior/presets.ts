import type { PriorFile } from '../../contract/priors.ts'

/**
 * The setting of Rudi, Bessac & Lenzi 2022. Constants checked against their published samples; σ and ρ are
 * fitted to their published noise parameters.
 */
export const rudi2022: PriorFile = {
  format: 'nagumo-prior',
  version: 1,
  name: 'Rudi 2022',
  neuronModel: 'fitzhugh-nagumo',
  parameters: {
    theta0: { kind: 'truncatedNormal', mean: 0.4, sd: 0.3, lower: -0.2, upper: 1.0 },
    theta1: { kind: 'truncatedNormal', mean: 0.4, sd: 0.4, lower: -0.4, upper: 1.2 },
    sigma: { kind: 'truncatedNormal', mean: 0.07, sd: 0.01, lower: 0.04, upper: 0.1 },
    rho: { kind: 'truncatedNormal', mean: 0.8, sd: 0.06, lower: 0.66, upper: 0.92 },
  },
  constants: { gamma: 3, zeta: -0.4, u0: 0, v0: 0 },
  grid: { dt: 0.2, points: 1000, substeps: 4 },
}

/**
 * A recording of a spiking neuron on unknown scales: offset, gain, τ and phase are estimated. Voltages are in units
 * of the trace itself (its usual spikes as high as the model's), and so is time (1,000 samples with some 6 to 35
 * spikes), see model/observable/sweep/propose.ts: the grid's dt is nominal.
 */
export const recordingPreset: PriorFile = {
  format: 'nagumo-prior',
  version: 2,
  name: 'FitzHugh–Nagumo, recorded',
  neuronModel: 'fitzhugh-nagumo-recorded',
  parameters: {
    theta0: rudi2022.parameters.theta0,
    theta1: rudi2022.parameters.theta1,
    tau: { kind: 'logUniform', lower: 0.6, upper: 3.5 },
    phase: { kind: 'uniform', lower: 0, upper: 1 },
    offset: { kind: 'normal', mean: 0, sd: 0.4 },
    gain: { kind: 'normal', mean: 1, sd: 0.2 },
    sigma: { kind: 'logUniform', lower: 0.005, upper: 0.1 },
    rho: { kind: 'uniform', lower: -0.2, upper: 0.95 },
  },
  constants: { gamma: 3, zeta: -0.4 },
  grid: { dt: 0.2, points: 1000, substeps: 8 },
}

/**
 * Spikes of a recording in mV, whose stimulus may be unknown: a reduced Hodgkin–Huxley neuron at constant drive, by its
 * mean cycle. Reversal potentials and drive are weakly identifiable from spikes alone: their priors matter.
 */
export const spikeCyclePreset: PriorFile = {
  format: 'nagumo-prior',
  version: 3,
  name: 'Hodgkin–Huxley on the spike cycle',
  neuronModel: 'hodgkin-huxley',
  observable: { kind: 'mean-cycle' },
  noise: { kind: 'gaussian-summary' },
  parameters: {
    gNa: { kind: 'logNormal', median: 15, logSd: 1 },
    gKd: { kind: 'logNormal', median: 4, logSd: 1 },
    gL: { kind: 'logNormal', median: 0.03, logSd: 0.8 },
    iDrive: { kind: 'logNormal', median: 0.6, logSd: 1 },
    vT: { kind: 'normal', mean: -45, sd: 10 },
    q: { kind: 'logNormal', median: 0.6, logSd: 0.6 },
    sigmaSpike: { kind: 'logNormal', median: 0.6, logSd: 0.7 },
    sigmaBetween: { kind: 'logNormal', median: 0.4, logSd: 0.7 },
  },
  constants: {
    eNa: { kind: 'normal', mean: 50, sd: 7 },
    eK: { kind: 'normal', mean: -90, sd: 7 },
  },
  grid: { dt: 0.1, points: 1000, substeps: 1 },
}

/** Built-in priors. */
export const presets: readonly PriorFile[] = [rudi2022, recordingPreset, spikeCyclePreset]

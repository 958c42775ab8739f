import { entry, type HelpEntry } from './entry.ts'

const fhn = 'du/dt = γ (u − u³/3 + v + ζ),  dv/dt = −(u − θ₀ + θ₁ v)/γ'
const hh = 'C dV/dt = J − gL V − gNa m³h (V − ENa) − gKd n⁴ (V − EK),  C = 1 µF/cm²'
const scaled = 'V(t) = V₀ + g · u(t/τ)'

/** Parameters and constants of neuron models, by their names in reports. */
export const neuronParameters: Readonly<Record<string, HelpEntry>> = {
  theta0: entry(
    'θ₀',
    'Recovery offset of the FitzHugh–Nagumo neuron: it shifts the linear nullcline of the recovery variable. With θ₁ it determines whether the neuron rests or fires, and at which rate.',
    fhn,
    'fitzhugh1961',
    'nagumo1962',
    'rudi2022',
  ),
  theta1: entry(
    'θ₁',
    'Recovery damping of the FitzHugh–Nagumo neuron: the self-damping of the recovery variable, the slope of its nullcline. It changes the shape of the cycle between spikes.',
    fhn,
    'fitzhugh1961',
    'nagumo1962',
    'rudi2022',
  ),
  gamma: entry(
    'γ',
    'Separates the fast time scale of the membrane potential u from the slow one of the recovery variable v, by a factor γ². It is fixed unless the prior makes it free; the report gives the effect of its value on the estimates.',
    fhn,
    'fitzhugh1961',
    'rudi2022',
  ),
  zeta: entry(
    'ζ',
    'Constant stimulus current of the FitzHugh–Nagumo neuron, in model units. With v(0) unknown it is not distinguishable from θ₀, so it is usually fixed.',
    fhn,
    'fitzhugh1961',
    'rudi2022',
  ),
  u0: entry(
    'u(0)',
    'Membrane potential at the first sample of the window, in model units. It only affects the initial transient.',
    fhn,
    'fitzhugh1961',
  ),
  v0: entry(
    'v(0)',
    'Recovery variable at the first sample of the window. It is not recorded; a wrong value shifts the first spikes, and with them the estimates.',
    fhn,
    'fitzhugh1961',
  ),
  gNa: entry(
    'gNa',
    'Sodium conductance of the membrane with all channels open, for each cm². It drives the upstroke; its level alone is known only together with ENa, the ratio gNa/gKd better.',
    hh,
    'hodgkin1952',
    'pospischil2008',
  ),
  gKd: entry(
    'gKd',
    'Conductance of the delayed-rectifier potassium current with all channels open, per cm². It repolarizes the spike.',
    hh,
    'hodgkin1952',
    'pospischil2008',
  ),
  gL: entry(
    'gL',
    'Leak conductance per cm². It is poorly identified by a spike cycle, and biased by other currents between spikes: it is grey in reports.',
    hh,
    'pospischil2008',
  ),
  iDrive: entry(
    'Id',
    'Injected current less leak, at a potential 15 mV below VT. Leak reversal potential and injected current are identifiable only in combination, as this drive.',
    'Id = J − gL (VT − 15 mV),  J = I + gL EL',
    'pospischil2008',
  ),
  vT: entry(
    'VT',
    'Effective threshold: the potential to which the rates of sodium and potassium gates refer. A persistent sodium current, or spike initiation in the axon, lowers it by some mV.',
    'αm, βm, αh, βh, αn, βn are functions of V − VT',
    'pospischil2008',
    'naundorf2006',
  ),
  q: entry(
    'q',
    'Gating speed: one factor on all rates of the gates, as temperature changes them. 1 is the speed of the published rates; above it spikes are narrower.',
    'dm/dt = q (αm (1 − m) − βm m), h and n alike',
    'hodgkin1952',
    'pospischil2008',
  ),
  eNa: entry(
    'ENa',
    'Reversal potential of sodium, dominated by its prior. A spike cycle hardly distinguishes it from gNa.',
    hh,
    'hodgkin1952',
  ),
  eK: entry(
    'EK',
    'Reversal potential of potassium, dominated by its prior. A spike cycle hardly distinguishes it from gKd.',
    hh,
    'hodgkin1952',
  ),
  'gNa/gKd': entry(
    'gNa/gKd',
    'Ratio of sodium to potassium conductance. The shape of a spike determines this ratio better than either conductance.',
    'gNa/gKd',
    'pospischil2008',
  ),
  sodiumCurrent: entry(
    'gNa·(ENa−V)',
    'Logarithm of the sodium current with all channels open, near the peak of the spike. It is the network’s target in place of gNa, since the cycle determines the current, not the conductance.',
    'ln(gNa (ENa − V)), V near the peak',
    'pospischil2008',
  ),
  potassiumCurrent: entry(
    'gKd·(V−EK)',
    'Logarithm of the potassium current with all channels open, at the potential between spikes. It is the network’s target in place of gKd.',
    'ln(gKd (V − EK)), V between spikes',
    'pospischil2008',
  ),
  driveAboveRheobase: entry(
    'I−Irh',
    'Drive above rheobase, the smallest drive with repetitive firing. It determines the interspike interval.',
    'asinh((I − Irh)/0.1 µA/cm²)',
    'pospischil2008',
  ),
}

/** Parameters of observables, by their names in reports. */
export const observableParameters: Readonly<Record<string, HelpEntry>> = {
  tau: entry(
    'τ',
    'Time scale: ms of the recording per ms of model time. It is estimated too, since FitzHugh–Nagumo is dimensionless.',
    scaled,
    'rudi2022',
  ),
  phase: entry(
    'φ',
    'Phase of the neuron’s cycle at the first sample of the window: 0 at the upstroke, 1 a whole cycle later. 0 and 1 are identical, so its interval may wrap around.',
    'u(0) = cycle at phase φ',
  ),
  offset: entry(
    'V₀',
    'Voltage at which the model’s u is 0. With the gain it converts the model’s units to the recording’s; both are integrated out exactly.',
    scaled,
  ),
  gain: entry(
    'g',
    'Voltage for each unit of the model’s u. With the offset it converts the model’s units to the recording’s; both are integrated out exactly.',
    scaled,
  ),
  drift: entry(
    'b',
    'Linear drift of the offset from the first sample of the window on. Estimating it keeps baseline drift from being fitted as the neuron.',
    'V(t) = V₀ + b t + g · u(t/τ)',
  ),
}

const ar1 = 'ηᵢ = ρ ηᵢ₋₁ + εᵢ,  sd of η = σ/Δt'

/** Parameters of noise models, by their names in reports. */
export const noiseParameters: Readonly<Record<string, HelpEntry>> = {
  sigma: entry(
    'σ',
    'Strength of the noise: its standard deviation times the time between samples (ms). The line below gives the standard deviation in the recording’s unit.',
    'sd of the noise = σ/Δt',
    'rudi2022',
  ),
  rho: entry(
    'ρ',
    'Autocorrelation of the noise from one sample to the next; 0 is white noise. The row below gives it as a correlation time in ms.',
    ar1,
    'barndorff1973',
  ),
  phi2: entry(
    'φ₂',
    'Partial autocorrelation of the noise at lag 2: the correlation with the sample before the last, given the last. 0 is AR(1) noise.',
    'ηᵢ = ρ (1 − φ₂) ηᵢ₋₁ + φ₂ ηᵢ₋₂ + εᵢ',
    'barndorff1973',
  ),
  white: entry(
    'w',
    'White fraction: the share of the noise’s variance without memory, as an amplifier’s; the rest is AR(1), as a membrane’s. At 0 the noise is AR(1) alone, at 1 white.',
    'correlation at lag k = (1 − w) ρᵏ,  k ≥ 1',
  ),
  sigmaSpike: entry(
    'σₛ',
    'Model error during the spike: standard deviation of smooth deviations of the mean cycle from the model, in addition to measurement error. A large one means that the model’s spike has another shape.',
    'ȳ ~ N(f, S/n + Δ + σₛ² K_spike + σᵢ² K_between)',
  ),
  sigmaBetween: entry(
    'σᵢ',
    'Model error between spikes: standard deviation of smooth deviations of the mean cycle from the model, in addition to measurement error. A large one shows that the currents between spikes are not those of the model.',
    'ȳ ~ N(f, S/n + Δ + σₛ² K_spike + σᵢ² K_between)',
  ),
  sigmaR: entry(
    'σᵣ',
    'Strength of the noise of the recovery variable, where that is recorded too: its standard deviation times the time between samples (ms). It is independent of the noise of the potential.',
    'sd of the noise = σᵣ/Δt',
  ),
  rhoR: entry(
    'ρᵣ',
    'Autocorrelation of the recovery variable’s noise from one sample to the next, where that is recorded too; 0 is white noise. It is independent of the noise of the potential.',
    ar1,
    'barndorff1973',
  ),
}

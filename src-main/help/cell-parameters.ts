import { entry, type HelpEntry } from './entry.ts'

const hazard = 'ln λ = b1 (V − θ) − b2 (V − V̄₁₀ ms) − Σ past spikes  (λ per ms)'

/** Parameters of the membrane and of the integrate-and-fire model of a cell, by their names in reports. */
export const cellParameters: Readonly<Record<string, HelpEntry>> = {
  rIn: entry(
    'R_in',
    'Input resistance: mV of steady voltage for each pA of a small current, with what is left of the series resistance. It is in proportion to the current as it was understood.',
    'R_in = ΔV/ΔI (steady state)',
    'rall1969',
  ),
  r: entry(
    'R',
    'Resistance behind the membrane time constant, without its slow part and the series resistance. With the time constant it gives the capacitance, C = τ/R.',
    'R_in = R + sag + Rs',
    'pozzorini2015',
  ),
  sag: entry(
    'sag',
    'Slow part of the input resistance: negative where the voltage sags back under a lasting current, as with Ih; positive where it creeps on. R_in, at the steady state, includes it.',
    'R_in = R + sag + Rs',
  ),
  tau: entry(
    'τ',
    'Membrane time constant: in this time the voltage covers 63 % of its way to the steady state after a small step. In a cell with dendrites it is the slowest one.',
    'τ = R C',
    'rall1969',
  ),
  rs: entry(
    'Rs',
    'Series resistance that bridge balance has left: the part of the voltage that follows the current at once. It belongs to the electrode, not to the cell.',
    'V = Rs I + membrane',
  ),
  capacitance: entry(
    'C',
    'Capacitance of the membrane, from its time constant and the resistance behind the series resistance. Of a cell with dendrites it is an effective one.',
    'C = τ_m/R,  R behind Rs, without the slow part',
    'rall1969',
  ),
  rest: entry(
    'E',
    'Potential without injected current, in the mean of the sweeps. Where the cell was held by a current it is extrapolated to 0 pA.',
    'V = E at I = 0',
  ),
  el: entry(
    'EL',
    'Potential at rest without current, to which the integrate-and-fire membrane returns. One value applies to all sweeps; E is that of the silent ones.',
    'τ dV/dt = EL − V + R I',
    'pozzorini2015',
  ),
  vr: entry(
    'Vr',
    'Potential to which a spike resets: the model continues from there after the refractory time. Further changes by the spike are in the kernels.',
    'V = Vr for Tref after a spike',
    'pozzorini2015',
  ),
  tref: entry(
    'Tref',
    'Refractory time: no spike comes, and the potential is held at Vr. It is measured from the spikes (median time from the peak to 90 % of the fall) and has no posterior.',
    'λ = 0 for Tref after a spike',
    'pozzorini2015',
  ),
  threshold: entry(
    'θ',
    'Soft threshold of a first spike: the potential at which the hazard of a spike is one a millisecond. Below it spikes are rare, above it they come at once.',
    'θ = −45 mV − b0/b1',
    'pozzorini2015',
  ),
  b1: entry(
    'b1',
    'How steeply the log hazard of a first spike rises with the potential. Its inverse, in mV, is the width of the threshold: a small b1 is a noisy threshold.',
    hazard,
    'pozzorini2015',
  ),
  b2: entry(
    'b2',
    'Lowers the log hazard of a first spike by how far the potential lies above its mean over the last 10 ms. It is how the threshold depends on the rate of rise.',
    hazard,
    'pozzorini2015',
  ),
  thresholdAfter: entry(
    'θ after',
    'Soft threshold once the cell has fired, beside what each spike changes. What was at rest returns with a decay of 3 s.',
    'θ after = −45 mV − (b0 + a0)/(b1 + a1)',
    'pozzorini2015',
  ),
  b1After: entry(
    'b1 after',
    'Rise of the log hazard with the potential once the cell has fired; what it was at rest returns with a decay of 3 s. A smaller one than b1 is a threshold that becomes noisier with firing.',
    'b1 after = b1 + a1',
    'pozzorini2015',
  ),
  b2After: entry(
    'b2 after',
    'Like b2, how the log hazard depends on the mean potential of the last 10 ms, once the cell has fired. What it was at rest returns with a decay of 3 s.',
    'b2 after = b2 + a2',
    'pozzorini2015',
  ),
}

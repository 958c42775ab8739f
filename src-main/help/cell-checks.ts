import { entry, type HelpEntry } from './entry.ts'

const apart = 'z = difference/its standard error'

/** Checks of a family of sweeps and of the membrane, by their names in verdicts. */
export const membraneChecks: Readonly<Record<string, HelpEntry>> = {
  currentSign: entry(
    'sign of the current',
    'The voltage changes opposite to the injected current: up under a negative one, or the reverse. No model of the cell can then be correct; check the sign of the command.',
  ),
  currentUnit: entry(
    'unit of the current',
    'The input resistance that current and voltage give is no cell’s. The current was probably recorded in another unit or with a gain.',
    'R_in = ΔV/ΔI',
  ),
  currentAmplitudes: entry(
    'amplitudes of the current',
    'The voltages do not go with the stated amplitudes: these are shifted against each other, as where a step too many was counted. Check the first amplitude and the step, against the order of the sweeps.',
  ),
  currentTimes: entry(
    'times of the current',
    'The voltage responds before the stated step, or long after it. Check the start and end of the step.',
  ),
  familyDrift: entry(
    'drift over the sweeps',
    'Rest, threshold, resistance or spike height change over the sweeps at similar currents. One set of parameters does not hold for all of them.',
  ),
  sweepCount: entry(
    'number of sweeps',
    'Sweeps that are held out test whether a fit predicts what it has not seen. With too few of them that can’t be done.',
  ),
  membraneSweeps: entry(
    'silent sweeps',
    'The membrane is measured on sweeps without a spike, in which it holds still. Those that do not are left out, and named.',
  ),
  membraneLeftOut: entry(
    'sweeps left out',
    'Sweeps without a spike that were left out, since they do not hold still or have artefacts. What is measured is that of the others; each one left out is named with its reason.',
  ),
  membraneAmplitudes: entry(
    'range of currents',
    'Whether the steps move the membrane by different amounts. With one amplitude alone, a resistance that changes with the voltage is not seen.',
  ),
  membraneSeries: entry(
    'series resistance',
    'The electrode resistance that bridge balance did not compensate. A large one is poorly distinguishable from the cell’s own.',
    'V = Rs I + membrane',
  ),
  membraneTau: entry(
    'time constant within its range',
    'Whether the time constant lies within the range that is tried, 2 to 120 ms. At an end of it τ, C and the slow part are not reported.',
  ),
  membraneLasting: entry(
    'length of the steps',
    'Steps must last several time constants for the voltage to become steady. Otherwise R_in is extrapolated.',
    'V(t) = V∞ (1 − exp(−t/τ))',
  ),
  membraneSteady: entry(
    'steady rest',
    'How far the potential at the holding current moves from the first third of the sweeps to the last. Beyond 4 mV the cell changes, and its numbers are means over that change.',
    'ΔV = median of the last third − median of the first',
  ),
  membraneHalves: entry(
    'even and odd sweeps',
    'Compares the input resistance of even and of odd sweeps. Apart from each other by more than their errors, sweeps differ by more than the model has.',
    apart,
  ),
  membraneLinearity: entry(
    'linearity of the membrane',
    'Compares the resistance at both ends of the range with that at rest. Where it changes by a large factor, one resistance does not describe the cell.',
    'R(V) = ΔV/ΔI at each end',
  ),
  membraneOneSided: entry(
    'steps to both sides of rest',
    'Whether small steps move the membrane to both sides of rest. With one side alone, the resistance at rest is extrapolated.',
  ),
  membraneWidth: entry(
    'width of the interval',
    'Whether the 90 % interval of the input resistance is narrow against its middle. A wide one comes from few sweeps, small currents or noise.',
  ),
}

/** Checks of the integrate-and-fire model, by their names in verdicts. */
export const spikingChecks: Readonly<Record<string, HelpEntry>> = {
  spikeCount: entry(
    'number of spikes',
    'The hazard of a spike is estimated from spikes and from the time without them. With too few spikes it is not reported.',
  ),
  spikeSize: entry(
    'size of spikes',
    'How far spikes fall from their peaks. Partial spikes, as near a depolarization block, have no threshold and reset of the whole cell.',
  ),
  samplingInterval: entry(
    'sampling interval',
    'Spikes must be placed within 2 ms for the model’s refractory time and hazard. A recording with a longer sampling interval is refused.',
  ),
  sameCurrent: entry(
    'different currents',
    'Sweeps of one and the same current do not separate R_in, τ and the threshold, and do not test the fit under another current. Held-out sweeps then test only whether the responses repeat.',
  ),
  spontaneousSpikes: entry(
    'spontaneous spikes',
    'Spikes before the stimulus are not explained by the injected current. In more than a tenth of the sweeps the cell fires spontaneously.',
  ),
  spikeHeightDrift: entry(
    'drift of the spike height',
    'Peak of the first spike from sweep to sweep, at similar currents. A change shows that the cell or the seal changed during the recording.',
  ),
  restDrift: entry(
    'drift of the potential before the stimulus',
    'Potential before the stimulus from the first to the last sweep, under the same current in all of them. A change shows that the cell or the seal changed.',
  ),
  essFraction: entry(
    'effective draws',
    'Share of the draws of the hazard’s parameters that count after importance sampling; 10 % are enough. With fewer, the intervals of θ, b1 and b2 are rough.',
    'ESS/n = (Σ w)²/(n Σ w²)',
    'kong1994',
  ),
  gifHalves: entry(
    'even and odd sweeps',
    'Compares the membrane fitted to even and to odd sweeps. Further apart than their posteriors, the intervals are too narrow as statements about the cell.',
    apart,
  ),
  gifResistance: entry(
    'resistance against silent sweeps',
    'Compares the fit’s input resistance, that of a linear membrane up to the spikes, with the one of silent sweeps near rest. Where they differ, take R_in and τ from the membrane.',
  ),
  gifSeries: entry(
    'series resistance of the fit',
    'What bridge balance has left, as the fit sees it. A large one belongs to the electrode, and predictions under fast currents include it.',
  ),
  runaway: entry(
    'rates of held-out sweeps',
    'Whether a sweep that the fit has not seen is predicted to fire at more than twice its rate, and by more than 3 spikes. Such a fit is refused.',
  ),
  heldOutCounts: entry(
    'spike counts of held-out sweeps',
    'Sum of the absolute errors of the predicted spike counts over the total count, each sweep predicted by a fit without it. Up to 0.2 is sound; above 0.5 the fit is refused.',
    'error = Σ |predicted − recorded|/Σ recorded',
    'pozzorini2015',
  ),
  heldOutBands: entry(
    'predictive bands of held-out sweeps',
    'How often the 90 % predictive band of a sweep’s spike count contains the recorded one. If less often than 90 %, predictions are too certain.',
  ),
  silentSweeps: entry(
    'sweeps without spikes',
    'Whether sweeps without a spike are predicted to be silent: whether the rheobase is matched from below. Where more than half of them are predicted to fire, the fit is refused.',
  ),
  missedSweeps: entry(
    'sweeps with spikes',
    'Whether sweeps with spikes are predicted to fire: whether the rheobase is matched from above. Spikes of a rebound after the step are missed, since the model has none.',
  ),
  heldOutLatency: entry(
    'latency of the first spike',
    'Median error of the predicted time of the first spike, in held-out sweeps. It is reported above 5 ms and 10 % of the usual latency.',
  ),
  timeRescaling: entry(
    'time rescaling',
    'Integrated over each interval, the hazard must be exponentially distributed if the model is right. Kolmogorov–Smirnov test of the rescaled intervals.',
    'z = 1 − exp(−∫ λ dt) is uniform',
    'brown2002',
  ),
}

import { entry, type HelpEntry } from './entry.ts'

/** Checks of spike cycles, and why a recording has no mean cycle, by their names in verdicts. */
export const cycleChecks: Readonly<Record<string, HelpEntry>> = {
  cycleFit: entry(
    'explained variance of the cycle',
    'Share of the mean cycle’s variance that the model explains at its nodes. Below 0.985 it is flagged; below 0.95 the parameters mean little and are not reported.',
    'explained = 1 − Σ (recorded − fitted)²/Σ (recorded − mean)²',
  ),
  cycleWidth: entry(
    'half-width of the spike',
    'Compares the width of the fitted and the recorded spike at half of its height. More than 12 % apart, rates and conductances are approximate; more than 40 %, it is another spike.',
  ),
  cycleOnset: entry(
    'onset of the spike',
    'Compares how sharply the spike begins. Spikes that come from the axon begin more sharply than a single compartment can; its threshold is then an effective one.',
    'onset rapidness = d(dV/dt)/dV at the onset, per ms',
    'naundorf2006',
  ),
  cycleSteady: entry(
    'regularity of firing',
    'Coefficient of variation of the interspike intervals. Above 0.25 the mean cycle mixes several states of the neuron.',
    'CV = sd/mean of the intervals',
  ),
  cycleHalves: entry(
    'halves of the recording',
    'Estimates from the first and the second half of the cycles. More than 3 standard deviations apart, and by more than 10 % or 1 mV, the neuron changed on the way.',
    'z = difference/its standard deviation',
  ),
  modelUnits: entry(
    'voltage unit',
    'A spike cycle is compared in millivolts; a recording in model units has none. Set its unit on the Recordings screen.',
  ),
  unit: entry(
    'unit of the voltage',
    'The values make no membrane potential in the unit that was read. Set the unit on the Recordings screen.',
  ),
  height: entry(
    'height of spikes',
    'The spikes are higher or lower than those of any neuron: a unit or an amplifier’s gain was misread, or the electrode is not in the cell. From 20 to 160 mV are taken.',
  ),
  width: entry(
    'width of spikes',
    'The spikes are wider or narrower than those of any neuron: a sampling rate or a unit was misread. Widths at half height from 0.1 to 20 ms are accepted.',
  ),
  rest: entry(
    'potential between spikes',
    'The potential between spikes is that of no neuron: an offset, a unit or a gain was misread. From −110 to −20 mV are taken.',
  ),
  extracellular: entry(
    'intracellular recording',
    'The spikes are small and lie about a baseline near 0 mV, as an extracellular electrode records them. A membrane model needs the membrane potential.',
  ),
  voltageClamp: entry(
    'current clamp',
    'The trace stays at fixed levels and jumps between them, like a voltage-clamp command. A membrane model needs a current-clamp recording.',
  ),
  samples: entry(
    'number of samples',
    'All samples of the window are missing. Choose another sweep or window.',
  ),
  cycleSampling: entry(
    'sampling of spikes',
    'The recording has too few samples in each spike to know its shape. Record at a higher rate.',
  ),
  fewSpikes: entry(
    'number of spikes',
    'There are too few spikes for a mean cycle. Choose a longer window, or one in which the neuron fires.',
  ),
  fewCycles: entry(
    'number of cycles',
    'Fewer than 3 complete cycles remain without doublets, artefacts and the first spikes after a pause. Choose a longer window.',
  ),
  bursts: entry(
    'tonic firing',
    'The neuron fires in bursts, whose cycles differ, so there is no single mean cycle. Choose a window of regular firing.',
  ),
  clipped: entry(
    'clipping of spikes',
    'The peaks of the spikes are clipped, as by an amplifier at the limit of its range. Their height and width are not known.',
  ),
  shape: entry(
    'shape of spikes',
    'The mean of the cycles does not rise through the level of spikes and fall again. Choose a window of regular firing.',
  ),
}

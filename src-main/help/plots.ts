import { entry } from './entry.ts'

/** Of traces over time. */
const scaleBars =
  'Its menu (⋯) has scale bars in place of the axes: round lengths near a fifth of what is in view.'

/** Plots of the window, by the name of their chart. */
export const plots = {
  trace: entry(
    'Trace',
    `The recorded membrane potential over time, thinned by minimum and maximum so that no spike is lost. Ticks above it mark the spikes as features and estimates count them. ${scaleBars}`,
  ),
  stimulus: entry(
    'Stimulus',
    'The injected current that the file holds, or that was stated, over the same time as the trace. The estimate of a cell rests on it; that of a single trace does not use it.',
  ),
  fit: entry(
    'Fit',
    `Recorded trace, and over it the 90 % band of the posterior of the membrane potential without noise. The wider band is predictive: where 90 % of a new recording’s samples lie, noise included. ${scaleBars}`,
    'band = 5 … 95 % of the draws at each time',
    'gelman1996',
  ),
  residuals: entry(
    'Residuals',
    'Recording less the prediction of the most probable draw. They should match the noise model: no spikes, no drift, no oscillation.',
    'r(t) = V(t) − prediction(t)',
  ),
  innovations: entry(
    'Innovations',
    'Whitened residuals, in standard deviations, against the normal distribution. They follow it where the noise model holds.',
    'ε = whitened residual/its sd ~ N(0, 1)',
  ),
  autocorrelation: entry(
    'Autocorrelation of residuals',
    'Correlation of residuals a lag apart, with what the noise model predicts for it. Those whitened should lie within the band of white noise.',
    'rₖ = Σ eᵢ eᵢ₊ₖ/Σ eᵢ²,  band ± 1.96/√n',
    'ljung1978',
  ),
  whitened: entry(
    'Whitened residuals',
    'Residuals of the components of the mean cycle, each in standard deviations. 5 % lie beyond ±1.96 if the model is correct.',
    'ε = L⁻¹ (ȳ − f),  L Lᵀ = covariance',
  ),
  corner: entry(
    'Corner plot',
    'Posterior of each parameter on the diagonal, of each pair below it. Narrow slanted clouds are parameters that the data determine only together.',
    'contours hold 50 and 90 % of the draws',
  ),
  cycle: entry(
    'Mean cycle',
    `Mean of the recorded spike cycles over time, and the model’s cycle with its band. Where the mean leaves the band, the model’s cycle has another shape. ${scaleBars}`,
  ),
  recordedCycles: entry(
    'Recorded cycles',
    `Single cycles of the recording overlaid, and their mean, with which the model is compared. Where they diverge, one cycle does not represent all. ${scaleBars}`,
  ),
  meanSpike: entry(
    'Mean spike',
    `Mean of all spikes of the window, aligned at their peaks; the features of a spike are marked on it. Spikes of different shapes are blurred in it. ${scaleBars}`,
  ),
  phasePlane: entry(
    'Phase plane',
    'Rate of change of the potential over the potential, recorded and fitted. The onset is the lower left corner: a sharp one comes from the axon.',
    'dV/dt over V',
    'naundorf2006',
  ),
  currents: entry(
    'Currents',
    'Ionic currents of the fitted cycle over time: inward ones negative. They are the model’s, not measured.',
    'I = g · gates · (V − E)',
    'hodgkin1952',
  ),
  verdicts: entry(
    'Verdicts over time',
    'The verdict of each window over time. A click opens the window’s estimate.',
  ),
  course: entry(
    'Parameter over time',
    'Median and 90 % interval of a parameter for each window, over time. Windows that overlap share data, so that neighbours are not independent.',
  ),
  rates: entry(
    'Rate over time',
    'Recorded spikes per second in each window. It is measured, not estimated.',
    'rate = spikes/length of the window',
  ),
  loss: entry(
    'Loss',
    'Negative log density of the true parameters under the network’s posterior, over the training, on training and on validation simulations. Where the validation loss rises again, the network overfits.',
    'loss = −mean ln q(θ|data)',
    'rudi2022',
  ),
  accuracy: entry(
    'Estimated against true',
    'Network’s estimates over the true values of simulated test traces. A perfect network has all of them on the line.',
    'R² = 1 − Σ (true − estimated)²/Σ (true − mean)²',
    'rudi2022',
  ),
  ranks: entry(
    'Rank histogram',
    'Ranks of the true values among the draws of their posteriors. Flat is right; a valley is too narrow, a hill too wide, a slope is a bias.',
    'rank = share of draws below the truth: uniform if right',
    'talts2018',
  ),
  coverage: entry(
    'Coverage',
    'How often intervals of each probability contain the true value. On the diagonal they are calibrated; below it they are too narrow.',
    'coverage(α) = share of truths within the α interval',
    'talts2018',
  ),
  jointCoverage: entry(
    'Joint coverage',
    'Coverage of all parameters together, by regions of highest density or by distances to reference points (TARP). It detects wrong correlations that single parameters do not show.',
    null,
    'lemos2023',
  ),
  priorTraces: entry(
    'Traces of the prior',
    'Traces simulated from draws of the prior. If none looks like your recordings, the prior is not theirs.',
    null,
    'gelman1996',
  ),
  forest: entry(
    'Medians and intervals',
    'Median with 50 and 90 % interval of each report, in one scale. Intervals of different recordings that overlap can still differ: the table has the interval of the difference.',
  ),
  posteriors: entry(
    'Posteriors over each other',
    'Posterior density of one parameter in each report, in one scale. The overlap of two does not show how certain their difference is: the table has its interval.',
  ),
  groupCells: entry(
    'Cells and centres',
    'Posterior of each cell with its condition’s centre by the hierarchical model. The less informative its data, the more a cell is shrunk towards the centre.',
    'cell ~ N(centre, between cells), priors divided out',
  ),
  groupEffect: entry(
    'Effect',
    'Posterior of the difference (or ratio) of the centres of two conditions. Where the 90 % interval excludes 0 (or 1), the sign of the effect is determined.',
  ),
  sweeps: entry(
    'Sweeps',
    `Sweeps of the family over each other, as recorded. Before the stimulus they should lie together: where they do not, the cell or the electrode drifts. ${scaleBars}`,
  ),
  injectedCurrent: entry(
    'Injected current',
    'The command of each sweep in pA, as it was read or stated. Everything of a cell is in proportion to it.',
  ),
  membraneSweep: entry(
    'Recorded and membrane',
    `A silent sweep, and the passive membrane fitted to it. Systematic differences are currents that the membrane model lacks. ${scaleBars}`,
    'V = E + Rs I + R · lowpass(I) + slow part',
  ),
  iv: entry(
    'I–V curve',
    'Steady voltage over injected current, recorded and fitted. Its slope is the input resistance.',
    'R_in = ΔV/ΔI',
    'rall1969',
  ),
  fi: entry(
    'f–I curve',
    'Spikes of each sweep over its current, and the 90 % predictive band of the integrate-and-fire model. Where it begins to rise is the rheobase.',
    null,
    'pozzorini2015',
  ),
  kernels: entry(
    'What a spike leaves',
    'What a spike changes of the potential, or of the log hazard, over the time after it, with its 90 % interval. Spikes that follow each other add up: that is how firing adapts.',
    'Σ wⱼ exp(−t/τⱼ)',
    'pozzorini2015',
  ),
  heldOut: entry(
    'Held-out sweeps',
    'Prediction of each sweep by a fit that has not seen it, against what was recorded. It tests whether the fit holds beyond its own data.',
  ),
  command: entry(
    'Command',
    'The current under which the fitted cell is to be predicted, in pA. Its corners are dragged or moved by the arrow keys.',
  ),
  predictedVoltage: entry(
    'Predicted voltage',
    'Predicted potential between spikes under the drawn command, with its 90 % band over draws of the posterior. Under currents unlike those of the fit it is an extrapolation.',
    null,
    'pozzorini2015',
  ),
  predictedRate: entry(
    'Predicted rate',
    'Predicted firing rate under the drawn command over time, averaged over the draws. Its variation between draws is shown by the rows of predicted spikes.',
    null,
    'pozzorini2015',
  ),
  predictedSpikes: entry(
    'Predicted spikes',
    'Spike times of single draws of the posterior, a line each. How much lines differ is how uncertain single spike times are.',
    null,
    'pozzorini2015',
  ),
} as const

export type PlotHelp = keyof typeof plots

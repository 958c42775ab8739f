import { entry, type HelpEntry } from './entry.ts'

/** Checks of the estimate of one trace, by their names in verdicts. */
export const traceChecks: Readonly<Record<string, HelpEntry>> = {
  bicGain: entry(
    'neuron model versus noise',
    'Compares the fitted neuron with the best autoregressive process of order 1 to 10, without a neuron. If the process explains the trace equally well, the parameters are meaningless here.',
    'gain = (BIC of the best AR(1…10) − BIC of the model)/n',
    'schwarz1978',
  ),
  spikes: entry(
    'spike times',
    'Counts the recorded spikes that the best fit reproduces, misses or adds. How many may differ by chance is determined from recordings simulated from the posterior.',
    null,
    'gelman1996',
  ),
  spikeFeatures: entry(
    'spike features',
    'Compares width, height and intervals of the recorded spikes with those of recordings simulated from the posterior. Beyond 4 standard deviations, and by more than a tenth, it is flagged.',
    'z = (recorded − mean of simulated)/sd of simulated',
    'gelman1996',
  ),
  silent: entry(
    'silence',
    'A trace without spikes has almost no information on the neuron. Choose a window in which the neuron fires.',
  ),
  steadiness: entry(
    'stationarity of the neuron',
    'Two score tests on the whitened residuals: whether the neuron’s parameters drift along the trace, and whether its spike timing jitters slowly. Either makes the intervals too narrow.',
    'χ² = score² / its variance',
    'rao1948',
  ),
  constants: entry(
    'given constants',
    'Score test of each given constant, orthogonal to the estimated parameters. Beyond 3.3 standard errors the data reject the given value.',
    'z = efficient score/its standard error',
    'rao1948',
  ),
  cycleShape: entry(
    'shape of the cycle',
    'The mean of the whitened residuals at each phase of the neuron’s cycle; it is 0 where the model has the recorded shape. A misfit here is that of another neuron.',
    'χ² = Σ over phases (mean/standard error)²',
  ),
  noiseByPhase: entry(
    'noise by phase',
    'Compares the variance of the whitened residuals at different phases of the cycle. The model assumes constant variance.',
    'Bartlett’s test of equal variances',
    'bartlett1937',
  ),
  tails: entry(
    'Gaussian residuals',
    'Excess kurtosis of the whitened residuals: 0 for Gaussian noise. Artefacts and missed spikes cause heavy tails.',
    'kurtosis = mean(ε⁴)/mean(ε²)² − 3',
  ),
  whiteness: entry(
    'white residuals',
    'Residuals whitened by the noise model should not be autocorrelated: neither at short lags (Ljung–Box over 20 lags) nor at low frequencies. Otherwise intervals may be too narrow.',
    'Q = n(n + 2) Σ rₖ²/(n − k)',
    'ljung1978',
  ),
  levelChange: entry(
    'drift or step of the level',
    'Tests for a step or drift of the baseline, in the residuals and in the trace itself. The model has none, and fits it as neuron or noise.',
    'cumulated sums of the whitened residuals (CUSUM)',
    'brown1975',
    'rao1948',
  ),
  hum: entry(
    'mains hum and other oscillations',
    'Tests for a sine in the residuals: at 50 and 60 Hz and their harmonics, and at the largest peak of the periodogram. Remaining hum is fitted as autocorrelated noise; conditioning can subtract it.',
    'g = largest power/sum of powers',
    'fisher1929',
  ),
  clipping: entry(
    'clipping',
    'Counts the samples at the highest and lowest value of the trace. Too many of them are clipped, as by an amplifier at the end of its range, and values beyond are lost.',
  ),
  digitization: entry(
    'digitization',
    'Compares the quantization step with the noise between samples. Steps as large as the noise bias σ and ρ.',
    'variance of quantization = step²/12',
  ),
  artefacts: entry(
    'artefacts',
    'Jumps of a few samples that no membrane can make, as at stimulus onsets. They become missing samples and are not imputed.',
  ),
  rate: entry(
    'sampling rate',
    'The file does not give the sampling rate, and one was assumed. All times and rates in the report scale with it.',
  ),
  rescaling: entry(
    'scaling to model units',
    'Whether offset, gain and time scale of the recording were derived from the trace. If so, the intervals do not include their error.',
    'u = (V − offset)/gain,  model time = time/scale',
  ),
  sampling: entry(
    'convergence of the sampler',
    'Whether the effective sample size is sufficient (1,000, or 400 with Pareto k̂ of at most 0.7), or MCMC converged instead. Below 100 the intervals are unreliable.',
    'ESS = (Σ wᵢ)²/Σ wᵢ²',
    'cornuet2012',
    'vehtari2024',
    'terBraak2008',
    'vehtari2021',
  ),
  priorEdge: entry(
    'posterior at a limit of the prior',
    'Whether the posterior is truncated by a limit of the prior. The true value may then lie beyond it; a wider prior shows whether it does.',
    '(median − limit)/(far end − median) < 0.4',
  ),
  priorTail: entry(
    'posterior in the tail of the prior',
    'Whether a median lies beyond the central 99 % of its prior. The prior then biases the posterior towards its middle.',
  ),
  priorConflict: entry(
    'conflict of prior and data',
    'Compares the best fit within the prior with the best one without it. Where they conflict, the posterior is a compromise between prior and data.',
    'χ² = 2 (gain in ln L) + 2 (ln density lost in the prior’s tails)',
    'evans2006',
  ),
  priorChange: entry(
    'another prior applied',
    'A prior other than the training prior was applied, by reweighting or by the exact likelihood. If the network’s ESS is low, train a model on this prior.',
    'w ∝ p(data|θ) p(θ)/q(θ)',
    'dax2023',
  ),
  likeTraining: entry(
    'trace within the training distribution',
    'Distance of the trace to the nearest training simulations, in a few summary statistics. Beyond the distances among these, the prior does not produce such recordings.',
  ),
  likeTrainingNetwork: entry(
    'network’s output within the training distribution',
    'The same for the network’s output: a posterior unlike any for training traces is meaningless alone. Importance sampling then starts from a poor proposal.',
  ),
  sameAnswers: entry(
    'reproducibility of the network',
    'Whether the network still gives the posterior that it gave for stored traces when the model was made. Differences come from another TensorFlow or a damaged model.',
  ),
  focus: entry(
    'model refined for one recording',
    'The network of this model was trained on a prior narrowed to one recording. Those of another recording may be outside that prior.',
  ),
}

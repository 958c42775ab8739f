import { entry, type HelpEntry } from './entry.ts'

/** Checks of the estimate of one trace, by their names in verdicts. */
export const traceChecks: Readonly<Record<string, HelpEntry>> = {
  bicGain: entry(
    'neuron model against noise',
    'Compares the fitted neuron with the best autoregressive process of order 1 to 10, which knows nothing of neurons. Where the process explains the trace as well, the parameters mean nothing here.',
    'gain = (BIC of the best AR(1…10) − BIC of the model)/n',
    'schwarz1978',
  ),
  spikes: entry(
    'spike times',
    'Counts the recorded spikes that the best fit has at the same time, and those that it misses or adds. How many may differ by chance is measured on recordings simulated from the posterior.',
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
    'A trace without spikes says next to nothing of the neuron: rest looks alike for all of them. Choose a window in which the neuron fires.',
  ),
  steadiness: entry(
    'steadiness of the neuron',
    'Two score tests on the whitened residuals, beside all that is fitted: whether the neuron’s parameters change along the trace, and whether its cycles come early and late by slow waves. Either makes the intervals too narrow.',
    'χ² = score² / its variance',
    'rao1948',
  ),
  constants: entry(
    'given constants',
    'Asks what freeing each given constant would gain beyond what the estimated parameters can make up for. Beyond 3.3 standard errors the data speak against the given value.',
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
    'Compares the variance of the whitened residuals at different phases of the cycle. The model takes the noise to be the same throughout.',
    'Bartlett’s test of equal variances',
    'bartlett1937',
  ),
  tails: entry(
    'Gaussian residuals',
    'Excess kurtosis of the whitened residuals: 0 for Gaussian noise. Heavy tails are left by artefacts and by spikes that the model misses.',
    'kurtosis = mean(ε⁴)/mean(ε²)² − 3',
  ),
  whiteness: entry(
    'white residuals',
    'Once the neuron and the noise’s memory are taken out, nothing predictable should be left: neither from sample to sample (Ljung–Box over 20 lags) nor as slow waves. If there is, intervals may be too narrow.',
    'Q = n(n + 2) Σ rₖ²/(n − k)',
    'ljung1978',
  ),
  levelChange: entry(
    'drift or step of the level',
    'Looks for a change of the baseline, at once or slowly, in the residuals and in the trace itself. The model knows of none, and fits it as the neuron or its noise.',
    'cumulated sums of the whitened residuals (CUSUM)',
    'brown1975',
    'rao1948',
  ),
  hum: entry(
    'mains hum and other oscillations',
    'Looks for a sine in the residuals: at 50 and 60 Hz and their harmonics by name, at any other frequency by the largest peak of the periodogram. Hum that is left is taken for noise with memory; conditioning can take it out.',
    'g = largest power/sum of powers',
    'fisher1929',
  ),
  clipping: entry(
    'clipping',
    'Counts the samples at the highest and lowest value of the trace. Many of them were held there, as by an amplifier at the end of its range, and what lay beyond is lost.',
  ),
  digitization: entry(
    'digitization',
    'Compares the steps between recorded values with the noise from sample to sample. Steps as large as the noise change σ and ρ.',
    'variance of rounding = step²/12',
  ),
  artefacts: entry(
    'artefacts',
    'Jumps of a few samples that no membrane makes, as at stimulus onsets. They are taken as missing samples, and nothing is put in their place.',
  ),
  rate: entry(
    'sampling rate',
    'The file does not say how many samples a second it has, and a rate was assumed. All times and rates in the report are in proportion to it.',
  ),
  rescaling: entry(
    'scaling to model units',
    'Whether offset, gain and time scale of the recording were chosen by looking at the trace. Where they were, the intervals do not include the error of that choice.',
    'u = (V − offset)/gain,  model time = time/scale',
  ),
  sampling: entry(
    'convergence of the sampler',
    'Whether enough draws carry the weight of the posterior (1,000, or 400 with Pareto k̂ of at most 0.7), or MCMC converged in their place. Below 100 the intervals are those of a few draws.',
    'ESS = (Σ wᵢ)²/Σ wᵢ²',
    'cornuet2012',
    'vehtari2024',
    'terBraak2008',
    'vehtari2021',
  ),
  priorEdge: entry(
    'posterior at a limit of the prior',
    'Whether the posterior is truncated by a limit of the prior. The true value may then lie beyond it; a wider prior tells.',
    '(median − limit)/(far end − median) < 0.4',
  ),
  priorTail: entry(
    'posterior in the tail of the prior',
    'Whether a median lies beyond the central 99 % of its prior. The prior then pulls the posterior towards its middle.',
  ),
  priorConflict: entry(
    'conflict of prior and data',
    'Compares the best fit within the prior with the best one without it. Where the prior excludes or hardly allows what the data say, the posterior is a compromise of both.',
    'χ² = 2 (gain in ln L) + 2 (ln density lost in the prior’s tails)',
    'evans2006',
  ),
  priorChange: entry(
    'another prior applied',
    'Another prior than the one that the network learned was applied, by reweighting or by the exact likelihood. With few effective draws of the network, a model trained on this prior serves better.',
    'w ∝ p(data|θ) p(θ)/q(θ)',
    'dax2023',
  ),
  likeTraining: entry(
    'trace within the training distribution',
    'Distance of the trace to the nearest of the network’s training simulations, by a few numbers that describe it. Beyond the distances of these to each other the prior does not make such recordings.',
  ),
  likeTrainingNetwork: entry(
    'network’s output within the training distribution',
    'The same for what the network puts out: a posterior unlike any for training traces means nothing by itself. Importance sampling then starts from a poor proposal.',
  ),
  sameAnswers: entry(
    'same answers of the network',
    'Whether the network still gives the posterior that it gave for stored traces when the model was made. Differences come from another TensorFlow or a damaged model.',
  ),
  focus: entry(
    'model refined for one recording',
    'The network of this model was trained on a prior narrowed to one recording. On another one its parameters may lie outside that prior.',
  ),
}

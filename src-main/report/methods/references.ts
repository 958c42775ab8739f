/** References of methods paragraphs and the help. */
export const references = {
  rudi2022:
    'Rudi J, Bessac J, Lenzi A. Parameter estimation with dense and convolutional neural networks applied to the FitzHugh–Nagumo ODE. Proceedings of Machine Learning Research 145:781–808 (2022).',
  fitzhugh1961:
    'FitzHugh R. Impulses and physiological states in theoretical models of nerve membrane. Biophysical Journal 1:445–466 (1961).',
  nagumo1962:
    'Nagumo J, Arimoto S, Yoshizawa S. An active pulse transmission line simulating nerve axon. Proceedings of the IRE 50:2061–2070 (1962).',
  hodgkin1952:
    'Hodgkin AL, Huxley AF. A quantitative description of membrane current and its application to conduction and excitation in nerve. Journal of Physiology 117:500–544 (1952).',
  pospischil2008:
    'Pospischil M, Toledo-Rodriguez M, Monier C, Piwkowska Z, Bal T, Frégnac Y, Markram H, Destexhe A. Minimal Hodgkin–Huxley type models for different classes of cortical and thalamic neurons. Biological Cybernetics 99:427–441 (2008).',
  dax2023:
    'Dax M, Green SR, Gair J, Pürrer M, Wildberger J, Macke JH, Buonanno A, Schölkopf B. Neural importance sampling for rapid and reliable gravitational-wave inference. Physical Review Letters 130:171403 (2023).',
  cornuet2012:
    'Cornuet J-M, Marin J-M, Mira A, Robert CP. Adaptive multiple importance sampling. Scandinavian Journal of Statistics 39:798–812 (2012).',
  vehtari2024:
    'Vehtari A, Simpson D, Gelman A, Yao Y, Gabry J. Pareto smoothed importance sampling. Journal of Machine Learning Research 25(72):1–58 (2024).',
  terBraak2008:
    'ter Braak CJF, Vrugt JA. Differential evolution Markov chain with snooker updater and fewer chains. Statistics and Computing 18:435–446 (2008).',
  vehtari2021:
    'Vehtari A, Gelman A, Simpson D, Carpenter B, Bürkner P-C. Rank-normalization, folding, and localization: an improved R̂ for assessing convergence of MCMC. Bayesian Analysis 16:667–718 (2021).',
  kass1995:
    'Kass RE, Raftery AE. Bayes factors. Journal of the American Statistical Association 90:773–795 (1995).',
  barndorff1973:
    'Barndorff-Nielsen O, Schou G. On the parametrization of autoregressive models by partial autocorrelations. Journal of Multivariate Analysis 3:408–419 (1973).',
  pozzorini2015:
    'Pozzorini C, Mensi S, Hagens O, Naud R, Koch C, Gerstner W. Automated high-throughput characterization of single neurons by means of simplified spiking models. PLoS Computational Biology 11:e1004275 (2015).',
  brown2002:
    'Brown EN, Barbieri R, Ventura V, Kass RE, Frank LM. The time-rescaling theorem and its application to neural spike train data analysis. Neural Computation 14:325–346 (2002).',
  rall1969:
    'Rall W. Time constants and electrotonic length of membrane cylinders and neurons. Biophysical Journal 9:1483–1508 (1969).',
  naundorf2006:
    'Naundorf B, Wolf F, Volgushev M. Unique features of action potential initiation in cortical neurons. Nature 440:1060–1063 (2006).',
  kong1994:
    'Kong A, Liu JS, Wong WH. Sequential imputations and Bayesian missing data problems. Journal of the American Statistical Association 89:278–288 (1994).',
  schwarz1978: 'Schwarz G. Estimating the dimension of a model. Annals of Statistics 6:461–464 (1978).',
  talts2018:
    'Talts S, Betancourt M, Simpson D, Vehtari A, Gelman A. Validating Bayesian inference algorithms with simulation-based calibration. arXiv:1804.06788 (2018).',
  lemos2023:
    'Lemos P, Coogan A, Hezaveh Y, Perreault-Levasseur L. Sampling-based accuracy testing of posterior estimators for general inference. Proceedings of Machine Learning Research 202:19256–19273 (2023).',
  gelman1996:
    'Gelman A, Meng X-L, Stern H. Posterior predictive assessment of model fitness via realized discrepancies. Statistica Sinica 6:733–807 (1996).',
  evans2006: 'Evans M, Moshonov H. Checking for prior-data conflict. Bayesian Analysis 1:893–914 (2006).',
  rao1948:
    'Rao CR. Large sample tests of statistical hypotheses concerning several parameters with applications to problems of estimation. Mathematical Proceedings of the Cambridge Philosophical Society 44:50–57 (1948).',
  ljung1978:
    'Ljung GM, Box GEP. On a measure of lack of fit in time series models. Biometrika 65:297–303 (1978).',
  fisher1929:
    'Fisher RA. Tests of significance in harmonic analysis. Proceedings of the Royal Society A 125:54–59 (1929).',
  bartlett1937:
    'Bartlett MS. Properties of sufficiency and statistical tests. Proceedings of the Royal Society A 160:268–282 (1937).',
  brown1975:
    'Brown RL, Durbin J, Evans JM. Techniques for testing the constancy of regression relationships over time. Journal of the Royal Statistical Society B 37:149–192 (1975).',
} as const

export type ReferenceKey = keyof typeof references

/** A methods section: text with numbered citations, and its references. */
export interface Methods {
  text: string
  /** In order of their numbers, from 1. */
  references: string[]
}

/** Numbers references by first citation: cite('a', 'b') is “[1, 2]”. */
export type Cite = (...keys: ReferenceKey[]) => string

/** @param tell makes the sentences; falsy ones are left out */
export function methodsBy(tell: (cite: Cite) => (string | false | null | undefined)[]): Methods {
  const named: ReferenceKey[] = []
  const cite: Cite = (...keys) => {
    const numbers = keys.map((key) => {
      if (!named.includes(key)) named.push(key)
      return named.indexOf(key) + 1
    })
    return `[${numbers.sort((a, b) => a - b).join(', ')}]`
  }
  const text = tell(cite).filter(Boolean).join(' ')
  return { text, references: named.map((key) => references[key]) }
}

/** For the clipboard: the paragraph, then a line for each reference. */
export function methodsText({ text, references }: Methods): string {
  return [text, '', ...references.map((one, i) => `[${i + 1}] ${one}`)].join('\n').trimEnd()
}

import { describe, expect, it } from 'vitest'
import type { Diagnostics, Report } from '../../src-main/contract/reports.ts'
import { methodsOf } from '../../src-main/report/any-report.ts'
import { methodsText } from '../../src-main/report/methods/references.ts'
import { cycleReport } from '../support/cycle/cycle-report.ts'
import { seriesWithDraws } from './arviz/reports.ts'
import { fullCell, fullReport, fullSeries } from './reports.ts'

const base = fullReport()
const { diagnostics: d, recording: r } = base
const forward = base.forward as NonNullable<Report['forward']>
const withDiagnostics = (changes: Partial<Diagnostics>): Partial<Report> => ({
  diagnostics: { ...d, ...changes },
})
const withNoise = (kind: string): Partial<Report> => ({
  forward: { ...forward, noise: { kind, name: kind } },
})
const mcmc = { converged: true, rHat: 1.004, bulkEss: 1200, tailEss: 900, chains: 32, evaluations: 40_000 }
const applied: Report['appliedPrior'] = {
  format: 'nagumo-prior',
  version: 3,
  name: 'My prior',
  neuronModel: 'fitzhugh-nagumo',
  parameters: { theta0: { kind: 'uniform', lower: 0, upper: 1 } },
  constants: { gamma: 3 },
  grid: { dt: 0.2, points: 1000, substeps: 4 },
}

/** What was done, what the paragraph must say of it, and what it must not say. */
const cases: [string, Partial<Report>, RegExp[], RegExp[]][] = [
  [
    'a network’s start',
    withDiagnostics({ start: 'network' }),
    [
      /neural network .*proposed a posterior/,
      /adaptive multiple importance sampling \[\d+\] in 1 round \(800 draws\)/,
    ],
    [/MCMC/, /search/, /point estimates/],
  ],
  [
    'a search',
    withDiagnostics({ start: 'search' }),
    [/started from a search .*without a neural network/, /importance sampling/],
    [/network trained/, /MCMC/],
  ],
  [
    'no network at all, in a report that does not name its start',
    { model: { ...base.model, reads: [] } },
    [/without a neural network/],
    [/network trained/],
  ],
  [
    'a network of points',
    { model: { ...base.model, reads: ['theta0', 'theta1'] } },
    [/gave point estimates of theta0, theta1/],
    [/proposed a posterior/],
  ],
  [
    'MCMC that converged',
    withDiagnostics({ mcmc }),
    [
      /was started from these draws; it converged \(largest R̂ 1\.004, smallest effective sample size 900/,
      /its draws are reported/,
    ],
    [/not used/, /k̂/],
  ],
  [
    'MCMC that did not converge',
    withDiagnostics({ mcmc: { ...mcmc, converged: false, rHat: 1.4 } }),
    [/did not converge \(largest R̂ 1\.400/, /draws were not used/, /Pareto k̂ of the weights 0\.20/],
    [/its draws are reported/],
  ],
  [
    'a network without a likelihood',
    withDiagnostics({ simulations: 0, rounds: [] }),
    [/The posterior is that of a neural network/],
    [/importance sampling/, /k̂/, /MCMC/],
  ],
  ['white noise', withNoise('white'), [/noise was modelled as white/], [/AR\(/]],
  ['AR(1)', withNoise('ar1'), [/first order, AR\(1\)/], [/AR\(2\)/, /white/]],
  [
    'AR(2)',
    withNoise('ar2'),
    [/second order, AR\(2\), by its partial autocorrelations \[\d+\]/],
    [/AR\(1\)/],
  ],
  ['white and AR(1)', withNoise('white+ar1'), [/sum of white noise and a stationary AR\(1\)/], [/AR\(2\)/]],
  [
    'compared noises',
    {
      noises: {
        decided: true,
        compared: [
          { kind: 'white', name: 'white', logFactor: -9 },
          { kind: 'ar1', name: 'AR(1)', logFactor: 0 },
        ],
      },
    },
    [
      /noise models white and AR\(1\) were compared by their evidence \[\d+\]; AR\(1\) was favoured by a Bayes factor above 20/,
    ],
    [/no Bayes factor/],
  ],
  [
    'a trace in model units',
    {},
    [/model’s units, sample by sample/, /without conditioning/],
    [/cycle/, /offset/],
  ],
  [
    'a spike cycle',
    cycleReport({
      forward: {
        neuron: { id: 'hodgkin-huxley', name: 'Hodgkin–Huxley' },
        observable: { kind: 'mean-cycle', name: 'mean cycles of spikes' },
        noise: { kind: 'gaussian-summary', name: 'Gaussian summary' },
        protocol: { kind: 'none' },
      },
    }),
    [/Hodgkin–Huxley/, /mean of 8 recorded cycles/, /mean of the cycles’ numbers/],
    [/FitzHugh/, /sample by sample/, /AR\(/],
  ],
  [
    'conditioning',
    {
      recording: {
        ...r,
        voltageUnit: 'mV',
        conditioning: [
          { kind: 'detrend', from: 0, to: 100 },
          { kind: 'lowpass', cutoff: 500 },
          { kind: 'notch', frequency: 50 },
          { kind: 'sine', frequency: 60, amplitude: 0.3, phase: 1 },
          { kind: 'baseline', width: 200 },
        ],
      },
    },
    [
      /straight line, fitted robustly over 0–100 ms/,
      /low-pass filter without phase shift was applied \(cutoff 500 Hz\)/,
      /50 Hz was removed by a notch/,
      /sine of 60 Hz with an amplitude of 0\.3 mV/,
      /running median over 200 ms/,
    ],
    [/without conditioning/],
  ],
  [
    'a prior by weights',
    { appliedPrior: applied, ...withDiagnostics({ start: 'network' }) },
    [/prior “My prior” was applied by importance weights: θ₀: uniform from 0 to 1/],
    [/was trained \(its/],
  ],
  [
    'a prior by the likelihood',
    { appliedPrior: applied, ...withDiagnostics({ start: 'translated' }) },
    [/prior “My prior” was applied by the likelihood/, /converted to the parameters of the prior “My prior”/],
    [/importance weights/],
  ],
  [
    'an injected current',
    {
      forward: {
        ...forward,
        protocol: { kind: 'steps', holding: 0, steps: [{ from: 0, to: 9, current: 1 }] },
      },
    },
    [/under an injected current of 1 step/],
    [],
  ],
  [
    'missing samples',
    { fit: { ...base.fit, observed: [null, ...base.fit.observed.slice(1)] } },
    [/Missing samples were left out of the likelihood/],
    [],
  ],
  [
    'a cross-check',
    {
      crossCheck: {
        agreement: 'differ',
        text: 'They differ.',
        parameters: [],
        rHat: 1.001,
        ess: 1000,
        chains: 32,
        evaluations: 60_000,
        seconds: 9,
      },
    },
    [
      /sampled again by differential evolution MCMC \[\d+\] \(32 chains, 60,000 model runs\), which differed from/,
    ],
    [/agreed/],
  ],
  [
    'a refusal',
    { parameters: [], draws: [], ...withDiagnostics({ simulations: 0, rounds: [] }) },
    [/No parameters were estimated\./],
    [/importance sampling/, /prior/, /medians/, /network/],
  ],
]

describe('the methods paragraph of a report', () => {
  it.each(cases)('of %s says what was done, and nothing else', (_, changes, said, unsaid) => {
    const { text } = methodsOf(fullReport(changes))
    for (const pattern of said) expect(text).toMatch(pattern)
    for (const pattern of unsaid) expect(text).not.toMatch(pattern)
    expect(text).not.toMatch(/undefined|NaN|null|\[object/)
    expect(text).toMatch(/Nagumo 0\.1\.0/)
    expect(text).toMatch(/seed was 7/)
  })

  it.each([
    ...cases.map(([name, changes]) => [name, fullReport(changes)] as const),
    ['a series', fullSeries()] as const,
    ['a cell', fullCell()] as const,
  ])('of %s numbers its references in the order in which they are named, each once', (_, report) => {
    const { text, references } = methodsOf(report)
    const named = [...text.matchAll(/\[([\d, ]+)\]/g)].flatMap(([, numbers]) =>
      numbers.split(', ').map(Number),
    )
    const firsts = [...new Set(named)]
    expect(firsts).toEqual(references.map((_, i) => i + 1))
    expect(new Set(references).size).toBe(references.length)
    expect(
      methodsText(methodsOf(report))
        .split('\n')
        .filter((line) => /^\[\d+\] /.test(line)),
    ).toHaveLength(references.length)
  })
})

describe('the methods paragraph of a series and of a cell', () => {
  it('a series: its windows, how many count, how changes were tested', () => {
    const { text } = methodsOf(fullSeries())
    expect(text).toMatch(/in 6 windows of 100 ms, 100 ms apart/)
    expect(text).toMatch(/Of 6 windows 4 had a reliable estimate, 1 did not, and 1 was silent or left out/)
    expect(text).toMatch(/effective sample size was between 1,000 and 1,004/)
    expect(text).toMatch(/Bonferroni/)
    const untested = methodsOf(fullSeries({ changes: { text: [], tested: [], parameters: [] } })).text
    expect(untested).not.toMatch(/Bonferroni/)
    expect(methodsOf(fullSeries({ complete: false })).text).toMatch(/Only 6 windows of them were estimated/)
  })

  it('a series: what was compared, with which noise, and how each window was sampled', () => {
    const [first, second, third, ...others] = fullSeries().windows
    const windows = [
      { ...first, sampling: { start: 'network' as const, by: 'importance' as const } },
      { ...second, sampling: { start: 'search' as const, by: 'mcmc' as const } },
      { ...third, sampling: { start: 'network' as const, by: 'network' as const } },
    ]
    const { forward } = seriesWithDraws()
    const { plan } = fullSeries()
    const rescaling = { offset: -60, gain: 40, timeScale: 2 }
    const { text } = methodsOf(fullSeries({ windows, forward, plan: { ...plan, rescaling } }))
    for (const said of [
      /FitzHugh–Nagumo oscillator \[1, 2\]/,
      /compared with the recorded trace/,
      /autoregressive process of first order/,
      /same rescaling \(offset −60, gain 40, time scale 2\)/,
      /The posterior in 1 window is that of a neural network/,
      /importance sampling \[\d\] in 2 windows/,
      /from a search .* in 1 window/,
      /the reported draws are those of differential evolution MCMC \[\d\] \(in 1 window\)/,
    ])
      expect(text).toMatch(said)
    // A recording in model units was not rescaled, and where all windows are alike that is said once.
    const alike = methodsOf(fullSeries({ windows: [windows[0]], forward })).text
    expect(alike).not.toMatch(/rescaling/)
    expect(alike).toMatch(/in each window, weighted by the likelihood/)
    expect(alike).not.toMatch(/MCMC|search|no likelihood/)
    // Of earlier series nothing is said that they do not say.
    expect(methodsOf(fullSeries({ windows: others })).text).not.toMatch(/FitzHugh|noise was/)
  })

  it('a cell: its current, and the models that were asked for', () => {
    const cell = fullCell()
    const both = methodsOf(cell).text
    expect(both).toMatch(/read from the file: Steps of 0 to 100 pA/)
    expect(both).toMatch(/passive membrane was estimated from 2 sweeps without spikes/)
    expect(both).toMatch(/generalized integrate-and-fire neuron .* was fitted to all sweeps/)
    expect(both).toMatch(/fits to the even sweeps predicted the odd ones.*time rescaling/)
    const membrane = methodsOf(fullCell({ gif: null })).text
    expect(membrane).not.toMatch(/integrate-and-fire|even sweeps/)
    const stated = fullCell({ membrane: null, protocol: { ...cell.protocol, from: 'stated' } })
    expect(methodsOf(stated).text).toMatch(/given by the experimenter/)
    expect(methodsOf(stated).text).not.toMatch(/membrane/)
    const refused = { ...cell.gif, parameters: [], headline: 'Too few spikes' } as NonNullable<
      typeof cell.gif
    >
    expect(methodsOf(fullCell({ gif: refused })).text).toMatch(
      /no parameters of it are reported: Too few spikes\./,
    )
  })
})

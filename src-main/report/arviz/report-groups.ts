import type { ParameterDescription } from '../../contract/common.ts'
import type { FittedOutput } from '../../contract/fit.ts'
import type { Report } from '../../contract/reports.ts'
import { createRandom } from '../../model/random.ts'
import { type Attributes, asciiName, type Coordinate, type DataGroup, type Variable } from './data-group.ts'
import { drawsFrom } from './prior-draws.ts'

/** Number of prior draws, the usual number of posterior draws. */
const priorDraws = 2000

/** All groups of a report for which it has numbers, in ArviZ's order. */
export function reportGroups(report: Report, common: Attributes): DataGroup[] {
  const { parameters, draws, networkDraws = [] } = report
  const groups = [
    draws.length > 0 && {
      ...sampleGroup('posterior', parameters, inRandomOrder(draws)),
      attributes: { ...common, ...aboutDraws(report) },
    },
    draws.length > 0 && { ...statistics(report), attributes: { ...common, ...diagnosticsOf(report) } },
    parameters.length > 0 && {
      ...priorGroup(report),
      attributes: {
        ...common,
        about: 'Drawn independently from the marginal prior densities of the report.',
      },
    },
    report.fit.t.length > 0 && { ...observedData(report), attributes: common },
    (report.fit.predictiveDraws?.length ?? 0) > 0 && {
      ...predictiveGroup(report),
      attributes: {
        ...common,
        about:
          'Recordings drawn from the posterior, noise included. Their draws have their own numbering: they are an evenly spaced subset of the posterior draws.',
      },
    },
    report.fit.u.q50.length > 0 && {
      ...predictiveSummary(report),
      attributes: {
        ...common,
        about:
          'Quantiles of the posterior predictive distribution at each time: of the data without noise, and of a new recording with noise.',
      },
    },
    networkDraws.length > 0 && {
      ...sampleGroup('network_posterior', parameters, networkDraws),
      attributes: { ...common, about: 'The network’s own posterior, before correction by the likelihood.' },
    },
  ]
  return groups.filter((group) => group !== false)
}

/** Shuffles draws: adjacent copies from resampling would look like slow mixing in an autocorrelation estimate. */
export function inRandomOrder<T>(draws: readonly T[]): T[] {
  const random = createRandom(draws.length)
  const mixed = [...draws]
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = Math.min(i, Math.floor(random.uniform() * (i + 1)))
    ;[mixed[i], mixed[j]] = [mixed[j], mixed[i]]
  }
  return mixed
}

function aboutDraws({ diagnostics }: Report): Attributes {
  return {
    sampling: diagnostics.mcmc?.converged
      ? 'Differential evolution MCMC; the draws of all chains, pooled into one.'
      : 'Importance sampling from the network’s proposal; systematic resampling to equal weights. One chain, in random order: R-hat and the effective sample size of a chain do not apply; that of the weights is an attribute.',
  }
}

/** Draws as one chain, a variable for each parameter. */
export function sampleGroup(
  name: string,
  parameters: readonly Pick<ParameterDescription, 'name' | 'symbol' | 'unit' | 'meaning'>[],
  rows: readonly (readonly number[])[],
): Omit<DataGroup, 'attributes'> {
  return {
    name,
    coordinates: chainAndDraw(rows.length),
    variables: parameters.map((parameter, j) => ({
      name: asciiName(parameter.name),
      dimensions: ['chain', 'draw'],
      values: Float64Array.from(rows, (row) => row[j]),
      attributes: describe(parameter),
    })),
  }
}

export function chainAndDraw(draws: number): Coordinate[] {
  return [
    { name: 'chain', values: [0] },
    { name: 'draw', values: Array.from({ length: draws }, (_, k) => k) },
  ]
}

/** `units` is 1 for dimensionless numbers, by the CF conventions. */
export function describe({
  symbol,
  unit,
  meaning,
}: {
  symbol: string
  unit: string | null
  meaning: string
}): Attributes {
  return { long_name: meaning, units: unit ?? '1', symbol }
}

function priorGroup({ parameters, seed }: Report): Omit<DataGroup, 'attributes'> {
  const random = createRandom(seed)
  return {
    name: 'prior',
    coordinates: chainAndDraw(priorDraws),
    variables: parameters.map((parameter, j) => ({
      name: asciiName(parameter.name),
      dimensions: ['chain', 'draw'],
      values: drawsFrom(parameter.priorDensity, priorDraws, random.fork(j)),
      attributes: describe(parameter),
    })),
  }
}

/** Sampling diagnostics, by round. */
function statistics({ diagnostics: { rounds } }: Report): Omit<DataGroup, 'attributes'> {
  const of = (name: string, meaning: string, values: number[]): Variable => ({
    name,
    dimensions: ['round'],
    values: Float64Array.from(values),
    attributes: { long_name: meaning, units: '1' },
  })
  const whole = { name: 'round', values: rounds.map((_, k) => k) }
  return {
    name: 'sample_stats',
    coordinates: rounds.length > 0 ? [whole] : [],
    variables:
      rounds.length > 0
        ? [
            of(
              'round_draws',
              'draws weighted in a round of importance sampling',
              rounds.map((one) => one.draws),
            ),
            of(
              'round_ess_fraction',
              'effective sample size over draws',
              rounds.map((one) => one.essFraction),
            ),
          ]
        : [],
  }
}

function diagnosticsOf({ diagnostics }: Report): Attributes {
  const { start, mcmc, rounds: _, ...numbers } = diagnostics
  const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  const told = (prefix: string, values: Record<string, number | boolean>): Attributes =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}${snake(name)}`, +value]))
  return { ...told('', numbers), ...(start && { start }), ...(mcmc && told('mcmc_', mcmc)) }
}

/** The data and their outputs, each with the values along its axis. */
function outputs({ fit, data }: Report): (FittedOutput & { name: string })[] {
  const { observed, u, predictive, predictiveDraws } = fit
  const own = { observed, u, predictive, predictiveDraws, value: data.value }
  return [own, ...(fit.further ?? [])].map((one) => ({ ...one, name: asciiName(one.value.name) }))
}

function axisOf({ fit, data }: Report): Coordinate {
  const { name, unit } = data.axis
  return {
    name: asciiName(name),
    values: fit.t,
    attributes: { long_name: name, units: unit ?? '1' },
  }
}

const ofValue = ({ name, symbol, unit }: FittedOutput['value']): Attributes => ({
  long_name: name,
  units: unit,
  symbol,
})

function observedData(report: Report): Omit<DataGroup, 'attributes'> {
  const axis = axisOf(report)
  return {
    name: 'observed_data',
    coordinates: [axis],
    variables: outputs(report).map(({ name, observed, value }) => ({
      name,
      dimensions: [axis.name],
      values: Float64Array.from(observed, (one) => one ?? Number.NaN),
      attributes: ofValue(value),
    })),
  }
}

/** Posterior predictive draws, under the names of the data, as plot_ppc requires. */
function predictiveGroup(report: Report): Omit<DataGroup, 'attributes'> {
  const axis = axisOf(report)
  return {
    name: 'posterior_predictive',
    coordinates: [...chainAndDraw(report.fit.predictiveDraws?.length ?? 0), axis],
    variables: outputs(report).flatMap(({ name, predictiveDraws, value }): Variable[] =>
      predictiveDraws
        ? [
            {
              name,
              dimensions: ['chain', 'draw', axis.name],
              values: Float64Array.from(predictiveDraws.flat()),
              attributes: ofValue(value),
            },
          ]
        : [],
    ),
  }
}

function predictiveSummary(report: Report): Omit<DataGroup, 'attributes'> {
  const axis = axisOf(report)
  const quantile = { name: 'quantile', values: [0.05, 0.5, 0.95] }
  const ends = { name: 'interval_end', values: [0.05, 0.95] }
  return {
    name: 'posterior_predictive_summary',
    coordinates: [quantile, ends, axis],
    variables: outputs(report).flatMap(({ name, u, predictive, value }): Variable[] => [
      {
        name: `${name}_without_noise`,
        dimensions: ['quantile', axis.name],
        values: Float64Array.from([...u.q05, ...u.q50, ...u.q95]),
        attributes: ofValue(value),
      },
      {
        name,
        dimensions: ['interval_end', axis.name],
        values: Float64Array.from([...predictive.q05, ...predictive.q95]),
        attributes: ofValue(value),
      },
    ]),
  }
}

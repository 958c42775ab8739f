import type { Series, SeriesWindow } from '../../contract/series.ts'
import { type Attributes, asciiName, type Coordinate, type DataGroup, type Variable } from './data-group.ts'
import { chainAndDraw, describe, inRandomOrder } from './report-groups.ts'

const five = ['mean', 'sd', 'q05', 'q50', 'q95'] as const
const levels = ['ok', 'caution', 'unreliable'] as const

/**
 * Groups of a series over time, with a dimension `window`: the posterior draws of each window (NaN where it has none),
 * its features as `observed_data`, its limits and verdict as `constant_data`, and, outside ArviZ's scheme, the
 * posterior in five numbers as `posterior_summary`.
 */
export function seriesGroups(series: Series, common: Attributes): DataGroup[] {
  const { windows } = series
  const features = featureVariables(windows)
  const groups = [
    windows.some(({ draws }) => draws) && { ...posterior(series), attributes: { ...common, ...aboutDraws } },
    features.length > 0 && {
      name: 'observed_data',
      attributes: { ...common, about: 'Features of the recording in each window, without a model.' },
      coordinates: [windowsOf(windows)],
      variables: features,
    },
    windows.length > 0 && {
      name: 'constant_data',
      attributes: common,
      coordinates: [windowsOf(windows)],
      variables: aboutWindows(windows),
    },
    series.parameters.length > 0 && {
      ...summary(series),
      attributes: {
        ...common,
        about: 'The posterior of each window in five numbers: mean, sd and the quantiles 0.05, 0.5 and 0.95.',
      },
    },
  ]
  return groups.filter((group) => group !== false)
}

const aboutDraws = {
  about:
    'Each window was estimated separately: draws with the same number in two windows are unrelated. Draws of equal weight, as one chain, in random order: R-hat and the effective sample size of a chain do not apply.',
}

/** Window numbers from 0: those of `nagumo estimate --over-time` less 1. Their limits are in constant_data. */
function windowsOf(windows: readonly SeriesWindow[]): Coordinate {
  return {
    name: 'window',
    values: windows.map(({ index }) => index),
    attributes: { long_name: 'index of the window in the series, from 0', units: '1' },
  }
}

function posterior({ parameters, windows }: Series): Omit<DataGroup, 'attributes'> {
  const drawn = windows.map(({ draws }) => (draws ? inRandomOrder(draws) : null))
  const draws = Math.min(...drawn.flatMap((one) => (one ? [one.length] : [])))
  return {
    name: 'posterior',
    coordinates: [...chainAndDraw(draws), windowsOf(windows)],
    variables: parameters.map((parameter) => ({
      name: asciiName(parameter.name),
      dimensions: ['chain', 'draw', 'window'],
      values: Float64Array.from({ length: draws * windows.length }, (_, i) => {
        const w = i % windows.length
        const j = windows[w].parameters.findIndex(({ name }) => name === parameter.name)
        return drawn[w]?.[Math.floor(i / windows.length)][j] ?? Number.NaN
      }),
      attributes: describe(parameter),
    })),
  }
}

function featureVariables(windows: readonly SeriesWindow[]): Variable[] {
  const names = [...new Set(windows.flatMap(({ features }) => features.map(({ name }) => name)))]
  return names.map((name) => {
    const found = windows.map(({ features }) => features.find((one) => one.name === name))
    const first = found.find((one) => one !== undefined)
    return ofWindows(
      asciiName(name),
      first?.label ?? name,
      first?.unit ?? '1',
      found.map((one) => one?.value ?? Number.NaN),
    )
  })
}

function aboutWindows(windows: readonly SeriesWindow[]): Variable[] {
  const verdict = ofWindows(
    'verdict',
    'reliability of the estimate; NaN where there is none',
    '1',
    windows.map(({ level }) => (level === null ? Number.NaN : levels.indexOf(level))),
  )
  return [
    ofWindows(
      'window_from',
      'start of the window',
      'ms',
      windows.map(({ window }) => window.from),
    ),
    ofWindows(
      'window_to',
      'end of the window',
      'ms',
      windows.map(({ window }) => window.to),
    ),
    // By the CF conventions.
    {
      ...verdict,
      attributes: { ...verdict.attributes, flag_values: '0 1 2', flag_meanings: levels.join(' ') },
    },
  ]
}

function ofWindows(name: string, meaning: string, units: string, values: readonly number[]): Variable {
  return {
    name,
    dimensions: ['window'],
    values: Float64Array.from(values),
    attributes: { long_name: meaning, units },
  }
}

function summary({ parameters, windows }: Series): Omit<DataGroup, 'attributes'> {
  return {
    name: 'posterior_summary',
    coordinates: [
      { name: 'number', values: five.map((_, k) => k), attributes: { order: five.join(' ') } },
      windowsOf(windows),
    ],
    variables: parameters.map((parameter) => ({
      name: asciiName(parameter.name),
      dimensions: ['number', 'window'],
      values: Float64Array.from(
        five.flatMap((number) =>
          windows.map(
            (one) =>
              one.parameters.find(({ name }) => name === parameter.name)?.posterior[number] ?? Number.NaN,
          ),
        ),
      ),
      attributes: describe(parameter),
    })),
  }
}

import type { CellReport } from '../../contract/cells.ts'
import { cellDraws } from '../cell-draws.ts'
import { type Attributes, asciiName, type DataGroup } from './data-group.ts'
import { chainAndDraw, describe } from './report-groups.ts'

/**
 * Groups of a cell: posterior draws of its integrate-and-fire fit; spikes, rates and amplitudes of its sweeps; and,
 * outside ArviZ's scheme, `membrane_summary`, the membrane's posterior, of which a report stores no draws.
 */
export function cellGroups(report: CellReport, common: Attributes): DataGroup[] {
  const { membrane, features } = report
  const told = cellDraws(report)
  const five = ['mean', 'sd', 'q05', 'q50', 'q95'] as const
  const parameters = membrane?.parameters ?? []
  const groups = [
    told.length > 0 && {
      name: 'posterior',
      attributes: common,
      coordinates: chainAndDraw(told[0].values.length),
      variables: told.map((one) => ({
        name: asciiName(one.name),
        dimensions: ['chain', 'draw'],
        values: Float64Array.from(one.values),
        attributes: describe(one),
      })),
    },
    features.sweeps.length > 0 && {
      name: 'observed_data',
      attributes: common,
      coordinates: [sweepsOf(features)],
      variables: [
        sweepVariable(features, 'spikes', 'spikes', 'spikes during the current', '1'),
        sweepVariable(features, 'rate', 'rate', 'spikes divided by the duration of the stimulus', 'Hz'),
      ],
    },
    features.sweeps.length > 0 && {
      name: 'constant_data',
      attributes: common,
      coordinates: [sweepsOf(features)],
      variables: [sweepVariable(features, 'amplitude', 'amplitude', 'injected current above holding', 'pA')],
    },
    parameters.length > 0 && {
      name: 'membrane_summary',
      attributes: {
        ...common,
        about:
          'The membrane’s posterior in five numbers: mean, sd and the quantiles 0.05, 0.5 and 0.95. The report does not store its draws.',
        ...(membrane?.range && {
          measured_from_mV: membrane.range.from,
          measured_to_mV: membrane.range.to,
        }),
      },
      coordinates: [{ name: 'number', values: five.map((_, k) => k), attributes: { order: five.join(' ') } }],
      variables: parameters.map((parameter) => ({
        name: asciiName(parameter.name),
        dimensions: ['number'],
        values: Float64Array.from(five, (name) => parameter.posterior[name]),
        attributes: { ...describe(parameter), ...(parameter.note && { note: parameter.note }) },
      })),
    },
  ]
  return groups.filter((group) => group !== false)
}

type Features = CellReport['features']

function sweepsOf({ sweeps }: Features) {
  const attributes = { long_name: 'index of the sweep in the recording, from 0', units: '1' }
  return { name: 'sweep', values: sweeps.map(({ sweep }) => sweep), attributes }
}

function sweepVariable(
  { sweeps }: Features,
  column: 'spikes' | 'rate' | 'amplitude',
  name: string,
  meaning: string,
  units: string,
) {
  return {
    name,
    dimensions: ['sweep'],
    values: Float64Array.from(sweeps, (one) => one[column]),
    attributes: { long_name: meaning, units },
  }
}

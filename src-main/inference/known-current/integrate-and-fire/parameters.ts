import type { CellParameter } from '../../../contract/cells.ts'
import {
  type CellValues,
  hazardAfter,
  hazardAt,
} from '../../../model/known-current/integrate-and-fire/cell.ts'
import { summarize, weightedSample } from '../../statistics/weighted.ts'
import { longestTau, shortestTau, type VoltagePosterior } from './voltage-posterior.ts'

/**
 * With more than this share of the weight at an end of the grid, τ and the parameters that depend on it are not
 * reported.
 */
const mostAtEnd = 0.1

/** The cell's parameters: the potential between spikes, then the hazard. @param refractory ms */
export function cellParameters(
  cells: readonly CellValues[],
  refractory: number,
  { atEnd }: VoltagePosterior,
): CellParameter[] {
  const of: Describe = (name, symbol, unit, meaning, prior, value, note) => ({
    name,
    symbol,
    unit,
    meaning,
    posterior: summarize(weightedSample(Float64Array.from(cells, value))),
    prior,
    ...(note === undefined ? {} : { note }),
  })
  const weight = (place: number, scale = 1): ((cell: CellValues) => number) => {
    return ({ weights }) => weights[place] * scale
  }
  const resistance = of(
    'rIn',
    'R_in',
    'MΩ',
    'Input resistance of the steady state: R + sag + Rs; in proportion to the current as it was read',
    null,
    ({ weights }) => 1000 * (weights[1] + weights[3] + weights[4]),
  )
  const series = of('rs', 'Rs', 'MΩ', 'Uncompensated series resistance', 'normal, 0 ± 30 MΩ', weight(4, 1000))
  const rest = of('el', 'EL', 'mV', 'Resting potential without current', 'normal, −65 ± 15 mV', weight(0))
  const reset = of('vr', 'Vr', 'mV', 'Reset potential after a spike', 'normal, −55 ± 12 mV', weight(2))
  const hold = of(
    'tref',
    'Tref',
    'ms',
    'Refractory time: median time from a spike’s peak to 90 % of its fall',
    null,
    () => refractory,
    'measured from the spikes, no posterior',
  )
  const atAnEnd = atEnd.low > mostAtEnd || atEnd.high > mostAtEnd
  const passive = atAnEnd
    ? [
        {
          ...resistance,
          note: `the membrane time constant runs to ${atEnd.high > mostAtEnd ? `its longest, ${longestTau}` : `its shortest, ${shortestTau}`} ms, where τ, R and sag are not separately identifiable; ${linear}`,
        },
      ]
    : [
        { ...resistance, note: linear },
        of(
          'r',
          'R',
          'MΩ',
          'Resistance behind the membrane time constant',
          'normal, 150 ± 200 MΩ',
          weight(1, 1000),
        ),
        of(
          'sag',
          'sag',
          'MΩ',
          'Slow part of the resistance, over 60 ms; negative where the membrane sags',
          'normal, 0 ± 200 MΩ',
          weight(3, 1000),
        ),
        of(
          'tau',
          'τ',
          'ms',
          'Membrane time constant',
          `log-uniform, ${shortestTau} to ${longestTau} ms`,
          ({ tau }) => tau,
        ),
      ]
  return [...passive, series, rest, reset, hold, ...spikeParameters(of)]
}

type Describe = (
  name: string,
  symbol: string,
  unit: string | null,
  meaning: string,
  prior: string | null,
  value: (cell: CellValues) => number,
  note?: string,
) => CellParameter

function spikeParameters(of: Describe): CellParameter[] {
  const steepness = of(
    'b1',
    'b1',
    '1/mV',
    'Rise of the log hazard of a first spike with the potential',
    'log-normal, 0.5 per mV, within a factor of 2.7',
    ({ hazard }) => hazard[1],
  )
  // The threshold is where an increasing hazard reaches one per ms; without an increase there is none.
  if (steepness.posterior.q05 <= leastRise)
    return [
      {
        ...steepness,
        note: 'the hazard does not clearly rise with the potential, so there is no threshold',
      },
    ]
  return [
    of(
      'threshold',
      'θ',
      'mV',
      'Soft threshold: potential at which the hazard of a first spike is 1/ms, −45 − b0/b1',
      'normal, −45 ± 15 mV',
      ({ hazard }) => hazardAt - hazard[0] / hazard[1],
    ),
    steepness,
    of(
      'b2',
      'b2',
      '1/mV',
      'Lowering of the log hazard where the potential rises fast (against its mean over 10 ms)',
      'normal, 0 ± 2 b1',
      ({ hazard }) => hazard[2],
    ),
    ...afterFiring(of),
  ]
}

/** Threshold, b1 and b2 of a cell that has just fired: from a0, a1 and a2. */
function afterFiring(of: Describe): CellParameter[] {
  const own = ({ hazard }: CellValues): ReturnType<typeof hazardAfter> => {
    const [b0, b1, b2, , , , , a0, a1, a2] = Array.from(hazard)
    return hazardAfter({ b: [b0, b1, b2], a: [a0, a1, a2] })
  }
  const rise = of(
    'b1After',
    'b1 after',
    '1/mV',
    'Rise of the log hazard with the potential once the cell has fired (within 3 s)',
    'Student’s t with 4 degrees of freedom, log ratio to b1 0 ± 0.5',
    (cell) => own(cell).b1,
  )
  if (rise.posterior.q05 <= leastRise) return [rise]
  return [
    of(
      'thresholdAfter',
      'θ after',
      'mV',
      'Soft threshold once the cell has fired (within 3 s), apart from the effect of each spike',
      'Student’s t with 4 degrees of freedom, 0 ± 1.5 mV from θ',
      (cell) => own(cell).threshold,
    ),
    rise,
    of(
      'b2After',
      'b2 after',
      '1/mV',
      'Lowering of the log hazard where the potential rises fast, once the cell has fired (within 3 s)',
      'Student’s t with 4 degrees of freedom, ratio to b1 0 ± 1 from that of b2',
      (cell) => own(cell).b2,
    ),
  ]
}

/** 1/mV; at most a hundredth of the prior lies below. */
const leastRise = 0.05

const linear =
  'the interval takes the membrane as linear and the same in all sweeps, and is too narrow where it is not; the membrane model has sweeps differ'

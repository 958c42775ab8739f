import type { GroupAnswer, GroupParameterAnswer, Spread } from '../../contract/groups.ts'
import { type Cell, toCsv } from '../csv.ts'

const ends = ['mean', 'sd', 'q05', 'q25', 'q50', 'q75', 'q95'] as const

/**
 * Groups as CSV: a line for each effect, centre, spread and cell of every parameter and, where cells are paired, for
 * the difference within each; interval limits have their own columns. `quantity` says which it is.
 */
export function groupsTable({ parameters }: GroupAnswer): string {
  const head = [
    'parameter',
    'unit',
    'scale',
    'quantity',
    'condition',
    'against',
    'cell',
    'sweeps',
    ...ends,
    'probability_higher',
    'r_hat',
    'ess',
    'text',
  ]
  return toCsv([head, ...parameters.flatMap(rowsOf)])
}

function rowsOf(parameter: GroupParameterAnswer): Cell[][] {
  const { name, unit, scale, conditions, sweepSd, effects, paired, sampling } = parameter
  const { rHat, bulkEss, tailEss } = sampling
  const row = (
    quantity: string,
    spread: Spread,
    {
      condition = null,
      against = null,
      cell = null,
      sweeps = null,
      higher = null,
      text = null,
    }: Partial<Place> = {},
  ): Cell[] => [
    name,
    quantity.endsWith('effect') && scale === 'ratio' ? null : unit,
    scale,
    quantity,
    condition,
    against,
    cell,
    sweeps,
    ...ends.map((end) => spread[end]),
    higher,
    rHat,
    Math.min(bulkEss, tailEss),
    text,
  ]
  return [
    ...effects.map(({ from, to, effect, probabilityHigher, text }) =>
      row('effect', effect, { condition: to, against: from, higher: probabilityHigher, text }),
    ),
    ...conditions.flatMap((condition) => [
      row('centre', condition.centre, { condition: condition.name }),
      row('cell_sd', condition.cellSd, { condition: condition.name }),
    ]),
    ...(sweepSd ? [row('sweep_sd', sweepSd)] : []),
    ...(paired
      ? [
          row('difference_sd', paired.differenceSd),
          ...paired.cells.map(({ name: cell, effect }) =>
            row('cell_effect', effect, { condition: effects[0].to, against: effects[0].from, cell }),
          ),
        ]
      : []),
    ...conditions.flatMap((condition) =>
      condition.cells.map(({ name: cell, value, sweeps }) =>
        row('cell', value, { condition: condition.name, cell, sweeps: sweeps.length }),
      ),
    ),
  ]
}

interface Place {
  condition: Cell
  against: Cell
  cell: Cell
  sweeps: Cell
  higher: Cell
  text: Cell
}

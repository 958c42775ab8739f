import type { CellReport } from '../contract/cells.ts'
import { hazardAfter, hazardAt } from '../model/known-current/integrate-and-fire/cell.ts'

/** Draws of one quantity of a cell, under its parameter's name and unit. */
export interface CellDraws {
  name: string
  symbol: string
  unit: string | null
  meaning: string
  values: number[]
}

type Columns = Record<string, number[]>
interface Told {
  symbol: string
  unit: string | null
  meaning: string
  /** Computes it for one draw, from the columns in `needs`. */
  of: (at: (column: string) => number) => number
  needs: string[]
}

const column = (name: string, symbol: string, unit: string | null, meaning: string, scale = 1): Told => ({
  symbol,
  unit,
  meaning,
  of: (at) => scale * at(name),
  needs: [name],
})
const left = (ms: number): string => `Spike-triggered change of the potential, with a decay of ${ms} ms`
const lowered = (ms: number): string =>
  `Lowering of the log hazard right after a spike, with a decay of ${ms} ms`
const fired = 'once the cell has fired, with a decay of 3 s'
const after = ['b0', 'b1', 'b2', 'a0', 'a1', 'a2']
const hazard = (at: (column: string) => number): number[] => {
  const own = hazardAfter({ b: [at('b0'), at('b1'), at('b2')], a: [at('a0'), at('a1'), at('a2')] })
  return [own.threshold, own.b1, own.b2]
}

/** By parameter name; and model terms that are not reported as parameters. */
const told: Record<string, Told> = {
  rIn: {
    symbol: 'R_in',
    unit: 'MΩ',
    meaning: 'Input resistance of the steady state: R + sag + Rs',
    of: (at) => 1000 * (at('R') + at('sag') + at('Rs')),
    needs: ['R', 'sag', 'Rs'],
  },
  r: column('R', 'R', 'MΩ', 'Resistance behind the membrane time constant', 1000),
  sag: column('sag', 'sag', 'MΩ', 'Slow part of the resistance', 1000),
  tau: column('tau', 'τ', 'ms', 'Membrane time constant'),
  rs: column('Rs', 'Rs', 'MΩ', 'Uncompensated series resistance', 1000),
  el: column('EL', 'EL', 'mV', 'Resting potential without current'),
  vr: column('Vr', 'Vr', 'mV', 'Reset potential after a spike'),
  tref: column('Tref', 'Tref', 'ms', 'Refractory time'),
  threshold: {
    symbol: 'θ',
    unit: 'mV',
    meaning: 'Soft threshold of a first spike',
    of: (at) => hazardAt - at('b0') / at('b1'),
    needs: ['b0', 'b1'],
  },
  b1: column('b1', 'b1', '1/mV', 'Rise of the log hazard of a first spike with the potential'),
  b2: column('b2', 'b2', '1/mV', 'Lowering of the log hazard where the potential rises fast'),
  thresholdAfter: {
    symbol: 'θ after',
    unit: 'mV',
    meaning: 'Soft threshold once the cell has fired',
    of: (at) => hazard(at)[0],
    needs: after,
  },
  b1After: {
    symbol: 'b1 after',
    unit: '1/mV',
    meaning: 'b1 once the cell has fired',
    of: (at) => hazard(at)[1],
    needs: after,
  },
  b2After: {
    symbol: 'b2 after',
    unit: '1/mV',
    meaning: 'b2 once the cell has fired',
    of: (at) => hazard(at)[2],
    needs: after,
  },
  b0: column('b0', 'b0', null, `Log hazard (per ms) at ${hazardAt} mV of a first spike`),
  w20: column('w20', 'w20', 'mV', left(20)),
  w100: column('w100', 'w100', 'mV', left(100)),
  w400: column('w400', 'w400', 'mV', left(400)),
  c5: column('c5', 'c5', null, lowered(5)),
  c20: column('c20', 'c20', null, lowered(20)),
  c80: column('c80', 'c80', null, lowered(80)),
  c300: column('c300', 'c300', null, lowered(300)),
  a0: column('a0', 'a0', null, `Added to b0 ${fired}`),
  a1: column('a1', 'a1', '1/mV', `Added to b1 ${fired}: b1 after = b1 + a1`),
  a2: column('a2', 'a2', '1/mV', `Added to b2 ${fired}: b2 after = b2 + a2`),
}

/**
 * The draws of a cell's integrate-and-fire fit: its parameters under the names, symbols and units of the tables
 * (threshold, b1 after, …), then the model terms behind them. Older reports, without terms for a cell that has fired,
 * lack these.
 */
export function cellDraws({ gif }: CellReport): CellDraws[] {
  const columns: Columns = gif?.draws ?? {}
  const count = Object.values(columns)[0]?.length ?? 0
  if (count === 0) return []
  const described = new Map((gif?.parameters ?? []).map((one) => [one.name, one]))
  const own = Object.entries(told).flatMap(([name, { of, needs, ...words }]): CellDraws[] => {
    if (needs.some((need) => columns[need] === undefined)) return []
    // Derived quantities only where reported as a parameter: unless the hazard rises, there is no threshold.
    if (needs.length > 1 && !described.has(name)) return []
    const { symbol, unit, meaning } = described.get(name) ?? words
    const values = Array.from({ length: count }, (_, i) => of((need) => columns[need][i]))
    return [{ name, symbol, unit, meaning, values }]
  })
  const known = new Set(Object.values(told).flatMap(({ needs }) => needs))
  const others = Object.entries(columns)
    .filter(([name]) => !known.has(name))
    .map(([name, values]) => ({ name, symbol: name, unit: null, meaning: name, values }))
  return [...own, ...others]
}

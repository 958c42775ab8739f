import type { Assumed, Move } from './assumed.ts'
import { decimalsFor } from './estimate-text.ts'
import { fixed, plain, signed } from './numbers.ts'
import type { ParameterEstimate } from './reports.ts'

/** A move of more posterior standard deviations than this counts as large. */
export const largeMove = 1
/** A smaller move, in posterior standard deviations, is not shown. */
export const smallMove = 0.1

/** How far an estimate moves, as text. */
export interface MoveText {
  symbol: string
  /** “+0.070”, to the digits that the estimate has. */
  by: string
  /** “6.2 sd”. */
  sd: string
  large: boolean
  small: boolean
}

/** “γ = 3, ζ = −0.4, u(0) = 0, v(0) = 0”. */
export function givenText(assumed: readonly Assumed[]): string {
  return assumed.map(equation).join(', ')
}

/** “γ = 3”, “ENa = 50 mV”. */
export function equation({ symbol, value, unit }: Assumed): string {
  return `${symbol} = ${withUnit(value, unit)}`
}

/** The value after the change: “3.1”. */
export function changedText({ value, change, unit }: Assumed): string {
  return withUnit(Number((value + change).toPrecision(12)), unit)
}

/** All moves, in the order of the parameters. @param parameters the report’s */
export function moveTexts({ moves }: Assumed, parameters: readonly ParameterEstimate[]): MoveText[] {
  return moves.flatMap((move) => {
    const parameter = parameters.find(({ name }) => name === move.parameter)
    return parameter ? [moveText(move, parameter)] : []
  })
}

function moveText({ by, inSd }: Move, { symbol, unit, posterior }: ParameterEstimate): MoveText {
  const size = Math.abs(inSd)
  const text = signed(by, decimalsFor(posterior.q95 - posterior.q05))
  return {
    symbol,
    by: unit ? `${text} ${unit}` : text,
    sd: `${fixed(size, size < 9.95 ? 1 : 0)} sd`,
    large: size > largeMove,
    small: size < smallMove,
  }
}

function withUnit(value: number, unit: string | null): string {
  return unit ? `${plain(value)} ${unit}` : plain(value)
}

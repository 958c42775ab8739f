import type { Prior } from './prior.ts'

/**
 * The state that the model starts from, for people: what is known (“u(0) = 0, v(0) = 0”), and what is estimated.
 * @param plain writes a number
 */
export function initialState(
  { model, constants }: Pick<Prior, 'model' | 'constants'>,
  plain: (x: number) => string,
): { known: string; estimated: string } {
  const state = model.constants.flatMap(({ symbol }, j) =>
    symbol.endsWith('(0)') ? [{ symbol, value: constants[j] }] : [],
  )
  const known = state.flatMap(({ symbol, value }) => (value === null ? [] : [`${symbol} = ${plain(value)}`]))
  const estimated = state.filter(({ value }) => value === null).map(({ symbol }) => symbol)
  return { known: known.join(', '), estimated: estimated.join(' and ') }
}

import type { Prior } from './prior.ts'

/**
 * The model's initial state as text: what is known (“u(0) = 0, v(0) = 0”), and what is estimated.
 * @param plain formats a number
 */
export function initialState(
  { forward, constants }: Pick<Prior, 'forward' | 'constants'>,
  plain: (x: number) => string,
): { known: string; estimated: string } {
  const state = forward.constantDescriptions.flatMap(({ symbol, initialState }, j) =>
    initialState === undefined ? [] : [{ symbol, value: constants[j] }],
  )
  const known = state.flatMap(({ symbol, value }) => (value === null ? [] : [`${symbol} = ${plain(value)}`]))
  const estimated = state.filter(({ value }) => value === null).map(({ symbol }) => symbol)
  return { known: known.join(', '), estimated: estimated.join(' and ') }
}

import { capital } from '../../src-main/contract/wording.ts'

/**
 * Splits a text at its first full stop, colon or semicolon: “Residuals are not white” of “Residuals are not white: the
 * noise is correlated over longer times than its model allows.” The rest is empty where there is none.
 */
export function headAndRest(text: string): [head: string, rest: string] {
  const end = /[.:;] (?=\S)/.exec(text)
  return end ? [text.slice(0, end.index), capital(text.slice(end.index + 2))] : [text, '']
}

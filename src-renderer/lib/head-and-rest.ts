import { capital } from '../../src-main/contract/wording.ts'

/**
 * What a sentence says first, and the rest: “Residuals are not white” of “Residuals are not white: the noise is correlated
 * over longer times than its model allows.” The rest is empty where all is said at once.
 */
export function headAndRest(text: string): [head: string, rest: string] {
  const end = /[.:;] (?=\S)/.exec(text)
  return end ? [text.slice(0, end.index), capital(text.slice(end.index + 2))] : [text, '']
}

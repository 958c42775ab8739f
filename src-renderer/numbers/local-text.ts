import type { NumberFormat } from './number-format.ts'

/** A predicate on a number in a displayed text: the text, the position of the number, and the number. */
export type Place = (text: string, at: number, number: string) => boolean

/** Words before a number that is a version, not a quantity. */
const versioned = [
  'version',
  'versions',
  'ABF',
  'ATF',
  'NWB',
  'HDF5',
  'MATLAB',
  'Python',
  'Node',
  'Electron',
  'Chromium',
  'Nagumo',
  'libtensorflow',
  'TensorFlow',
  'ArviZ',
  'glibc',
  'GLIBC',
  'BY',
  'Apache',
  'License',
  'Licence',
].join('|')

const whole = String.raw`(?:[1-9]\d{0,2}(?:,\d{3})+|\d+)`
/** Not adjacent to a word, file name, version, path, time of day or DOI. */
const before = String.raw`(?<![\p{L}\p{N}_.,:@#\\]|[\p{L}\p{N}]-|[\p{L}_.:]/|\b(?:${versioned}) )(?!10\.\d{4,9}/)`
const after = String.raw`(?![\p{L}\p{N}_@\\]|[.,:][\p{L}\p{N}]|-[\p{L}\p{N}]|\.\.)`
const numbers = new RegExp(
  String.raw`“[^”]*”|https?://\S+|${before}(?<whole>${whole})(?:\.(?<part>\d+))?(?<power>e[+−-]?\d+)?${after}`,
  'gu',
)
const mayHave = /\d[.,]\d/

/**
 * Converts the numbers in a text to another format: 0.642 → 0,642; 1,234 → 1.234. Versions, paths, addresses and quoted
 * text (names and typed texts are quoted) are unchanged; so is what `isName` reports as part of a name.
 * @param text of the program: English, with a decimal point, and a comma between thousands
 */
export function localText(text: string, { decimal, grouped }: NumberFormat, isName: Place = never): string {
  if (!mayHave.test(text)) return text
  return text.replace(numbers, (found, ...rest) => {
    const { whole, part, power = '' } = rest.at(-1) as Record<'whole' | 'part' | 'power', string | undefined>
    if (whole === undefined || !mayHave.test(found)) return found
    if (isName(rest.at(-2) as string, rest.at(-3) as number, found)) return found
    const front = whole.includes(',') ? grouped(whole.replaceAll(',', '')) : whole
    return `${front}${part === undefined ? '' : decimal + part}${power}`
  })
}

/** The numbers in a text that would be written differently, with their positions. */
export function numbersIn(text: string): { number: string; at: number }[] {
  if (!mayHave.test(text)) return []
  return [...text.matchAll(numbers)]
    .filter(({ 0: found, groups }) => groups?.whole !== undefined && mayHave.test(found))
    .map(({ 0: number, index: at }) => ({ number, at }))
}

function never(): boolean {
  return false
}

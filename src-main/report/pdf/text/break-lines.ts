/**
 * Breaks a text into lines that fit a width: at spaces, and in words that are too long after a hyphen, a slash or an
 * underscore; a piece without these (a checksum) breaks anywhere.
 * @param measure width of a text, in the unit of `width`
 * @returns at least one line; joined, they are the text: a line broken at a space ends with it, beyond the width, so
 *   that screen readers hear two words
 */
export function breakLines(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = []
  const paragraphs = plainText(text).split('\n')
  paragraphs.forEach((paragraph, i) => {
    let line = ''
    for (const word of paragraph.split(' ').filter(Boolean)) {
      const joined = line === '' ? word : `${line} ${word}`
      if (measure(joined) <= width) {
        line = joined
        continue
      }
      if (line !== '') lines.push(`${line} `)
      const [last, ...full] = fitting(word, width, measure).reverse()
      lines.push(...full.reverse())
      line = last
    }
    lines.push(i < paragraphs.length - 1 ? `${line} ` : line)
  })
  return lines
}

/** Width of the widest unbreakable piece. */
export function widestWord(text: string, measure: (text: string) => number): number {
  const pieces = plainText(text)
    .split(/[\n ]/)
    .flatMap((word) => piecesOf(word))
  return Math.max(0, ...pieces.map(measure))
}

/** Without control characters and soft hyphens. No-break spaces are kept. */
function plainText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that no font has.
  return text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0009\u000b-\u001f\u007f\u00ad]/g, ' ')
}

function piecesOf(word: string): string[] {
  return word.match(/[^-/\\_]*[-/\\_]+|[^-/\\_]+/g) ?? []
}

/** Splits a word into pieces that each fit; one that fits is left whole. */
function fitting(word: string, width: number, measure: (text: string) => number): string[] {
  if (measure(word) <= width) return [word]
  const parts: string[] = ['']
  for (const piece of piecesOf(word)) {
    if (measure(parts[parts.length - 1] + piece) <= width) {
      parts[parts.length - 1] += piece
      continue
    }
    if (parts[parts.length - 1] !== '') parts.push('')
    for (const one of graphemes(piece)) {
      // A grapheme wider than the line gets a line of its own.
      if (parts[parts.length - 1] !== '' && measure(parts[parts.length - 1] + one) > width) parts.push('')
      parts[parts.length - 1] += one
    }
  }
  return parts
}

/** Graphemes: letters with their combining marks. */
function graphemes(text: string): string[] {
  return [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].map(
    ({ segment }) => segment,
  )
}

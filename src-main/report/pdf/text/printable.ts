import type { Pdf } from '../open-pdf.ts'

/** What pdfkit has of the font in use, and its types leave out. */
interface WithFont {
  _font: { font: { hasGlyphForCodePoint(code: number): boolean } }
}

/**
 * The text as the font in use can write it: a letter that it has no glyph for is named by its code, [U+8BB0], so that
 * a name in another script can still be told from another. Letters from Latin to Cyrillic and Greek are all there.
 */
export function printable(pdf: Pdf, text: string): string {
  if (/^[\u0020-\u007e]*$/.test(text)) return text
  const { font } = (pdf as unknown as WithFont)._font
  const written = [...text].map((letter) => {
    const code = letter.codePointAt(0)!
    return font.hasGlyphForCodePoint(code)
      ? letter
      : `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`
  })
  return written.join('')
}

import type { Pdf } from '../open-pdf.ts'

/** The font in use, which pdfkit's types omit. */
interface WithFont {
  _font: { font: { hasGlyphForCodePoint(code: number): boolean } }
}

/**
 * Replaces letters without a glyph in the current font by their code, [U+8BB0], so that names in other scripts stay
 * distinguishable. Latin, Cyrillic and Greek letters are all covered.
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

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The fonts of what is written to paper (DejaVu Sans, TrueType), as bytes. */
export interface PrintFonts {
  regular: Uint8Array
  bold: Uint8Array
  oblique: Uint8Array
}

export type FontFace = keyof PrintFonts

/** What the font calls itself. */
export const printFontFamily = 'DejaVu Sans'

const files: Record<FontFace, string> = {
  regular: 'DejaVuSans.ttf',
  bold: 'DejaVuSans-Bold.ttf',
  oblique: 'DejaVuSans-Oblique.ttf',
}

/**
 * Reads the fonts.
 * @param folder `resources/fonts` of the program
 * @throws what reading a file throws, where one is not there
 */
export async function readPrintFonts(folder: string): Promise<PrintFonts> {
  const [regular, bold, oblique] = await Promise.all(
    [files.regular, files.bold, files.oblique].map(async (name) =>
      Uint8Array.from(await readFile(join(folder, name))),
    ),
  )
  return { regular, bold, oblique }
}

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The fonts of printed output (DejaVu Sans, TrueType), as bytes. */
export interface PrintFonts {
  regular: Uint8Array
  bold: Uint8Array
  oblique: Uint8Array
}

export type FontFace = keyof PrintFonts

/** The font's family name. */
export const printFontFamily = 'DejaVu Sans'

const files: Record<FontFace, string> = {
  regular: 'DejaVuSans.ttf',
  bold: 'DejaVuSans-Bold.ttf',
  oblique: 'DejaVuSans-Oblique.ttf',
}

let ours: Promise<PrintFonts> | null = null

/** The fonts that come with the program; read once. */
export function printFonts(): Promise<PrintFonts> {
  // The relative path is the same from the built program, in out/main.
  ours ??= readPrintFonts(fileURLToPath(new URL('../../resources/fonts', import.meta.url))).catch(
    (error: unknown) => {
      ours = null
      throw error
    },
  )
  return ours
}

/** Reads fonts. @param folder with the fonts under their own names @throws the error of reading a missing file */
export async function readPrintFonts(folder: string): Promise<PrintFonts> {
  const [regular, bold, oblique] = await Promise.all(
    [files.regular, files.bold, files.oblique].map(async (name) =>
      Uint8Array.from(await readFile(join(folder, name))),
    ),
  )
  return { regular, bold, oblique }
}

import { basename, dirname } from 'node:path'
import type { DescribedFigure } from '../figures/charts/compare/figures.ts'
import { figureToSvg } from '../figures/figure-to-svg.ts'
import { paperTheme } from '../figures/theme/theme.ts'
import { writeOut } from './write-out.ts'

/** Width of figures in files, px. */
export const figureWidth = 720

/** Writes the file that an option names, atomically. */
export async function writeFileOf(path: string, text: string): Promise<void> {
  await writeOut(dirname(path), [{ fileName: basename(path), text }])
}

export async function writeFigure(path: string, { figure, description }: DescribedFigure): Promise<void> {
  await writeFileOf(path, figureToSvg(figure, description, paperTheme))
}

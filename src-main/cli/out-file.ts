import { basename, dirname } from 'node:path'
import type { DescribedFigure } from '../figures/charts/compare/figures.ts'
import { figureToSvg } from '../figures/figure-to-svg.ts'
import { paperTheme } from '../figures/theme/theme.ts'
import { writeOut } from './write-out.ts'

/** Width of figures that are written, px. */
export const figureWidth = 720

/** Writes a file that an option names, whole or not at all. */
export async function writeFileOf(path: string, text: string): Promise<void> {
  await writeOut(dirname(path), [{ fileName: basename(path), text }])
}

export async function writeFigure(path: string, { figure, description }: DescribedFigure): Promise<void> {
  await writeFileOf(path, figureToSvg(figure, description, paperTheme))
}

import type { Figure } from '../../figures/figure.ts'
import { figureToSvg } from '../../figures/figure-to-svg.ts'
import { printTheme } from '../../figures/theme/print-theme.ts'
import { type ChartTheme, paperTheme } from '../../figures/theme/theme.ts'
import { openPdf } from '../pdf/open-pdf.ts'
import { PdfContext } from '../pdf/pdf-context.ts'
import { type PrintFonts, printFonts } from '../print-fonts.ts'
import { figurePdf } from './figure-pdf.ts'
import { withDensity } from './png-density.ts'
import { drawnWidth, mmPerInch, pixelWidth, ptPerInch } from './print-size.ts'
import { rasterize } from './rasterize.ts'

/** A figure to be written to a file; a `FigureBlock` of a document has most of it. */
export interface FigureSource {
  /** What it is, in the properties of a PDF. */
  title: string
  /** What it shows, in words, for who can’t see it. */
  description: string
  /** Of what it tells of, ISO 8601. */
  createdAt: string
  draw(width: number, bars?: boolean): Figure
}

export type FigureFormat = 'svg' | 'pdf' | 'png'

export interface FigureFileOptions {
  format: FigureFormat
  /** On paper. The height follows from the figure. */
  widthMm: number
  /** Of the axes’ text, on paper. */
  fontSizePt?: number
  /** Of a PNG. */
  dpi?: number
  background?: 'white' | 'transparent'
  /** `paper`: the colours of the window by day; `print`: for journals, told apart without colour too. */
  theme?: 'paper' | 'print'
  /** Of traces over time: their axes, or scale bars in place of them. Other figures have axes. */
  scale?: 'axes' | 'bars'
  /** Those that come with the program, where none are given. */
  fonts?: PrintFonts
}

export interface FigureFile {
  bytes: Uint8Array
  mimeType: string
  widthMm: number
  heightMm: number
  /** Of a PNG. */
  pixels: { width: number; height: number } | null
}

/**
 * A figure as a file of a size on paper. It needs plain Node alone; the same figure has the same bytes.
 * Text in an SVG is text in DejaVu Sans, or where that is missing in a font much like it; a PDF has the font in it.
 * @throws NagumoError USAGE where size, resolution or font size are out of their limits (`figureLimits`)
 */
export async function figureFile(
  { title, description: shown, createdAt, draw }: FigureSource,
  {
    format,
    widthMm,
    fontSizePt = 8,
    dpi = 300,
    background = 'white',
    theme: kind = 'paper',
    scale = 'axes',
    fonts: given,
  }: FigureFileOptions,
): Promise<FigureFile> {
  const fonts = given ?? (await printFonts())
  const figure = filling(draw, drawnWidth({ widthMm, fontSizePt }), scale === 'bars')
  const description = figure.scale ? `${shown} ${figure.scale}` : shown
  const theme = themeOf(kind)
  const heightMm = (widthMm * figure.height) / figure.width
  const size: [number, number] = [widthMm, heightMm].map((mm) => (mm / mmPerInch) * ptPerInch) as [
    number,
    number,
  ]
  const settings = { title, createdAt, size, fonts }
  const paper = background === 'white' ? theme.paper : null
  const done = { widthMm, heightMm, pixels: null }
  if (format === 'pdf') {
    const bytes = await figurePdf(figure, description, settings, theme, paper)
    return { ...done, bytes, mimeType: 'application/pdf' }
  }
  const context = new PdfContext(openPdf(settings))
  const measure = (text: string, font: string): number => {
    context.font = font
    return context.measureText(text).width
  }
  const svg = figureToSvg(figure, description, theme, {
    measure,
    printed: { width: widthMm, height: heightMm },
    transparent: paper === null,
  })
  if (format === 'svg') return { ...done, bytes: new TextEncoder().encode(svg), mimeType: 'image/svg+xml' }
  const across = pixelWidth(widthMm, dpi, figure.height / figure.width)
  const { png, width, height } = await rasterize(svg, across, fonts)
  return { ...done, bytes: withDensity(png, dpi), mimeType: 'image/png', pixels: { width, height } }
}

/** The figure in that width: one that takes less stands in the middle, one that can’t be so narrow is made smaller. */
function filling(draw: FigureSource['draw'], width: number, bars: boolean): Figure {
  const figure = draw(width, bars)
  const spare = width - figure.width
  return {
    ...figure,
    width: Math.max(width, figure.width),
    draw(context, theme) {
      context.save()
      context.translate(Math.max(0, spare / 2), 0)
      figure.draw(context, theme)
      context.restore()
    },
  }
}

/** On white, with the font that files have in them. */
function themeOf(kind: 'paper' | 'print'): ChartTheme {
  return kind === 'print' ? printTheme : { ...paperTheme, paper: '#ffffff', font: printTheme.font }
}

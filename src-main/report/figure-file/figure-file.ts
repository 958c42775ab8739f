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
  /** Title in the properties of a PDF. */
  title: string
  /** Alternative text for screen readers. */
  description: string
  /** Date of its subject, ISO 8601. */
  createdAt: string
  draw(width: number, bars?: boolean): Figure
}

export type FigureFormat = 'svg' | 'pdf' | 'png'

export interface FigureFileOptions {
  format: FigureFormat
  /** Printed width; the height follows from the figure. */
  widthMm: number
  /** Printed size of the axes’ text. */
  fontSizePt?: number
  /** For PNG. */
  dpi?: number
  background?: 'white' | 'transparent'
  /** `paper`: the window's light colours; `print`: for journals, distinguishable without colour. */
  theme?: 'paper' | 'print'
  /** For traces over time: axes, or scale bars instead. Other figures have axes. */
  scale?: 'axes' | 'bars'
  /** Default: those that come with the program. */
  fonts?: PrintFonts
}

export interface FigureFile {
  bytes: Uint8Array
  mimeType: string
  widthMm: number
  heightMm: number
  /** For PNG. */
  pixels: { width: number; height: number } | null
}

/**
 * A figure as a file of a printed size. Needs plain Node only; the same figure has the same bytes. SVG text is set in
 * DejaVu Sans, or a similar font where that is missing; a PDF embeds the font.
 * @throws NagumoError USAGE where size, resolution or font size are outside `figureLimits`
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

/** The figure at that width: centred where it takes less, scaled down where it can’t be so narrow. */
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

/** Theme on white, with the files' font. */
function themeOf(kind: 'paper' | 'print'): ChartTheme {
  return kind === 'print' ? printTheme : { ...paperTheme, paper: '#ffffff', font: printTheme.font }
}

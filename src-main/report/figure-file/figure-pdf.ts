import type { Figure } from '../../figures/figure.ts'
import type { ChartTheme } from '../../figures/theme/theme.ts'
import { closePdf, openPdf, type PdfSettings } from '../pdf/open-pdf.ts'
import { PdfContext } from '../pdf/pdf-context.ts'

/**
 * A figure as a one-page PDF of its size, with real text.
 * @param settings `size` of the page, pt; the figure is scaled to its width @param background null: none
 */
export function figurePdf(
  figure: Figure,
  description: string,
  settings: PdfSettings,
  theme: ChartTheme,
  background: string | null,
): Promise<Uint8Array> {
  const pdf = openPdf(settings)
  const [width, height] = settings.size
  pdf.addPage()
  if (background !== null) {
    pdf.markContent('Artifact', { type: 'Layout' })
    pdf.rect(0, 0, width, height).fillColor(background, 1).fill()
    pdf.endMarkedContent()
  }
  const options = { alt: description, bbox: [0, 0, width, height] }
  const element = pdf.struct('Figure', options)
  pdf.addStructure(element)
  element.add(() => {
    pdf.save()
    pdf.scale(width / figure.width)
    figure.draw(new PdfContext(pdf), theme)
    pdf.restore()
  })
  element.end()
  return closePdf(pdf)
}

import { paperTheme } from '../../../figures/theme/theme.ts'
import type { FigureBlock } from '../../document/document.ts'
import type { PageFlow } from '../page-flow.ts'
import { PdfContext } from '../pdf-context.ts'
import { figureScale, gaps, styles } from '../style.ts'
import type { Prepared } from './prepared.ts'

const white = { ...paperTheme, paper: '#ffffff' }
const beforeCaption = 4

/** A figure with its caption, on one page; scaled down where it is higher than a page. */
export function prepareFigure(block: FigureBlock, flow: PageFlow): Prepared {
  const figure = block.draw(Math.round(flow.width / figureScale))
  const style = styles.caption
  const lines = flow.lines(block.caption, style)
  const captionHeight = beforeCaption + lines.length * style.leading
  const scale = Math.min(
    figureScale,
    flow.width / figure.width,
    (flow.wholePage - captionHeight) / figure.height,
  )
  const [width, height] = [figure.width * scale, figure.height * scale]
  return {
    gap: gaps.block,
    lead: height + captionHeight,
    draw() {
      const top = flow.y
      const bbox: [number, number, number, number] = [flow.left, top, flow.left + width, top + height]
      const element = flow.element('Figure', { alt: block.description, bbox })
      element.add(() => {
        flow.pdf.save()
        flow.pdf.translate(flow.left, top).scale(scale)
        figure.draw(new PdfContext(flow.pdf), white)
        flow.pdf.restore()
      })
      element.end()
      flow.y = top + height + beforeCaption
      const caption = flow.element('Caption')
      flow.writeLines(caption, lines, style)
      caption.end()
    },
  }
}

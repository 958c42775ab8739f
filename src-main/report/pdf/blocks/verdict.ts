import type { VerdictLevel } from '../../../contract/common.ts'
import { levelWords } from '../../../contract/report-words.ts'
import { capital } from '../../../contract/wording.ts'
import type { Block } from '../../document/document.ts'
import type { Pdf } from '../open-pdf.ts'
import type { PageFlow } from '../page-flow.ts'
import { gaps, styles, type TextStyle } from '../style.ts'
import type { Prepared } from './prepared.ts'

const colors: Record<VerdictLevel, string> = { ok: '#00735a', caution: '#855800', unreliable: '#b54800' }
const padding = 10
const mark = { radius: 7, room: 26 }

/** A box with the level as shape and word, and the headline. */
export function prepareVerdict(
  { level, headline }: Extract<Block, { kind: 'verdict' }>,
  flow: PageFlow,
): Prepared {
  const head: TextStyle = { ...styles.heading3, color: colors[level] }
  const body = styles.body
  const left = flow.left + padding + mark.room
  const lines = flow.lines(headline, body, flow.width - 2 * padding - mark.room)
  const height = 2 * padding + head.leading + lines.length * body.leading
  return {
    gap: gaps.block,
    lead: Math.min(height, flow.wholePage),
    draw() {
      const top = flow.y
      flow.decoration(() => {
        flow.pdf.rect(flow.left, top, flow.width, height).undash().lineWidth(0.75)
        flow.pdf.strokeColor(colors[level], 1).stroke()
        drawMark(flow.pdf, level, flow.left + padding + mark.radius, top + padding + head.leading / 2)
      })
      flow
        .element('P')
        .add(() => flow.write(capital(levelWords[level]), head, left, top + padding))
        .end()
      const element = flow.element('P')
      element.add(() => {
        lines.forEach((line, i) => {
          flow.write(line, body, left, top + padding + head.leading + i * body.leading)
        })
      })
      element.end()
      flow.y = top + height
    },
  }
}

/** A tick in a circle, an exclamation mark in a triangle, a cross in a square: distinguishable without colour. */
function drawMark(pdf: Pdf, level: VerdictLevel, x: number, y: number): void {
  const r = mark.radius
  pdf.save()
  pdf.fillColor(colors[level], 1)
  if (level === 'ok') pdf.circle(x, y, r).fill()
  else if (level === 'caution') pdf.polygon([x, y - r], [x + r, y + 0.85 * r], [x - r, y + 0.85 * r]).fill()
  else pdf.rect(x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r).fill()
  pdf.strokeColor('#ffffff', 1).lineWidth(1.4).lineCap('round').lineJoin('round').undash()
  if (level === 'ok') pdf.path(`M${x - 3} ${y}L${x - 0.8} ${y + 2.4}L${x + 3.2} ${y - 2.6}`)
  else if (level === 'caution') pdf.path(`M${x} ${y - 2.6}L${x} ${y + 1.4}M${x} ${y + 3.7}L${x} ${y + 3.71}`)
  else pdf.path(`M${x - 2.8} ${y - 2.8}L${x + 2.8} ${y + 2.8}M${x + 2.8} ${y - 2.8}L${x - 2.8} ${y + 2.8}`)
  pdf.stroke().restore()
}

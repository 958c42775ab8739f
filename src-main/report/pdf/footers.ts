import type { PageFlow } from './page-flow.ts'
import { styles } from './style.ts'

/** Distance of the footer from the lower edge, pt. */
const height = 34

/** Draws the title, page number and page count at the foot of every page. */
export function drawFooters(flow: PageFlow, title: string): void {
  const { pdf, left, width } = flow
  const style = styles.footer
  const measure = flow.measure(style)
  const { start, count } = pdf.bufferedPageRange()
  for (let i = 0; i < count; i++) {
    pdf.switchToPage(start + i)
    const page = `${i + 1} of ${count}`
    const pageWidth = measure(page)
    const top = pdf.page.height - height
    pdf.markContent('Artifact', { type: 'Pagination', attached: ['Bottom'] })
    flow.rule(left, left + width, top - 5)
    flow.write(shortened(title, width - pageWidth - 20, measure), style, left, top)
    flow.write(page, style, left + width - pageWidth, top)
    pdf.endMarkedContent()
  }
}

function shortened(text: string, width: number, measure: (text: string) => number): string {
  if (measure(text) <= width) return text
  const letters = [...text]
  while (letters.length > 0 && measure(`${letters.join('')}…`) > width) letters.pop()
  return `${letters.join('').trimEnd()}…`
}

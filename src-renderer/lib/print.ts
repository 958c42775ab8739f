import { type AnyReport, documentOf } from '../../src-main/report/any-report.ts'
import { documentBody } from '../../src-main/report/html/document-to-html.ts'

/**
 * Prints the whole document of a report instead of the screen, where scrolled content is cut off.
 * @returns a function that restores normal printing
 */
export function printable(report: () => AnyReport | null): () => void {
  const sheet = document.createElement('div')
  sheet.className = 'printed'
  // It leaves the program: a document, with decimal points.
  sheet.translate = false
  const before = (): void => {
    const shown = report()
    if (!shown) return
    // All text in it is escaped; it has no script and loads nothing.
    sheet.innerHTML = documentBody(documentOf(shown))
    document.body.append(sheet)
  }
  const after = (): void => {
    sheet.remove()
    sheet.replaceChildren()
  }
  addEventListener('beforeprint', before)
  addEventListener('afterprint', after)
  return () => {
    after()
    removeEventListener('beforeprint', before)
    removeEventListener('afterprint', after)
  }
}

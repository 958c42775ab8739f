import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { documentToPdf } from '../../../src-main/report/document-to-pdf.ts'
import { printFonts } from '../../../src-main/report/print-fonts.ts'
import { readPdf } from '../../support/read-pdf.ts'
import { sampleDocument } from './sample-document.ts'

/** What pypdf and pdfplumber read in the same document: see make-extracted.py. */
const recorded = JSON.parse(readFileSync(new URL('./extracted.json', import.meta.url), 'utf8')) as {
  title: string
  creationDate: string
  language: string
  tags: Record<string, number>
  pages: string[]
  outside: unknown[]
  overlapping: unknown[]
}
const pdf = readPdf(await documentToPdf(sampleDocument, { fonts: await printFonts() }))
/** Where a program sees a space depends on the program, and so does what it reads first. */
const letters = (text: string): string => [...text.replace(/\s/g, '')].sort().join('')

describe('what others read in the PDF', () => {
  it('is what is written to it, page by page: the record is of this very document', () => {
    expect(recorded.pages.map(letters)).toEqual(pdf.pages.map((page) => letters(page.join(''))))
  })

  it('has title, date, language and tags', () => {
    expect(recorded.title).toBe(sampleDocument.title)
    expect(recorded.creationDate).toBe('D:20261102093000Z')
    expect(recorded.language).toBe('en-GB')
    const tags = Object.fromEntries(Object.entries(pdf.tags).map(([tag, count]) => [`/${tag}`, count]))
    expect(recorded.tags).toMatchObject({ ...tags, '/Document': 1 })
  })

  it('has lines in the order in which they are read', () => {
    const [first] = recorded.pages
    const places = [
      'With caution',
      'The residuals match',
      'θ₁ −0.0891 −0.11 – −0.07 recovery damping',
      '• SHA-256:',
    ].map((text) => first.indexOf(text))
    expect(places.every((place) => place >= 0)).toBe(true)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })

  it('lies within the margins, and no word over another', () => {
    expect(recorded.outside).toEqual([])
    expect(recorded.overlapping).toEqual([])
  })
})

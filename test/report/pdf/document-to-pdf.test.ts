import { describe, expect, it } from 'vitest'
import type { FigureBlock, ReportDocument, TableBlock } from '../../../src-main/report/document/document.ts'
import { documentToPdf } from '../../../src-main/report/document-to-pdf.ts'
import { printFonts } from '../../../src-main/report/print-fonts.ts'
import { readPdf } from '../../support/read-pdf.ts'
import { sampleDocument } from './sample-document.ts'

const fonts = await printFonts()
const bytes = await documentToPdf(sampleDocument, { fonts })
const pdf = readPdf(bytes)
const texts = pdf.pages.flat()
const blocksOf = <K extends ReportDocument['blocks'][number]['kind']>(kind: K) =>
  sampleDocument.blocks.filter((block): block is Extract<typeof block, { kind: K }> => block.kind === kind)

function small(...blocks: ReportDocument['blocks']): ReportDocument {
  return { title: 'A', subtitle: '', createdAt: '2026-11-02T09:30:00.000Z', blocks }
}

describe('a document as PDF', () => {
  it('has every word of the document in it, in its order', () => {
    // Lines are broken anywhere, so what is compared has no spaces.
    const drawn = pdf.pages.map((page) => page.slice(0, -2).join('')).join('')
    const run = drawn.replace(/\s/g, '')
    let at = 0
    const follows = (text: string): void => {
      const found = run.indexOf(text.replace(/\s/g, ''), at)
      expect(found, text).toBeGreaterThanOrEqual(at)
      at = found
    }
    follows(sampleDocument.title)
    follows(sampleDocument.subtitle)
    for (const block of sampleDocument.blocks) {
      if (block.kind === 'verdict') follows(block.headline)
      else if (block.kind === 'list') block.items.forEach(follows)
      else if (block.kind === 'table') follows(block.caption)
      else if (block.kind === 'figure') follows(block.caption)
      else follows(block.text)
    }
    for (const { rows } of blocksOf('table')) {
      if (rows.length > 1) for (const cell of rows.flat()) expect(texts).toContain(cell)
    }
  })

  it('has the headings as bookmarks', () => {
    expect(pdf.bookmarks).toEqual(blocksOf('heading').map(({ text }) => text))
    expect(pdf.catalog).toMatch(/\/Outlines \d+ 0 R/)
  })

  it('is British English, and shows its title', () => {
    expect(pdf.catalog).toContain('/Lang (en-GB)')
    const info = [...pdf.objects.values()].join('\n')
    expect(info).toContain('(D:20261102093000Z)')
    expect(info).toContain('/DisplayDocTitle true')
  })

  it('is tagged: headings, cells with their heads, lists, figures with what they show', () => {
    const tables = blocksOf('table')
    const rows = tables.reduce((sum, table) => sum + table.rows.length, 0)
    const cells = tables.reduce((sum, { columns, rows: own }) => sum + (columns.length - 1) * own.length, 0)
    expect(pdf.tags).toMatchObject({
      H1: 1,
      H2: 3,
      H3: 2,
      Table: tables.length,
      TR: rows + tables.length,
      TD: cells,
      TH: rows + tables.reduce((sum, { columns }) => sum + columns.length, 0),
      L: 1,
      LI: 3,
      Figure: 2,
      Caption: tables.length + 2,
    })
    expect(pdf.catalog).toMatch(/\/StructTreeRoot \d+ 0 R/)
    expect(pdf.alternatives).toEqual(blocksOf('figure').map(({ description }) => description))
    const scopes = [...pdf.objects.values()].join('\n').match(/\/Scope \/\w+/g)!
    expect(new Set(scopes)).toEqual(new Set(['/Scope /Column', '/Scope /Row']))
  })

  it('has the fonts in it that it is set in, and no other', () => {
    const names = pdf.fonts.map((name) => name.replace(/^[A-Z]{6}\+/, '')).sort()
    expect(names).toEqual(['DejaVuSans', 'DejaVuSans-Bold'])
    expect(Buffer.from(bytes).toString('latin1')).not.toMatch(/Helvetica/)
  })

  it('says on each page which of how many it is', () => {
    const count = pdf.pages.length
    expect(count).toBeGreaterThan(3)
    expect(pdf.pages.map((page) => page.at(-1))).toEqual(pdf.pages.map((_, i) => `${i + 1} of ${count}`))
    expect(pdf.pages.every((page) => page.at(-2) === sampleDocument.title)).toBe(true)
  })

  it('repeats the head of a table on every page that it takes', () => {
    const [, long] = blocksOf('table') as TableBlock[]
    const heads = pdf.pages.filter((page) => page.includes(long.columns[1].head)).length
    const withRows = pdf.pages.filter((page) => long.rows.some((row) => page.includes(row[1]))).length
    expect(withRows).toBeGreaterThan(2)
    expect(heads).toBe(withRows)
  })

  it('keeps headings with what they are above, and captions with their figures', () => {
    const pageOf = (text: string): number => pdf.pages.findIndex((page) => page.includes(text))
    const [fit] = blocksOf('figure') as FigureBlock[]
    expect(pageOf('Data and model')).toBe(pageOf('time, ms'))
    expect(pageOf('time, ms')).toBe(pageOf(fit.caption))
    expect(pageOf('Spikes')).toBe(pageOf('140 spikes'))
    expect(pageOf('140 spikes')).toBe(pdf.pages.findIndex((page) => page.includes('12.35')))
  })

  it('has the same bytes each time, and others for another document', async () => {
    const again = await documentToPdf(sampleDocument, { fonts })
    expect(Buffer.from(again).equals(Buffer.from(bytes))).toBe(true)
    const later = await documentToPdf({ ...sampleDocument, createdAt: '2026-11-03T09:30:00Z' }, { fonts })
    expect(Buffer.from(later).equals(Buffer.from(bytes))).toBe(false)
  })

  it('is of the paper that was asked for', async () => {
    const letter = readPdf(await documentToPdf(small(), { paper: 'Letter', fonts }))
    const boxes = (read: typeof pdf) => [...read.objects.values()].join('\n').match(/\/MediaBox \[[^\]]*\]/g)!
    expect(boxes(letter)).toEqual(['/MediaBox [0 0 612 792]'])
    expect(new Set(boxes(pdf))).toEqual(new Set(['/MediaBox [0 0 595.28 841.89]']))
  })

  it('takes a row that is higher than a page, and a table without rows', async () => {
    const words = Array.from({ length: 1500 }, (_, i) => `w${i}`)
    const columns = [
      { head: 'Name', numeric: false },
      { head: 'Text', numeric: false },
    ]
    const read = readPdf(
      await documentToPdf(
        small(
          { kind: 'table', caption: 'High', columns, rows: [['a', words.join(' ')]] },
          { kind: 'table', caption: 'Empty', columns, rows: [] },
        ),
        { fonts },
      ),
    )
    expect(read.pages.length).toBeGreaterThan(1)
    const found = read.pages.flat().flatMap((line) => line.match(/w\d+/g) ?? [])
    expect(found).toEqual(words)
  })

  it('names letters that the font has not by their codes, within the page as well', async () => {
    const text = `记录 ${'数据'.repeat(60)} Łódź θ̂ Ω`
    const read = readPdf(await documentToPdf(small({ kind: 'paragraph', text }), { fonts }))
    const [first, ...lines] = read.pages[0].slice(1, -2)
    expect(first).toMatch(/^\[U\+8BB0\]\[U\+5F55\]/)
    expect(lines.length).toBeGreaterThan(5)
    expect(lines.join('')).toMatch(/ Łódź θ̂ Ω$/)
  })

  it('is refused where its date is none', async () => {
    await expect(documentToPdf({ ...small(), createdAt: 'once' }, { fonts })).rejects.toThrow(
      'The document “A” gives its time as “once”, which is not a date.',
    )
  })
})

import { inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NagumoError } from '../../../src-main/contract/errors.ts'
import { figureFile } from '../../../src-main/report/figure-file/figure-file.ts'
import { journalPresets } from '../../../src-main/report/figure-file/journals.ts'
import { drawnWidth, figureLimits, pixelWidth } from '../../../src-main/report/figure-file/print-size.ts'
import { openPdf } from '../../../src-main/report/pdf/open-pdf.ts'
import { PdfContext } from '../../../src-main/report/pdf/pdf-context.ts'
import { printFonts } from '../../../src-main/report/print-fonts.ts'
import { readPdf } from '../../support/read-pdf.ts'
import { gallery } from './gallery.ts'

const fonts = await printFonts()
const names = Object.keys(gallery)
const decoded = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

function textsOf(svg: string): string[] {
  return [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map((match) => match[1])
}

/** Chunks of a PNG by name, and its pixels without the bytes that say how a line is filtered (all must be unfiltered or not asked). */
function readPng(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const chunks: { name: string; data: Uint8Array }[] = []
  for (let at = 8; at < bytes.length; ) {
    const length = view.getUint32(at)
    const name = decoded(bytes.subarray(at + 4, at + 8))
    chunks.push({ name, data: bytes.subarray(at + 8, at + 8 + length) })
    at += 12 + length
  }
  const header = chunks[0].data
  const size = new DataView(header.buffer, header.byteOffset)
  return { chunks, width: size.getUint32(0), height: size.getUint32(4) }
}

/** Red, green, blue and opacity of the pixel at the upper left. */
function firstPixel(bytes: Uint8Array): number[] {
  const data = readPng(bytes).chunks.filter(({ name }) => name === 'IDAT')
  // Of the first pixel of the first line every filter gives its bytes as they are.
  return [...inflateSync(Buffer.concat(data.map((chunk) => chunk.data))).subarray(1, 5)]
}

describe.each(names)('%s as a file', (name) => {
  const source = gallery[name]
  const wanted = { widthMm: 120, fonts }

  it('has its width on paper as SVG, and the proportions of its drawing', async () => {
    const { bytes, heightMm } = await figureFile(source, { ...wanted, format: 'svg' })
    const svg = decoded(bytes)
    const [, width, height, boxWidth, boxHeight] =
      /<svg [^>]*width="([\d.]+)mm" height="([\d.]+)mm" viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg)!
    expect(Number(width)).toBe(120)
    expect(Number(height)).toBeCloseTo(heightMm, 2)
    expect(Number(boxHeight) / Number(boxWidth)).toBeCloseTo(heightMm / 120, 3)
    expect(svg).not.toMatch(/NaN|undefined|Infinity/)
  })

  it('has all its texts as text in the PDF, with an embedded font, its size and its description', async () => {
    const svg = decoded((await figureFile(source, { ...wanted, format: 'svg' })).bytes)
    const { bytes, heightMm } = await figureFile(source, { ...wanted, format: 'pdf' })
    const pdf = readPdf(bytes)
    expect(pdf.pages).toHaveLength(1)
    expect(pdf.pages[0]).toEqual(textsOf(svg))
    expect(pdf.fonts.every((font) => /^[A-Z]{6}\+DejaVuSans/.test(font))).toBe(true)
    expect(pdf.alternatives).toEqual([source.description])
    const page = [...pdf.objects.values()].find((one) => /\/Type \/Page\b/.test(one))!
    const box = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(page)!.slice(1).map(Number)
    expect(box[0]).toBeCloseTo((120 / 25.4) * 72, 2)
    expect(box[1]).toBeCloseTo((heightMm / 25.4) * 72, 2)
  })

  it('has as many pixels as its width at its resolution as PNG, and says the resolution', async () => {
    const dpi = 96
    const file = await figureFile(source, { ...wanted, format: 'png', dpi })
    const { chunks, width, height } = readPng(file.bytes)
    expect(width).toBe(Math.round((120 / 25.4) * dpi))
    expect(file.pixels).toEqual({ width, height })
    expect(Math.abs(height - (file.heightMm / 25.4) * dpi)).toBeLessThanOrEqual(1)
    const density = chunks.find((chunk) => chunk.name === 'pHYs')!.data
    const view = new DataView(density.buffer, density.byteOffset)
    expect([view.getUint32(0), view.getUint32(4), density[8]]).toEqual([3780, 3780, 1])
    expect(firstPixel(file.bytes)).toEqual([255, 255, 255, 255])
  })

  it('has no text beyond its edges, in a single column as well', async () => {
    const pdf = openPdf({ title: '', createdAt: source.createdAt, size: [100, 100], fonts })
    const context = new PdfContext(pdf)
    for (const widthMm of [85, 180]) {
      const svg = decoded((await figureFile(source, { format: 'svg', widthMm, fonts })).bytes)
      const right = Number(/viewBox="0 0 ([\d.]+)/.exec(svg)![1])
      for (const [, attributes, text] of svg.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g)) {
        if (attributes.includes('transform')) continue
        const value = (key: string) => new RegExp(`${key}="([^"]*)"`).exec(attributes)?.[1]
        context.font = `${value('font-weight') ?? ''} ${value('font-size')}px x`
        const { width } = context.measureText(text)
        const share = { start: 0, middle: 0.5, end: 1 }[value('text-anchor')!]!
        const left = Number(value('x')) - share * width
        // Half a pixel is no more than the white beside a letter.
        expect(left, `${text} at ${widthMm} mm`).toBeGreaterThanOrEqual(-0.5)
        expect(left + width, `${text} at ${widthMm} mm`).toBeLessThanOrEqual(right + 0.5)
      }
    }
  })
})

describe('a figure as a file', () => {
  const source = gallery.innovations

  it('is the same, byte by byte, each time', async () => {
    for (const format of ['svg', 'pdf', 'png'] as const) {
      const options = { format, widthMm: 89, fonts }
      const [a, b] = [await figureFile(source, options), await figureFile(source, options)]
      expect(Buffer.from(a.bytes).equals(Buffer.from(b.bytes))).toBe(true)
    }
  })

  it('lets paper through where it is asked to', async () => {
    const options = { widthMm: 89, background: 'transparent', fonts } as const
    const png = await figureFile(source, { ...options, format: 'png', dpi: 72 })
    expect(firstPixel(png.bytes)).toEqual([0, 0, 0, 0])
    const svg = decoded((await figureFile(source, { ...options, format: 'svg' })).bytes)
    expect(svg).not.toMatch(/<rect width=/)
  })

  it('has text of the size that was asked for', async () => {
    for (const fontSizePt of [6, 10]) {
      const { bytes } = await figureFile(source, { format: 'svg', widthMm: 120, fontSizePt, fonts })
      const svg = decoded(bytes)
      const [, width] = /viewBox="0 0 ([\d.]+)/.exec(svg)!
      const ptPerUnit = ((120 / 25.4) * 72) / Number(width)
      const sizes = [...svg.matchAll(/font-size="([\d.]+)"/g)].map((match) => Number(match[1]) * ptPerUnit)
      expect(Math.max(...sizes)).toBeCloseTo(fontSizePt, 6)
    }
  })

  it('is refused in words where it can’t be drawn', async () => {
    const refusal = (work: () => unknown): string => {
      try {
        work()
      } catch (error) {
        expect(error).toBeInstanceOf(NagumoError)
        return (error as NagumoError).message
      }
      throw new Error('it was not refused')
    }
    expect(refusal(() => drawnWidth({ widthMm: 5, fontSizePt: 8 }))).toBe(
      'The width of a figure is 20 to 600 mm; found 5.',
    )
    expect(refusal(() => drawnWidth({ widthMm: 40, fontSizePt: 12 }))).toMatch(
      /^In a figure of 40 mm, text of 12 pt leaves no space for a plot\. Make the figure at least \d+ mm wide, or the text at most [\d.]+ pt\.$/,
    )
    expect(refusal(() => pixelWidth(600, 1200, 1))).toMatch(/would have 28346 × 28346 pixels; .* PDF or SVG/)
    expect(refusal(() => pixelWidth(100, Number.NaN, 1))).toMatch(/50 to 1200 dpi; found NaN/)
  })

  it('is drawn at what a refusal advises', () => {
    const { widthMm, fontSizePt } = figureLimits
    fc.assert(
      fc.property(
        fc.double({ min: widthMm.from, max: widthMm.to, noNaN: true }),
        fc.double({ min: fontSizePt.from, max: fontSizePt.to, noNaN: true }),
        (width, size) => {
          try {
            drawnWidth({ widthMm: width, fontSizePt: size })
          } catch (error) {
            const [, wider, smaller] = /at least (\d+) mm wide, or the text at most ([\d.]+) pt/.exec(
              (error as Error).message,
            )!
            drawnWidth({ widthMm: Number(wider), fontSizePt: size })
            if (Number(smaller) >= fontSizePt.from)
              drawnWidth({ widthMm: width, fontSizePt: Number(smaller) })
          }
        },
      ),
      { seed: 19, numRuns: 300 },
    )
  })

  it('can be drawn in every column of every journal, with its smallest text', () => {
    for (const { single, oneAndAHalf, double, minFontSizePt } of journalPresets) {
      for (const widthMm of [single, oneAndAHalf ?? double, double]) {
        expect(drawnWidth({ widthMm, fontSizePt: minFontSizePt })).toBeGreaterThan(figureLimits.leastWidth)
      }
      expect(single).toBeLessThan(oneAndAHalf ?? double)
      expect(oneAndAHalf ?? single).toBeLessThan(double)
    }
  })
})

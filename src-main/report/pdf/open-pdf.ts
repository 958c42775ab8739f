import PDFDocument from 'pdfkit'
import { version } from '../../../package.json'
import type { FontFace, PrintFonts } from '../print-fonts.ts'

/** A pdfkit document. */
export type Pdf = PDFKit.PDFDocument

export interface PdfSettings {
  title: string
  /** Date of its subject, ISO 8601: the same document has the same bytes, whenever it is written. */
  createdAt: string
  /** Width and height of a page, pt. */
  size: [width: number, height: number]
  fonts: PrintFonts
}

/**
 * An empty document without a page: British English, tagged for screen readers, its title in the window's title bar.
 * Pages are buffered until it is closed, so that footers can give the page count.
 */
export function openPdf({ title, createdAt, size, fonts }: PdfSettings): Pdf {
  const date = new Date(createdAt)
  const pdf = new PDFDocument({
    size,
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    pdfVersion: '1.7',
    lang: 'en-GB',
    tagged: true,
    displayTitle: true,
    // No default font: pdfkit would look for Helvetica among its own files, which no bundle has.
    font: null as unknown as string,
    info: { Title: title, Creator: `Nagumo ${version}`, CreationDate: date, ModDate: date },
  })
  for (const face of ['regular', 'bold', 'oblique'] satisfies FontFace[]) {
    pdf.registerFont(face, fonts[face])
  }
  escapeMetadata(pdf)
  return pdf
}

/** pdfkit writes title and creator unescaped into the XML metadata. */
function escapeMetadata(pdf: Pdf): void {
  const end = pdf.endMetadata.bind(pdf)
  pdf.endMetadata = () => {
    const { Title = '', Creator = '' } = pdf.info
    // The info dictionary has been written by now.
    Object.assign(pdf.info, { Title: escapedXml(Title), Creator: escapedXml(Creator) })
    end()
  }
}

function escapedXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}

/** Ends the document. @returns the file */
export function closePdf(pdf: Pdf): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = []
    pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    pdf.on('error', reject)
    pdf.on('end', () => resolve(Uint8Array.from(Buffer.concat(chunks))))
    pdf.end()
  })
}

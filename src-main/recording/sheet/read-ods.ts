import type { SheetPackage } from './package.ts'
import { mostSheets } from './read-xlsx.ts'
import { cellName, type Sheet, SheetRows } from './sheet-rows.ts'
import type { XmlTag } from './xml-scanner.ts'
import { ZipError } from './zip-file.ts'

const content = 'content.xml'
const manifest = 'META-INF/manifest.xml'
/** Column limit; empty cells may be repeated to the last column, and empty rows to the last row. */
const mostColumns = 16_384

interface Cell {
  tag: XmlTag
  covered: boolean
  paragraphs: string[]
}

/** The sheets of an OpenDocument 1.3 spreadsheet (.ods): values as stored, not as displayed. */
export async function readOds(source: SheetPackage): Promise<Sheet[]> {
  await refuseEncrypted(source)
  const sheets: Sheet[] = []
  let rows: SheetRows | null = null
  let [row, times, cells] = [0, 1, [] as string[]]
  let cell: Cell | null = null
  /** Nesting depth inside comments, drawings and tracked changes, which lie among the cells but are skipped. */
  let aside = 0
  let [tables, paragraph] = [0, 0]
  await source.scan(content, {
    open(name, tag) {
      if (isAside(name)) aside++
      if (aside > 0) return
      if (name === 'table' && ++tables === 1) {
        rows = new SheetRows(tag.attribute('table:name') ?? '', source.file)
        row = 0
      } else if (name === 'table-row') {
        times = repeated(tag, 'table:number-rows-repeated')
        cells = []
      } else if (name === 'table-cell' || name === 'covered-table-cell') {
        cell = { tag, covered: name !== 'table-cell', paragraphs: [] }
      } else if (name === 'p' && cell) {
        cell.paragraphs.push('')
        paragraph++
      } else if (paragraph > 0 && cell) {
        if (name === 's') add(cell, ' '.repeat(Math.min(100, repeated(tag, 'text:c'))))
        else if (name === 'tab' || name === 'line-break') add(cell, ' ')
      }
    },
    text(piece) {
      if (aside === 0 && paragraph > 0 && cell) add(cell, piece)
    },
    close(name) {
      if (isAside(name)) {
        aside--
        return
      }
      if (aside > 0) return
      if (name === 'p' && paragraph > 0) paragraph--
      else if ((name === 'table-cell' || name === 'covered-table-cell') && cell && rows) {
        const { tag, covered } = cell
        const column = cells.length
        const value = covered ? '' : storedValue(cell, rows, cellName(row, column))
        const many = repeated(tag, 'table:number-columns-repeated')
        if (value !== '' || column + many <= mostColumns)
          for (let k = 0; k < many && cells.length <= mostColumns; k++) cells.push(value)
        const [down, across] = ['rows', 'columns'].map((side) =>
          repeated(tag, `table:number-${side}-spanned`),
        )
        if (down > 1 || across > 1) rows.merge({ row, column, rows: down, columns: across })
        cell = null
      } else if (name === 'table-row' && rows) {
        rows.add(row, cells, times)
        row += times
      } else if (name === 'table' && --tables === 0 && rows) {
        if (sheets.length < mostSheets) sheets.push(rows.done())
        rows = null
      }
    },
  })
  return sheets
}

function isAside(name: string): boolean {
  return ['annotation', 'tracked-changes', 'shapes', 'frame', 'dde-links', 'custom-shape'].includes(name)
}

function add({ paragraphs }: Cell, piece: string): void {
  paragraphs[paragraphs.length - 1] += piece
}

function repeated(tag: XmlTag, name: string): number {
  const times = Number(tag.attribute(name) ?? 1)
  return Number.isInteger(times) && times >= 1 ? times : 1
}

function storedValue({ tag, paragraphs }: Cell, rows: SheetRows, place: string): string {
  const type = tag.attribute('office:value-type')
  const shown = paragraphs.join(' ')
  if (type === 'float' || type === 'percentage' || type === 'currency')
    return tag.attribute('office:value') ?? ''
  if (type === 'date') return (tag.attribute('office:date-value') ?? shown).replace('T', ' ')
  if (type === 'time') return clockOf(tag.attribute('office:time-value') ?? '') ?? shown
  if (type === 'boolean') return tag.attribute('office:boolean-value') === 'true' ? '1' : '0'
  const formula = tag.attribute('table:formula')
  if (type === undefined && formula !== undefined && shown === '') return rows.formula(formula, place)
  return rows.text(tag.attribute('office:string-value') || shown, place)
}

/** “PT00H00M01.5S” as “00:00:01.5”. */
function clockOf(duration: string): string | null {
  const match = /^PT(?:(\d{1,3})H)?(?:(\d{1,2})M)?(?:(\d{1,2})(?:[.,](\d{1,12}))?\d*S)?$/.exec(duration)
  if (!match) return null
  const [h = '0', m = '0', s = '0', fraction] = match.slice(1)
  return `${h.padStart(2, '0')}:${m.padStart(2, '0')}:${s.padStart(2, '0')}${fraction ? `.${fraction}` : ''}`
}

async function refuseEncrypted(source: SheetPackage): Promise<void> {
  if (!source.has(manifest)) return
  let encrypted = false
  await source.scan(manifest, {
    open(name) {
      if (name === 'encryption-data') encrypted = true
    },
    text() {},
    close() {},
  })
  if (encrypted) throw new ZipError('it is protected by a password')
}

import type { SheetPackage } from './package.ts'
import { cellName, cellPlace, type Sheet, SheetRows } from './sheet-rows.ts'
import { showsTime, timeText } from './xlsx-styles.ts'
import type { XmlHandler } from './xml-scanner.ts'
import { ZipError } from './zip-file.ts'

/** Maximum number of sheets read from a workbook. */
export const mostSheets = 16
const mostStrings = 4_000_000

/** The parts of a workbook needed to read its cells. */
interface Workbook {
  strings: string[]
  /** Whether a cell style shows a time, by style index. */
  times: boolean[]
  from1904: boolean
}

/** The sheets of an Excel workbook (.xlsx, .xlsm), following ECMA-376: values as stored, not as displayed. */
export async function readXlsx(source: SheetPackage): Promise<Sheet[]> {
  const main = (await relationsOf(source, '')).find(({ type }) => type.endsWith('/officeDocument'))?.target
  if (!main) throw new ZipError('it contains no workbook')
  const relations = await relationsOf(source, main)
  const listed: { name: string; id: string }[] = []
  let from1904 = false
  await source.scan(main, {
    ...nothing,
    open(name, tag) {
      if (name === 'sheet')
        listed.push({
          name: tag.attribute('name') ?? '',
          id: tag.attribute('r:id') ?? tag.attribute('ns0:id') ?? '',
        })
      if (name === 'workbookPr') from1904 = /^(1|true)$/.test(tag.attribute('date1904') ?? '')
    },
  })
  const partOf = (kind: string): string | undefined =>
    relations.find(({ type }) => type.endsWith(kind))?.target
  const book: Workbook = {
    strings: await stringsOf(source, partOf('/sharedStrings')),
    times: await timesOf(source, partOf('/styles')),
    from1904,
  }
  const sheets: Sheet[] = []
  for (const { name, id } of listed.slice(0, mostSheets)) {
    const relation = relations.find((one) => one.id === id)
    // Chart sheets are listed too.
    if (relation?.type.endsWith('/worksheet')) sheets.push(await sheetOf(source, relation.target, name, book))
  }
  return sheets
}

const nothing: XmlHandler = { open() {}, text() {}, close() {} }

async function relationsOf(
  source: SheetPackage,
  part: string,
): Promise<{ id: string; type: string; target: string }[]> {
  const slash = part.lastIndexOf('/') + 1
  const found: { id: string; type: string; target: string }[] = []
  const at = `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`
  if (!source.has(at)) return found
  await source.scan(at, {
    ...nothing,
    open(name, tag) {
      if (name !== 'Relationship') return
      const target = tag.attribute('Target') ?? ''
      found.push({
        id: tag.attribute('Id') ?? '',
        type: tag.attribute('Type') ?? '',
        target: target.startsWith('/') ? target.slice(1) : part.slice(0, slash) + target.replace(/^\.\//, ''),
      })
    },
  })
  return found
}

async function stringsOf(source: SheetPackage, part: string | undefined): Promise<string[]> {
  const strings: string[] = []
  if (!part || !source.has(part)) return strings
  let [text, inText, phonetic] = ['', false, 0]
  await source.scan(part, {
    open(name) {
      if (name === 'si') text = ''
      else if (name === 'rPh') phonetic++
      else if (name === 't') inText = phonetic === 0
    },
    text(piece) {
      if (inText) text += piece
    },
    close(name) {
      if (name === 't') inText = false
      else if (name === 'rPh') phonetic--
      else if (name === 'si' && strings.length < mostStrings) strings.push(text)
    },
  })
  return strings
}

async function timesOf(source: SheetPackage, part: string | undefined): Promise<boolean[]> {
  const times: boolean[] = []
  if (!part || !source.has(part)) return times
  const codes = new Map<number, string>()
  let inCells = false
  await source.scan(part, {
    ...nothing,
    open(name, tag) {
      if (name === 'numFmt') codes.set(Number(tag.attribute('numFmtId')), tag.attribute('formatCode') ?? '')
      else if (name === 'cellXfs') inCells = true
      else if (name === 'xf' && inCells) {
        const id = Number(tag.attribute('numFmtId') ?? 0)
        times.push(showsTime(id, codes.get(id)))
      }
    },
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
  })
  return times
}

interface Cell {
  column: number
  type: string
  style: number
  value: string
  text: string
  formula: string | null
}

async function sheetOf(source: SheetPackage, part: string, name: string, book: Workbook): Promise<Sheet> {
  const rows = new SheetRows(name, source.file)
  let [row, cells] = [0, [] as string[]]
  let cell: Cell | null = null
  let inside: 'value' | 'text' | 'formula' | null = null
  let phonetic = 0
  const storedValue = ({ column, type, style, value, text, formula }: Cell): string => {
    const place = cellName(row, column)
    if (type === 'inlineStr') return rows.text(text, place)
    if (value === '') return formula === null ? '' : type === 'str' ? '' : rows.formula(formula, place)
    if (type === 's') return rows.text(book.strings[Number(value)] ?? '', place)
    if (type === 'b') return value
    if (type === 'str' || type === 'e') return rows.text(value, place)
    if (type === 'd') return value.replace('T', ' ')
    return book.times[style] ? timeText(value, book.from1904) : value
  }
  await source.scan(part, {
    open(tagName, tag) {
      if (tagName === 'row') {
        const given = Number(tag.attribute('r') ?? Number.NaN)
        row = given >= 1 ? given - 1 : rows.next
        cells = []
      } else if (tagName === 'c') {
        const place = cellPlace(tag.attribute('r') ?? '')
        cell = {
          column: place?.column ?? cells.length,
          type: tag.attribute('t') ?? 'n',
          style: Number(tag.attribute('s') ?? -1),
          value: '',
          text: '',
          formula: null,
        }
      } else if (tagName === 'v') inside = 'value'
      else if (tagName === 'rPh') phonetic++
      else if (tagName === 't' && phonetic === 0) inside = 'text'
      else if (tagName === 'f' && cell) {
        inside = 'formula'
        cell.formula = ''
      } else if (tagName === 'mergeCell') {
        const [from, to] = (tag.attribute('ref') ?? '').split(':').map(cellPlace)
        if (from && to)
          rows.merge({ ...from, rows: to.row - from.row + 1, columns: to.column - from.column + 1 })
      }
    },
    text(piece) {
      if (!cell || !inside) return
      if (inside === 'formula') cell.formula += piece
      else cell[inside] += piece
    },
    close(tagName) {
      if (tagName === 'rPh') phonetic--
      if (tagName === 'v' || tagName === 't' || tagName === 'f') inside = null
      else if (tagName === 'c' && cell) {
        // Excel's column limit.
        if (cell.column < 16_384) cells[cell.column] = storedValue(cell)
        cell = null
      } else if (tagName === 'row') rows.add(row, cells)
    },
  })
  return rows.done()
}

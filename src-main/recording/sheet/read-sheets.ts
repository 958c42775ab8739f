import type { FileHandle } from 'node:fs/promises'
import { NagumoError } from '../../contract/errors.ts'
import type { Doubt, ReadingChoice } from '../../contract/recordings.ts'
import { fewestSamples } from '../limits.ts'
import type { Evidence } from '../meaning/time-unit.ts'
import type { RecordingData } from '../recording-data.ts'
import { quote } from '../table/problems.ts'
import { readLines } from '../text/read-text.ts'
import { damageOf, SheetPackage } from './package.ts'
import { readOds } from './read-ods.ts'
import { readXlsx } from './read-xlsx.ts'
import type { Sheet } from './sheet-rows.ts'
import { openArchive, ZipError } from './zip-file.ts'

const names = { xlsx: 'an Excel file (.xlsx)', ods: 'an OpenDocument sheet (.ods)' }
const asCsv = 'Open it, save it again, or save the sheet as CSV, and open that.'
const mostNames = 4

/**
 * Which kind of sheet an archive holds; null if it holds something else or cannot be read.
 * @param head the file's first bytes
 */
export async function sheetFormat(
  head: Uint8Array,
  handle: FileHandle,
  name: string,
): Promise<'xlsx' | 'ods' | null> {
  const start = Buffer.from(head.buffer, head.byteOffset, head.length).toString('latin1')
  if (!start.startsWith('PK\x03\x04')) return null
  const byName = /\.xls[xm]$/i.test(name) ? 'xlsx' : /\.ods$/i.test(name) ? 'ods' : null
  if (start.includes('mimetypeapplication/vnd.oasis.opendocument.spreadsheet')) return 'ods'
  try {
    const { entries } = await openArchive(handle)
    if (entries.has('xl/workbook.xml')) return 'xlsx'
    return entries.has('content.xml') && byName === 'ods' ? 'ods' : byName
  } catch (error) {
    if (error instanceof ZipError) return byName
    throw error
  }
}

/**
 * Reads an Excel or OpenDocument file: a sheet is converted to text lines, which are parsed like any text file. Of
 * several sheets the one with a trace is read, and the others are named.
 * @throws NagumoError FILE_UNREADABLE, FILE_TOO_LARGE, FILE_EMPTY, and those of a text; CANCELLED when `signal` is
 *   aborted
 */
export async function readSheets(
  format: 'xlsx' | 'ods',
  handle: FileHandle,
  { name, bytes, choice }: { name: string; bytes: number; choice: ReadingChoice },
  signal?: AbortSignal,
): Promise<RecordingData> {
  const sheets = await sheetsOf(format, handle, name, bytes, signal)
  const filled = sheets.filter((sheet) => sheet.filled > 0)
  if (filled.length === 0) {
    throw new NagumoError(
      'FILE_EMPTY',
      `${name} has no sheet with data; a time and a voltage column were expected. Save the recording again.`,
    )
  }
  const long = filled.filter((sheet) => sheet.filled >= fewestSamples)
  const tried: { sheet: Sheet; recording: RecordingData }[] = []
  const failed: { sheet: Sheet; error: NagumoError }[] = []
  for (const sheet of long.length > 0 ? long : filled) {
    try {
      tried.push({
        sheet,
        recording: await readSheet(sheet, format, handle, { name, choice, count: sheets.length }, signal),
      })
    } catch (error) {
      if (!(error instanceof NagumoError) || error.code === 'CANCELLED') throw error
      failed.push({ sheet, error })
    }
  }
  if (tried.length === 0) throw refusalOf(failed, sheets.length)
  const { sheet, recording } = tried.reduce((a, b) => (worth(b.recording) > worth(a.recording) ? b : a))
  const others = filled.filter((one) => one !== sheet && one.filled >= fewestSamples).map((one) => one.name)
  if (others.length > 0) recording.reading.doubts.unshift(otherSheets(sheet.name, others))
  return recording
}

async function sheetsOf(
  format: 'xlsx' | 'ods',
  handle: FileHandle,
  name: string,
  bytes: number,
  signal: AbortSignal | undefined,
): Promise<Sheet[]> {
  try {
    const source = await SheetPackage.open(handle, name, bytes, signal)
    return await (format === 'xlsx' ? readXlsx(source) : readOds(source))
  } catch (error) {
    const found = damageOf(error)
    if (found === null) throw error
    throw new NagumoError(
      'FILE_UNREADABLE',
      `${name} is ${names[format]} that cannot be read: ${found}. ${asCsv}`,
    )
  }
}

async function readSheet(
  sheet: Sheet,
  format: 'xlsx' | 'ods',
  handle: FileHandle,
  { name, choice, count }: { name: string; choice: ReadingChoice; count: number },
  signal: AbortSignal | undefined,
): Promise<RecordingData> {
  const layout: Evidence[] = [
    {
      conclusion: `${sheet.columns === 1 ? 'One column' : `${sheet.columns} columns`} of sheet ${quote(sheet.name)}`,
      because: `${count === 1 ? 'the only sheet' : `one of ${count} sheets`}; lines are its rows, and values are read as stored, not as shown`,
    },
  ]
  const { lines } = sheet
  const recording = await readLines(lines, handle, name, choice, { format, layout }, signal)
  recording.reading.doubts.push(...doubtsOf(sheet))
  return recording
}

function doubtsOf({ unvalued, commas }: Sheet): Doubt[] {
  const doubts: Doubt[] = []
  if (commas) {
    doubts.push({
      code: 'DECIMAL_MARK',
      about: 'decimal',
      text: `${commas.count === 1 ? 'A cell contains its number' : `${commas.count} cells contain their numbers`} as text, the first ${commas.first}: the comma was read as the decimal mark. If it separates thousands, convert the text to numbers and save the file again.`,
    })
  }
  if (unvalued) {
    doubts.push({
      code: 'CELLS_WITHOUT_VALUE',
      about: 'columns',
      text: `${unvaluedWords(unvalued)} To include them, open the file in Excel or LibreOffice and save it.`,
    })
  }
  return doubts
}

function unvaluedWords({ count, first }: NonNullable<Sheet['unvalued']>): string {
  return `${count === 1 ? 'A formula has' : `${count} formulas have`} no value in the file, the first in ${first}; ${count === 1 ? 'it was' : 'they were'} not calculated.`
}

/** Ranks readings without open questions first, then those with a named voltage, then longer ones. */
function worth({ reading, points, sweeps }: RecordingData): number {
  const asked = reading.doubts.some(({ about }) => about === 'columns' || about === 'voltageUnit')
  const named = reading.columns.some(({ role, name }) => role === 'voltage' && !/^column \d+$/.test(name))
  return (named ? 2 : 1) * (asked ? 1 : 4) * 1e9 + points * sweeps.length
}

/** The error of the largest sheet. */
function refusalOf(failed: readonly { sheet: Sheet; error: NagumoError }[], count: number): NagumoError {
  const { sheet, error } = failed.reduce((a, b) => (b.sheet.filled > a.sheet.filled ? b : a))
  const of = count > 1 ? ` (Sheet ${quote(sheet.name)}; no other of ${count} holds a trace.)` : ''
  const formulas = sheet.unvalued
    ? ` ${unvaluedWords(sheet.unvalued)} Open the file in Excel or LibreOffice and save it.`
    : ''
  return new NagumoError(error.code, error.message + formulas + of)
}

function otherSheets(read: string, others: readonly string[]): Doubt {
  const list = others
    .slice(0, mostNames)
    .map((name) => quote(name))
    .join(', ')
  const more = others.length > mostNames ? ` and ${others.length - mostNames} more` : ''
  return {
    code: 'TABLE_CHOSEN',
    about: 'columns',
    text: `Sheet ${quote(read)} was read; ${list}${more} ${others.length === 1 ? 'holds' : 'hold'} rows, too. To read another sheet, save it as a separate file.`,
  }
}

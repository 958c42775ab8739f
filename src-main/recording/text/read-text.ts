import type { FileHandle } from 'node:fs/promises'
import type { ReadingChoice } from '../../contract/recordings.ts'
import { planColumns, refuseRowsOfTraces, wantedColumns } from '../meaning/columns.ts'
import { interpret, type Written } from '../meaning/interpret.ts'
import type { RecordingData } from '../recording-data.ts'
import { findDialect } from '../table/dialect.ts'
import { readTable } from '../table/read-table.ts'
import { isSkipped, splitLines } from '../table/split.ts'
import { openSourceFile, type SourceFile } from './source-file.ts'
import { headOf, transposed } from './transpose.ts'

/** Rows used to determine the columns' roles. */
const firstRows = 2000

/**
 * Reads a text file of numbers as a recording.
 * @param path path of the file
 * @param name the file's name as dropped, for messages
 * @param choice what the user decided; the rest is inferred from the file
 * @throws NagumoError for every problem with a file: FILE_*, CELL_NOT_A_NUMBER, COLUMN_COUNT, NO_*_COLUMN, TIME_*,
 *   TOO_FEW_POINTS, TRACE_CONSTANT, UNITS_IMPLAUSIBLE; CANCELLED when `signal` is aborted
 */
export async function readText(
  path: string,
  name: string,
  signal?: AbortSignal,
  choice: ReadingChoice = {},
): Promise<RecordingData> {
  const opened = await openSourceFile(path, name, choice.transposed)
  try {
    return await readSource(opened, name, choice, undefined, signal)
  } finally {
    await opened.handle.close()
  }
}

/**
 * Reads tab-separated lines converted from another format; see {@link readText}.
 * @param lines including line ends
 * @param handle of the source file, which stays open
 * @param origin type of the source file
 */
export function readLines(
  lines: readonly string[],
  handle: FileHandle,
  name: string,
  choice: ReadingChoice,
  origin: NonNullable<Written['source']>,
  signal?: AbortSignal,
): Promise<RecordingData> {
  const bytes = lines.reduce((sum, { length }) => sum + length, 0)
  const source = { handle, name, bytes, zeros: 0, encoding: { label: 'utf-8' as const, skip: 0 }, lines }
  return readSource({ ...source, head: headOf(lines) }, name, choice, origin, signal)
}

async function readSource(
  opened: SourceFile,
  name: string,
  choice: ReadingChoice,
  origin: Written['source'],
  signal: AbortSignal | undefined,
): Promise<RecordingData> {
  const file = choice.transposed ? await transposed(opened, signal) : opened
  const dialect = findDialect(file.head, name, choice.decimal, origin && '\t')
  const lines = file.head.split('\n')
  const above = lines.splice(0, dialect.headerLines)
  const first = splitLines(lines.slice(0, firstRows).join('\n'), dialect.delimiter, dialect.quoted)
  const rows = first.filter((row) => !isSkipped(row[0], row.length) && row.length >= dialect.columns)
  refuseRowsOfTraces(dialect, rows, name)
  const plan = planColumns(dialect, rows, name, choice.roles)
  const table = await readTable(file, dialect, wantedColumns(plan), signal)
  const written = { dialect, plan, firstRows: rows, above, choice, ...(origin && { source: origin }) }
  return interpret(table, written, name)
}

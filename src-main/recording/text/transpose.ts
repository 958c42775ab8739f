import { NagumoError } from '../../contract/errors.ts'
import { type Delimiter, splitLines } from '../table/split.ts'
import { lineBlocks } from './line-blocks.ts'
import type { SourceFile } from './source-file.ts'

/** Larger files with a trace per row are not transposed, as all their cells are held in memory. */
const mostBytes = 128 * 1024 * 1024
const headCharacters = 1024 * 1024

/**
 * Transposes a file that holds one trace per row. Comments stay above.
 * @throws NagumoError FILE_TOO_LARGE, CANCELLED
 */
export async function transposed(file: SourceFile, signal?: AbortSignal): Promise<SourceFile> {
  if (file.bytes > mostBytes) {
    throw new NagumoError(
      'FILE_TOO_LARGE',
      `${file.name} has ${Math.round(file.bytes / 2 ** 20)} MB; rows are turned into columns up to ${mostBytes / 2 ** 20} MB. Export it with a column for each sweep.`,
    )
  }
  const comments: string[] = []
  const rows: string[][] = []
  let delimiter: Delimiter | null = null
  for await (const block of lineBlocks(file, signal, Number.POSITIVE_INFINITY)) {
    for (const line of block.split('\n')) {
      if (line.trim() === '') continue
      if (/^\s*[#%]/.test(line)) {
        comments.push(line)
        continue
      }
      delimiter ??= separatorOf(line)
      const [cells] = splitLines(line, delimiter, line.includes('"'))
      if (cells[cells.length - 1]?.trim() === '') cells.pop()
      rows.push(cells)
    }
  }
  const longest = rows.reduce((most, { length }) => Math.max(most, length), 0)
  const turned = Array.from({ length: longest }, (_, j) =>
    rows.map((row) => row[j] ?? '').join(delimiter ?? ','),
  )
  const lines = [...comments, ...turned].map((line) => `${line}\n`)
  return { ...file, lines, head: headOf(lines) }
}

/** The first lines, as many as are used to detect the format. */
export function headOf(lines: readonly string[]): string {
  let head = ''
  for (let i = 0; i < lines.length && head.length < headCharacters; i++) head += lines[i]
  return head
}

/** Separator of one row: tabs and semicolons before commas, which may be decimal marks; spaces as a last resort. */
function separatorOf(line: string): Delimiter {
  if (line.includes('\t')) return '\t'
  if (line.includes(';')) return ';'
  if (!line.includes(',')) return ' '
  // “-65,1 -65,2”: commas are decimal marks, separated by spaces.
  return /,\s|,$/.test(line) || !/\S\s+\S/.test(line.trim()) ? ',' : ' '
}

import { writeWholeFiles } from '../library/whole-files.ts'

/**
 * Writes files atomically into the folder of --out (temporary file, then rename).
 * @param option that named the folder
 * @throws NagumoError LIBRARY_UNWRITABLE with the folder and what to do
 */
export function writeOut(
  folder: string,
  files: readonly { fileName: string; text: string | Uint8Array }[],
  option = '--out',
): Promise<void> {
  return writeWholeFiles(folder, files, `(${option})`)
}

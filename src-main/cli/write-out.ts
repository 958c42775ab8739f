import { writeWholeFiles } from '../library/whole-files.ts'

/**
 * Writes files into the folder of --out, each whole beside an earlier one of its name and then in its place.
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

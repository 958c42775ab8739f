import { writeWholeFiles } from '../library/whole-files.ts'

/**
 * Writes files into the folder of --out, each whole beside an earlier one of its name and then in its place.
 * @throws NagumoError LIBRARY_UNWRITABLE with the folder and what to do
 */
export function writeOut(
  folder: string,
  files: readonly { fileName: string; text: string }[],
): Promise<void> {
  return writeWholeFiles(folder, files, '(--out)')
}

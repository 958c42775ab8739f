import { resolve } from 'node:path'

/**
 * The paths on a command line, absolute: non-options after the program and, where unpackaged, its folder.
 * @param folder that they are relative to
 */
export function pathsOf(argv: readonly string[], folder: string, packed: boolean): string[] {
  const words = argv.slice(1).filter((word) => word !== '' && !word.startsWith('-'))
  return words.slice(packed ? 0 : 1).map((path) => resolve(folder, path))
}

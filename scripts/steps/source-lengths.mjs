// @ts-check
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Maximum number of lines of a source file. */
export const mostLines = 300
const written = /\.(css|html|js|mjs|svelte|ts)$/
/** Generated files. */
const generated = /\.generated\.\w+$/

/**
 * Source files under the folders src-* that exceed the maximum, the longest first.
 * @param {string} root of the repository
 * @returns {{ path: string, lines: number }[]} paths from the root, with slashes
 */
export function longFiles(root) {
  return sourceFolders(root)
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true }).map((name) => `${folder}/${name}`),
    )
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => written.test(path) && !generated.test(path))
    .map((path) => ({ path, lines: lineCount(readFileSync(join(root, path), 'utf8')) }))
    .filter(({ lines }) => lines > mostLines)
    .sort((a, b) => b.lines - a.lines)
}

/** @param {string} root */
function sourceFolders(root) {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name.startsWith('src-'))
    .map(({ name }) => name)
}

/** Like `wc -l`, plus one where the last line has no newline. @param {string} text */
function lineCount(text) {
  const lines = text.split('\n')
  return lines.at(-1) === '' ? lines.length - 1 : lines.length
}

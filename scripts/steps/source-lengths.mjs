// @ts-check
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The longest that a source file may be. */
export const mostLines = 300
const written = /\.(css|html|js|mjs|svelte|ts)$/
/** What a program wrote. */
const generated = /\.generated\.\w+$/

/**
 * Source files under the folders src-* that are longer than they may be, the longest first.
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

/** As `wc -l` counts, and one more where the last line has no end. @param {string} text */
function lineCount(text) {
  const lines = text.split('\n')
  return lines.at(-1) === '' ? lines.length - 1 : lines.length
}

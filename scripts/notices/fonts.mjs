// @ts-check
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The bundled fonts, which are also embedded in PDFs, as an entry of the notices.
 * @param {string} root of the checkout
 */
export function fontsEntry(root) {
  const folder = join(root, 'resources/fonts')
  const text = readFileSync(join(folder, 'LICENSE'), 'utf8').replaceAll('\r\n', '\n').trim()
  const licence = 'Bitstream Vera, Arev, public domain'
  return { package: { name: 'DejaVu Sans (fonts)', version: '2.37', licence, folder }, text }
}

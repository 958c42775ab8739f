import { NagumoError } from '../../contract/errors.ts'
import { describeArchive } from './archives.ts'
import { knownEndings, knownFormats, knownTexts } from './known-formats.ts'

const asText = 'Export the trace as CSV or text with a time and a voltage column, and open that.'

/**
 * Rejects files that are not a table of numbers.
 * @param head the file's first bytes
 * @param wide whether the text is UTF-16, where zero bytes are normal
 * @throws NagumoError FILE_BINARY, naming the format if known, with an export format that can be read
 */
export function refuseBinary(head: Uint8Array, wide: boolean, name: string): void {
  const start = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 64)).toString('latin1')
  const zero = head.indexOf(0)
  const binary = !wide && (zero >= 0 || controlShare(head) > 0.02)
  // Magic bytes that are plain letters might also be the first word of a text.
  const format =
    describeArchive(head, name) ??
    knownFormats.find(
      ({ magic, at = 0 }) => start.startsWith(magic, at) && (binary || !/^[ A-Za-z0-9=#]+$/.test(magic)),
    ) ??
    (binary ? knownEndings.find(({ ending }) => ending.test(name)) : undefined) ??
    knownTexts.find((known) => known.start.test(start))
  if (format) {
    throw new NagumoError(
      'FILE_BINARY',
      `${name} is ${format.what}; that is not read. ${format.remedy ?? asText}`,
    )
  }
  if (binary) {
    const where = zero >= 0 ? `byte ${zero + 1} is zero` : 'many of its bytes are not characters'
    throw new NagumoError(
      'FILE_BINARY',
      `${name} is a binary file (${where}) of an unknown format; a recording or a text table of numbers was expected. ${asText}`,
    )
  }
}

/** Fraction of control characters, which text files lack. */
function controlShare(bytes: Uint8Array): number {
  let count = 0
  for (const b of bytes) if (b < 32 && b !== 9 && b !== 10 && b !== 12 && b !== 13) count++
  return count / Math.max(1, bytes.length)
}

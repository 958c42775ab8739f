import { NagumoError } from '../../contract/errors.ts'
import { endlessLine } from './endless-line.ts'
import type { SourceFile } from './source-file.ts'

const blockBytes = 256 * 1024
/** Lines per block for text held in memory. */
const blockLines = 4096
const longestLine = 2 * 1024 * 1024

/**
 * Yields the file as blocks of whole lines, so that only a few megabytes of text are held at once. Line ends are
 * normalized to \n; the last line may have none.
 * @param longest maximum characters per line
 * @throws NagumoError CANCELLED, FILE_UNREADABLE where a line does not end within 2 million characters
 */
export async function* lineBlocks(
  file: SourceFile,
  signal?: AbortSignal,
  longest = longestLine,
): AsyncGenerator<string> {
  if (file.lines) {
    for (let at = 0; at < file.lines.length; at += blockLines)
      yield file.lines.slice(at, at + blockLines).join('')
    return
  }
  const decoder = new TextDecoder(file.encoding.label)
  const buffer = Buffer.alloc(blockBytes)
  let position = file.encoding.skip
  let rest = ''
  while (position < file.bytes) {
    if (signal?.aborted) throw new NagumoError('CANCELLED', `Reading ${file.name} was cancelled.`)
    const { bytesRead } = await file.handle.read(
      buffer,
      0,
      Math.min(blockBytes, file.bytes - position),
      position,
    )
    if (bytesRead === 0) break
    position += bytesRead
    let text = rest + decoder.decode(buffer.subarray(0, bytesRead), { stream: true })
    // A trailing \r may be half of a \r\n.
    const held = text.endsWith('\r') ? '\r' : ''
    if (text.includes('\r')) text = text.slice(0, text.length - held.length).replace(/\r\n?/g, '\n')
    const end = text.lastIndexOf('\n') + 1
    rest = text.slice(end) + held
    if (rest.length > longest) throw endlessLine(file.name)
    if (end > 0) yield text.slice(0, end)
  }
  rest += decoder.decode()
  if (rest) yield rest.replace(/\r\n?/g, '\n')
}

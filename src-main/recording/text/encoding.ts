/** Character encoding of a file. */
export interface Encoding {
  label: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'
  /** Length of the byte order mark in bytes. */
  skip: number
}

/** Detects the encoding from the first bytes: byte order mark, alternating zero bytes, else UTF-8 if valid. */
export function findEncoding(head: Uint8Array): Encoding {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { label: 'utf-8', skip: 3 }
  if (head[0] === 0xff && head[1] === 0xfe) return { label: 'utf-16le', skip: 2 }
  if (head[0] === 0xfe && head[1] === 0xff) return { label: 'utf-16be', skip: 2 }
  const wide = wideWithoutMark(head)
  if (wide) return { label: wide, skip: 0 }
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return { label: 'utf-8', skip: 0 }
  } catch {
    // For example “µV” as written by Windows programs.
    return { label: 'windows-1252', skip: 0 }
  }
}

/** Detects UTF-16 without a byte order mark: one byte of each pair is zero, the other a printable character. */
function wideWithoutMark(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const looked = Math.min(head.length & ~1, 4096)
  if (looked < 16) return null
  const zeros = [0, 0]
  const printable = [0, 0]
  for (let i = 0; i < looked; i++) {
    const b = head[i]
    if (b === 0) zeros[i & 1]++
    else if ((b >= 32 && b < 127) || (b >= 9 && b <= 13)) printable[i & 1]++
  }
  const most = 0.45 * looked
  if (zeros[1] > most && printable[0] > most) return 'utf-16le'
  if (zeros[0] > most && printable[1] > most) return 'utf-16be'
  return null
}

/** The text is no XML of a sheet. Its message is a clause. */
export class XmlError extends Error {}

/** What is found, in order. Names are without their prefix. */
export interface XmlHandler {
  open(name: string, tag: XmlTag): void
  text(text: string): void
  close(name: string): void
}

/** A start tag, whose attributes are looked up by their full names. */
export class XmlTag {
  constructor(private readonly raw: string) {}

  attribute(name: string): string | undefined {
    for (let at = this.raw.indexOf(name); at >= 0; at = this.raw.indexOf(name, at + 1)) {
      const match = /^\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(this.raw.slice(at + name.length))
      if (match && /\s/.test(this.raw[at - 1] ?? '')) return decoded(match[1] ?? match[2])
    }
    return undefined
  }
}

const longestTag = 4 * 2 ** 20

/**
 * Scans XML that comes in pieces, as programs write sheets: elements, text and CDATA. No document type is accepted, so
 * that there are no entities but those of XML itself.
 */
export class XmlScanner {
  private rest = ''
  private depth = 0
  private seen = false

  constructor(private readonly handler: XmlHandler) {}

  /** @throws XmlError */
  push(piece: string): void {
    const text = this.rest + piece
    let at = 0
    for (;;) {
      const start = text.indexOf('<', at)
      if (start < 0) break
      const end = endOfMarkup(text, start)
      if (end < 0) break
      if (start > at && this.depth > 0) this.handler.text(decoded(text.slice(at, start)))
      this.markup(text.slice(start, end))
      at = end
    }
    this.rest = text.slice(at)
    if (this.rest.length > longestTag) throw new XmlError('a piece of its XML does not end')
  }

  /** @throws XmlError where elements are left open */
  end(): void {
    if (this.depth !== 0 || !this.seen || this.rest.trim() !== '') throw new XmlError('its XML was cut off')
  }

  private markup(all: string): void {
    if (all.startsWith('<?') || all.startsWith('<!--')) return
    if (all.startsWith('<![CDATA[')) {
      this.handler.text(all.slice(9, -3))
      return
    }
    if (all.startsWith('<!')) throw new XmlError('its XML declares a document type')
    if (all.startsWith('</')) {
      this.depth--
      if (this.depth < 0) throw new XmlError('its XML closes what was not opened')
      this.handler.close(localName(all, 2))
      return
    }
    const name = localName(all, 1)
    if (name === '') throw new XmlError('its XML has an element without a name')
    this.seen = true
    this.handler.open(name, new XmlTag(all))
    if (all.endsWith('/>')) this.handler.close(name)
    else this.depth++
  }
}

/** The place behind it; −1 where it goes on in the next piece. */
function endOfMarkup(text: string, start: number): number {
  const after = (mark: string, from: number): number => {
    const at = text.indexOf(mark, from)
    return at < 0 ? -1 : at + mark.length
  }
  if (text.startsWith('<!', start)) {
    if (text.length < start + 9) return -1
    if (text.startsWith('<!--', start)) return after('-->', start + 4)
    if (text.startsWith('<![CDATA[', start)) return after(']]>', start + 9)
    throw new XmlError('its XML declares a document type')
  }
  if (text.startsWith('<?', start)) return after('?>', start)
  // A “>” within quotation marks ends no tag.
  let from = start
  for (;;) {
    const end = text.indexOf('>', from)
    if (end < 0) return -1
    let open = ''
    for (let i = from; i < end; i++) {
      const c = text[i]
      if (open === '' ? c === '"' || c === "'" : c === open) open = open === '' ? c : ''
    }
    if (open === '') return end + 1
    const closing = text.indexOf(open, end)
    if (closing < 0) return -1
    from = closing + 1
  }
}

function localName(tag: string, from: number): string {
  let end = from
  while (end < tag.length && !' \t\r\n/>'.includes(tag[end])) end++
  const name = tag.slice(from, end)
  return name.slice(name.indexOf(':') + 1)
}

const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function decoded(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi, (all, hex, decimal, name) => {
    if (name) return entities[name] ?? all
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : all
  })
}

import sax from 'sax'

/** The XML is not valid for a sheet. Its message is a clause. */
export class XmlError extends Error {}

/** Parser events, in document order. Names are without their prefix. */
export interface XmlHandler {
  open(name: string, tag: XmlTag): void
  text(text: string): void
  close(name: string): void
}

/** A start tag, with attributes by full name. */
export interface XmlTag {
  attribute(name: string): string | undefined
}

/** The sax types lack strictEntities: only XML's own entities, without those of HTML. */
const options: sax.SAXOptions & { strictEntities: boolean } = { strictEntities: true }

/**
 * Scans XML in chunks: elements, text and CDATA. Document types are rejected, so that only XML's own entities exist.
 */
export class XmlScanner {
  private readonly parser = sax.parser(true, options)

  constructor(handler: XmlHandler) {
    const { parser } = this
    parser.onopentag = ({ name, attributes }) =>
      handler.open(localName(name), { attribute: (wanted) => textIn(attributes[wanted]) })
    parser.onclosetag = (name) => handler.close(localName(name))
    parser.ontext = (text) => handler.text(text)
    parser.oncdata = (text) => handler.text(text)
    parser.ondoctype = () => {
      throw new XmlError('its XML declares a document type')
    }
    parser.onerror = ({ message }) => {
      throw new XmlError(wordsOf(message))
    }
  }

  /** @throws XmlError */
  push(piece: string): void {
    this.parser.write(piece)
  }

  /** @throws XmlError where elements are not closed */
  end(): void {
    this.parser.close()
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function textIn(attribute: string | sax.QualifiedAttribute | undefined): string | undefined {
  return typeof attribute === 'object' ? attribute.value : attribute
}

function wordsOf(message: string): string {
  if (/^(Unclosed root tag|Unexpected end)/.test(message)) return 'its XML is truncated'
  if (/^Unmatched closing tag/.test(message)) return 'its XML closes what was not opened'
  if (/^Max buffer length/.test(message)) return 'an element of its XML is not closed'
  return 'its XML is not well-formed'
}

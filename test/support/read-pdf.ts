import { inflateSync } from 'node:zlib'

/** A PDF as pdfkit writes them (every object plain, streams deflated), read just far enough to see what is in it. */
export interface PdfRead {
  /** The dictionary of each object, as its text. */
  objects: Map<number, string>
  /** Texts of each page in the order of drawing. */
  pages: string[][]
  /** Titles of bookmarks, in the order in which they were made. */
  bookmarks: string[]
  /** How many elements of each kind the tree of tags has. */
  tags: Record<string, number>
  /** Descriptions of figures. */
  alternatives: string[]
  /** Names of fonts whose program is in the file. */
  fonts: string[]
  catalog: string
}

export function readPdf(bytes: Uint8Array): PdfRead {
  const text = Buffer.from(bytes).toString('latin1')
  const objects = new Map<number, string>()
  const streams = new Map<number, Buffer>()
  for (const [, id, body] of text.matchAll(/^(\d+) 0 obj\n([\s\S]*?)\nendobj/gm)) {
    const [dictionary, stream] = body.split(/\nstream\n/)
    objects.set(Number(id), dictionary)
    if (stream === undefined) continue
    const raw = Buffer.from(stream.replace(/\nendstream$/, ''), 'latin1')
    streams.set(Number(id), dictionary.includes('/FlateDecode') ? inflateSync(raw) : raw)
  }
  const all = [...objects.values()]
  const pages = all
    .filter((one) => /\/Type \/Page\b/.test(one))
    .map((page) => {
      const resources = objects.get(reference(page, 'Resources'))!
      const content = streams.get(reference(page, 'Contents'))!.toString('latin1')
      return textsOf(content, fontsOf(resources, objects, streams))
    })
  const tags: Record<string, number> = {}
  const elements = all.filter((one) => /\/S \/\w+/.test(one) && /\/P \d+ 0 R/.test(one))
  for (const one of elements) {
    const tag = /\/S \/(\w+)/.exec(one)![1]
    tags[tag] = (tags[tag] ?? 0) + 1
  }
  return {
    objects,
    pages,
    bookmarks: [...objects]
      .filter(([, one]) => one.includes('/Dest ['))
      .sort(([a], [b]) => a - b)
      .map(([, one]) => string(one, 'Title')),
    tags,
    alternatives: elements.filter((one) => one.includes('/Alt')).map((one) => string(one, 'Alt')),
    fonts: all.filter((one) => one.includes('/FontFile2')).map((one) => /\/FontName \/(\S+)/.exec(one)![1]),
    catalog: all.find((one) => one.includes('/Type /Catalog'))!,
  }
}

function reference(dictionary: string, key: string): number {
  return Number(new RegExp(`/${key} (\\d+) 0 R`).exec(dictionary)![1])
}

/** A string of a dictionary: of Latin letters, or of UTF-16 with its mark. */
function string(dictionary: string, key: string): string {
  const raw = new RegExp(`/${key} \\(((?:\\\\.|[^\\\\)])*)\\)`, 's').exec(dictionary)![1]
  const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }
  const plain = raw.replace(/\\(.)/gs, (_, one: string) => escapes[one] ?? one)
  if (!plain.startsWith('\u00fe\u00ff')) return plain
  return Buffer.from(plain.slice(2), 'latin1').swap16().toString('utf16le')
}

type Letters = Map<string, string>

/** For each font of a page the letters that its codes stand for. */
function fontsOf(resources: string, objects: Map<number, string>, streams: Map<number, Buffer>) {
  const fonts = new Map<string, Letters>()
  for (const [, name, id] of resources.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const map = streams.get(reference(objects.get(Number(id))!, 'ToUnicode'))!.toString('latin1')
    const letters: Letters = new Map()
    for (const [, from, list] of map.matchAll(/<(\w{4})> <\w{4}> \[([^\]]*)\]/g)) {
      ;[...list.matchAll(/<([^>]*)>/g)].forEach(([, codes], i) => {
        const units = codes.split(' ').map((code) => Number.parseInt(code, 16))
        const code = Number.parseInt(from, 16) + i
        letters.set(code.toString(16).padStart(4, '0'), String.fromCharCode(...units))
      })
    }
    fonts.set(name, letters)
  }
  return fonts
}

function textsOf(content: string, fonts: Map<string, Letters>): string[] {
  return [...content.matchAll(/BT\n([\s\S]*?)\nET/g)].map(([, block]) => {
    const letters = fonts.get(/\/(F\d+) /.exec(block)![1])!
    const codes = [...block.matchAll(/<([0-9a-f]*)>/g)].flatMap(([, hex]) => hex.match(/.{4}/g) ?? [])
    return codes.map((code) => letters.get(code) ?? '�').join('')
  })
}

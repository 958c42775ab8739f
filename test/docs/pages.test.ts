import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { brokenLinks, brokenLinksHere, unlisted } from '../../scripts/docs/check-links.mjs'
import { commandsIn, helpSections, helpStart } from '../../scripts/docs/command-line-page.mjs'
import { docs, pageNames } from '../../scripts/docs/contents.mjs'
import { readPage } from '../../scripts/docs/page.mjs'
import { slugger } from '../../scripts/docs/slug.mjs'
import { parseRoute } from '../../src-renderer/lib/routes.ts'
import { nagumo } from '../cli/terminal.ts'

const read = (name: string) => readFileSync(join(docs, `${name}.md`), 'utf8').replaceAll('\r\n', '\n')

describe('the documentation', () => {
  it('has every page of docs/ in its contents, once', () => {
    expect(unlisted(readdirSync(docs))).toEqual({ notInContents: [], noFile: [] })
    expect(new Set(pageNames()).size).toBe(pageNames().length)
  })

  it('has no link to a page, section, file or picture that is not there', () => {
    expect(brokenLinksHere()).toEqual([])
  })

  it('has an address in the window for each section', () => {
    for (const name of pageNames())
      for (const { id } of readPage(read(name), name, {}).headings)
        expect(parseRoute(`#/documentation/${name}/${id}`)?.rest, `${name}: ${id}`).toEqual([name, id])
  })

  it('shows the help of each command as the command prints it', async () => {
    const helpOf = async (...args: string[]) => (await nagumo([...args, '--help'])).out.join('\n')
    const overview = await helpOf()
    const helps = [{ command: '', text: overview }]
    for (const command of commandsIn(overview)) helps.push({ command, text: await helpOf(command) })
    expect(helps.length).toBeGreaterThan(15)
    const page = read('command-line')
    expect(page.slice(page.indexOf(helpStart)), 'npm run docs writes it').toBe(helpSections(helps))
  })
})

describe('links of pages', () => {
  const found = (a: string) =>
    brokenLinks({ a: `# A\n\n${a}`, b: '# B\n\n## The same\n\n## The same\n' }, (path) => path === '../x.ts')

  it('may lead to pages, sections and files that exist, and anywhere outside', () => {
    const good = '[b](b.md) [two](b.md#the-same-1) [self](#a) [file](../x.ts) [out](https://example.org)'
    expect(found(good)).toEqual([])
  })

  it.each([
    ['[c](c.md)', 'a.md: there is no page c.md'],
    ['[b](b.md#other)', 'a.md: there is no section #other in b.md'],
    ['[y](../y.ts)', 'a.md: there is no file ../y.ts'],
    ['![p](images/p.png)', 'a.md: there is no picture images/p.png'],
  ])('%s is reported where it leads nowhere', (link, line) => {
    expect(found(link)).toEqual([line])
  })
})

describe('a page for the window', () => {
  const htmlOf = (text: string) => readPage(`# Title\n\n${text}`, 'page', { priors: 'State a prior' }).html

  it('has links to addresses of the window only', () => {
    expect(htmlOf('[priors.md](priors.md)')).toContain('<a href="#/documentation/priors">State a prior</a>')
    expect(htmlOf('[what](priors.md#what-is-refused)')).toContain('"#/documentation/priors/what-is-refused"')
    expect(htmlOf('[a file](../package.json)')).toContain('<p>a file</p>')
    expect(htmlOf('[site](https://example.org/?a=1&b)')).toContain(
      'site (<code>https://example.org/?a=1&amp;b</code>)',
    )
    for (const unsafe of ['[x](javascript:alert(1))', '[x](data:text/html,y)', '[x](file:///etc/passwd)'])
      expect(htmlOf(unsafe)).not.toContain('<a')
  })

  it('has no HTML of its own', () => {
    expect(() => htmlOf('<script>alert(1)</script>')).toThrow(/HTML was found/)
    expect(() => htmlOf('a <b onclick="x()">b</b>')).toThrow(/HTML was found/)
    expect(htmlOf('`<b>` & "c"')).toContain('<code>&lt;b&gt;</code> &amp; &quot;c&quot;')
    expect(htmlOf('    <i>')).toContain('&lt;i&gt;')
  })

  it('names its sections as code forges do', () => {
    const slug = slugger()
    expect(['How files are read', 'One table', '“Silent”?', 'One table', 'θ₀'].map(slug)).toEqual([
      'how-files-are-read',
      'one-table',
      'silent',
      'one-table-1',
      'section',
    ])
  })
})

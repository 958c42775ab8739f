import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { citationBibtex, citationText } from '../../src-main/help/citation.ts'

const cff = readFileSync(new URL('../../CITATION.cff', import.meta.url), 'utf8')
const field = (name: string): string =>
  new RegExp(`^\\s*(?:- )?${name}: (.+)$`, 'm').exec(cff)?.[1] ?? 'missing'
const plain = (tex: string): string => tex.replaceAll(/[{}]/g, '').replaceAll('--', '–')

it('is cited as CITATION.cff has it', () => {
  const bibtex = plain(citationBibtex(field('version')))
  const paper = cff.slice(cff.indexOf('preferred-citation'))
  const families = [...paper.matchAll(/family-names: (.+)$/gm)].map((match) => match[1])
  expect(families.length).toBe(3)
  for (const family of families) {
    expect(bibtex).toContain(`${family}, `)
    expect(citationText('1')).toContain(family)
  }
  const title = /^ {2}title: (.+)$/m.exec(paper)?.[1] ?? 'missing'
  for (const part of [
    title,
    field('volume'),
    field('year'),
    field('collection-title'),
    field('url'),
    `version = ${field('version')}`,
  ]) {
    expect(bibtex).toContain(part)
  }
  expect(bibtex).toContain(`${field('start')}–${field('end')}`)
})

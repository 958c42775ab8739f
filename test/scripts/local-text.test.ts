import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../../scripts/steps/run.mjs'
import { uiStrings } from '../../scripts/strings/ui-strings.mjs'
import { localText } from '../../src-renderer/numbers/local-text.ts'
import { isInName, rememberNames } from '../../src-renderer/numbers/names.ts'
import { example, isAsWritten, numberFormat } from '../../src-renderer/numbers/number-format.ts'

const german = numberFormat('system', ['de-DE'])
const inGerman = (text: string): string => localText(text, german)

describe('the format of numbers', () => {
  it.each([
    ['de', '0,642 · 1.234', '−1.234.567,5'],
    ['fr', '0,642 · 1\u202f234', '−1\u202f234\u202f567,5'],
    ['en', '0.642 · 1,234', '−1,234,567.5'],
    ['de-CH', '0.642 · 1’234', '−1’234’567.5'],
    ['hi', '0.642 · 1,234', '−12,34,567.5'],
    ['ar-EG', '0.642 · 1,234', '−1,234,567.5'],
    ['fa', '0.642 · 1,234', '−1,234,567.5'],
    ['es', '0,642 · 1234', '−1.234.567,5'],
  ])('of %s has its marks beside Latin digits', (language, shown, long) => {
    const format = numberFormat('system', [language])
    expect(example(format)).toBe(shown)
    expect(localText('−1,234,567.5', format)).toBe(long)
  })

  it('is chosen against the system, and a language of no name is English', () => {
    expect(example(numberFormat('comma', ['en']))).toBe('0,642 · 1\u202f234')
    expect(example(numberFormat('point', ['de']))).toBe('0.642 · 1,234')
    expect(example(numberFormat('system', ['not a language']))).toBe('0.642 · 1,234')
    expect(isAsWritten(numberFormat('system', ['en-GB']))).toBe(true)
    expect(isAsWritten(numberFormat('system', ['en-IN']))).toBe(false)
  })
})

describe('numbers in texts', () => {
  it.each([
    ['The fitted spikes are twice as wide (4.6 ms against 2.3 ms).', '(4,6 ms against 2,3 ms).'],
    ['interval 0.627–0.657, p < 0.001; −0.089 ± 0.01', 'interval 0,627–0,657, p < 0,001; −0,089 ± 0,01'],
    ['1,234 traces of 1,200,000.', '1.234 traces of 1.200.000.'],
    ['about 1.2e−5, or 1.5 × 10⁻³', 'about 1,2e−5, or 1,5 × 10⁻³'],
    ['r = 0.5, 0.25/ms', 'r = 0,5, 0,25/ms'],
  ])('%s', (text, shown) => expect(inGerman(text)).toContain(shown))

  it.each([
    'Nagumo 0.1.0',
    'version 2.6',
    'MATLAB 7.3 file',
    'ABF 2.06',
    'save with -v7.3',
    'libtensorflow 2.15.1',
    'CC BY 4.0',
    'cell_0.5nA.csv',
    'trace.0.5.csv',
    '/data/0.5/1.2.csv',
    'C:\\data\\0.5\\x.csv',
    'https://doi.org/10.1101/2022.03',
    '10.1023/a 10.1162/neco',
    'arXiv:1804.06788',
    '2026-11-29T14:05:00.125Z',
    '29.11.2026',
    '12:30:01.5',
    'sweeps 1,3,5',
    'sha256 0a1.5f',
    'Expected a number; found “0.5.1 or 0.5”.',
    'HTTP/1.1',
  ])('leaves %s as it is', (text) => expect(inGerman(text)).toBe(text))

  it('changes nothing but marks in all texts of the program, and every number in them', () => {
    const texts = [...textsOfSources(), ...textsOfGolden()].filter((text) => /\d[.,]\d/.test(text))
    expect(texts.length).toBeGreaterThan(150)
    const versions = /\d\.\d+\.\d|\w:\d|HTTP|MATLAB|arXiv|minmax\(|“[^”]*\d\.\d[^”]*”/
    for (const text of texts) {
      const shown = inGerman(text)
      expect(shown.replaceAll(/[.,]/g, '')).toBe(text.replaceAll(/[.,]/g, ''))
      if (versions.test(text)) continue
      // Every mark between digits is another one now.
      const marks = (of: string) => [...of.matchAll(/(?<=\d)[.,](?=\d)/g)].map(([mark]) => mark).join('')
      expect(marks(shown), text).toBe(
        marks(text).replaceAll('.', '·').replaceAll(',', '.').replaceAll('·', ','),
      )
    }
  })
})

describe('names with numbers in them', () => {
  it('stay as they are in every text, once they have crossed', () => {
    const text = 'cell 0.5 nA.abf has 0.5 s'
    const shown = () => localText(text, german, isInName)
    expect(shown()).toBe('cell 0,5 nA.abf has 0,5 s')
    rememberNames({ recordings: [{ id: 'x', name: 'cell 0.5 nA.abf', points: [0.5, 1.5] }] })
    expect(shown()).toBe('cell 0.5 nA.abf has 0,5 s')
  })

  it('are those of files and of tags too, and no number alone is one', () => {
    rememberNames({ file: new File([], 'dose 1.25 mM.csv') })
    rememberNames({ notes: { tags: ['TTX 0.75 µM', '0.3'] } })
    expect(localText('dose 1.25 mM.csv, TTX 0.75 µM, 0.3', german, isInName)).toBe(
      'dose 1.25 mM.csv, TTX 0.75 µM, 0,3',
    )
  })
})

function textsOfSources(): string[] {
  return uiStrings(root).map(({ text }) => text)
}

/** Verdicts, checks, warnings: what the services say of real results. */
function textsOfGolden(): string[] {
  const folder = join(root, 'test/golden')
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => textsIn(JSON.parse(readFileSync(join(folder, name), 'utf8'))))
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

import { describe, expect, it } from 'vitest'
import type { ColumnRole, ReadingChoice } from '../../src-main/contract/recordings.ts'
import { createRandom, type Random } from '../../src-main/model/random.ts'
import { readRecording } from '../../src-main/recording/index.ts'
import { programExports } from './export-files.ts'
import { write } from './files.ts'
import { hold } from './fuzz.ts'

const oddities = [
  '',
  ' ',
  'NaN',
  '-',
  'abc',
  '1e400',
  '-inf',
  '0x1f',
  '"',
  '""',
  '"1',
  '1"2',
  '12:34:56',
  '99:99:99.9',
  '2024-02-31',
  '1,234',
  '1.234,5',
  '1 234',
  '\u2212',
  '\u0000',
  '\ufeff',
  '\r',
  '\n',
  '\n\n',
  '\t',
  ';',
  ',',
  ',,',
  '# x',
  '%',
  'Sweep 2',
  'END',
  'dt=0',
  'fs = 1e99',
  '9'.repeat(400),
  '0.'.repeat(50),
  'é',
  '\ud800',
  '/',
  '\\',
  '`',
  '1e-320',
  '-0',
  '1E+',
  'µV',
]

const below = (random: Random, n: number): number => Math.floor(random.uniform() * n)
const pick = <T>(random: Random, list: readonly T[]): T => list[below(random, list.length)]

/** A text with some cells, lines or stretches changed, left out, doubled or moved. */
function damaged(text: string, random: Random): string {
  let result = text
  for (let k = 1 + below(random, 4); k > 0; k--) {
    const lines = result.split('\n')
    // Half of the damage is done near the top, where the file tells of itself.
    const at = below(random, random.uniform() < 0.5 ? Math.min(20, lines.length) : lines.length)
    const kind = below(random, 8)
    if (kind === 0) lines.splice(at, 1)
    else if (kind === 1) lines.splice(at, 0, lines[below(random, lines.length)])
    else if (kind === 2) lines.splice(at, 0, pick(random, oddities))
    else if (kind === 3) lines.splice(at, below(random, lines.length))
    else if (kind === 4) lines[at] = lines[at].replaceAll(pick(random, [...' ,;\t.']), pick(random, oddities))
    else if (kind === 5) lines.splice(at, 0, ...lines.slice(0, below(random, 60)))
    else {
      const cells = lines[at].split(/([,;\t])/)
      cells[below(random, cells.length)] = pick(random, oddities)
      lines[at] = cells.join('')
    }
    result = lines.join('\n')
  }
  if (random.uniform() < 0.1) result = result.replaceAll('\n', pick(random, ['\r', '\r\n', '\n\n', ' ']))
  if (random.uniform() < 0.1)
    result = result.replaceAll(pick(random, [...',;\t.']), pick(random, [...',;\t. ']))
  return result.slice(0, random.uniform() < 0.1 ? below(random, result.length) : undefined)
}

const roles: ColumnRole[] = ['time', 'voltage', 'stimulus', 'sweep', 'other']

function anyChoice(random: Random, columns: number): ReadingChoice {
  return {
    ...(random.uniform() < 0.5 ? { roles: Array.from({ length: columns }, () => pick(random, roles)) } : {}),
    ...(random.uniform() < 0.3 ? { rate: pick(random, [1e-9, 1, 20_000, 1e9]) } : {}),
    ...(random.uniform() < 0.3 ? { decimal: pick(random, ['.', ','] as const) } : {}),
  }
}

/** What is read is whole: as long as it says, of finite numbers and gaps, with evidence fit for people. */
async function read(bytes: Buffer, choice: ReadingChoice): Promise<void> {
  const recording = await readRecording(write(bytes), 'cell.txt', undefined, choice)
  const { points, samplingInterval, start, sweeps, stimuli, reading } = recording
  expect(samplingInterval > 0 && Number.isFinite(samplingInterval) && Number.isFinite(start)).toBe(true)
  expect(sweeps.length).toBeGreaterThan(0)
  expect(new Set(sweeps.map((s) => s.name)).size).toBe(sweeps.length)
  for (const { samples } of [...sweeps, ...stimuli]) {
    expect(samples.length).toBe(points)
    expect(samples.some(Number.isFinite)).toBe(true)
    expect(samples.every((x) => Number.isFinite(x) || Number.isNaN(x))).toBe(true)
  }
  // Eight bytes for each cell of the file at most, four times that where sweeps are filled up.
  expect(8 * points * (sweeps.length + stimuli.length)).toBeLessThan(4 * 4 * bytes.length + 100_000)
  for (const { conclusion, because } of reading.evidence) {
    const own = (conclusion + because).replace(/“[^”]*”/g, '')
    expect(own).not.toMatch(/undefined|NaN|Infinity|\[object|\n/)
  }
}

describe('exports that are damaged are read or refused in words', () => {
  it.each(programExports.map(([name, text], seed) => ({ name, text, seed })))(
    '$name',
    async ({ text, seed }) => {
      const random = createRandom(700 + seed)
      for (let k = 0; k < 25; k++) {
        const broken = damaged(text, random)
        const choice = random.uniform() < 0.3 ? anyChoice(random, 1 + below(random, 5)) : {}
        const encoding = random.uniform() < 0.1 ? 'utf16le' : 'utf8'
        await hold((bytes) => read(bytes, choice), Buffer.from(broken, encoding))
      }
    },
  )

  it('of the right number of columns, read by any choice', async () => {
    const random = createRandom(77)
    for (const [, text] of programExports) {
      const { reading } = await readRecording(write(text), 'cell.txt')
      for (let k = 0; k < 25; k++) {
        await hold((bytes) => read(bytes, anyChoice(random, reading.columns.length)), Buffer.from(text))
      }
    }
  })
})

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { crc32, deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { NagumoError } from '../../src-main/contract/errors.ts'
import type { ReadingChoice } from '../../src-main/contract/recordings.ts'
import { readRecording } from '../../src-main/recording/index.ts'
import { membrane, write } from './files.ts'

// The files were made by sheets/make_fixtures.py, and the voltages read with openpyxl (.xlsx) and pandas (.ods).
const fixture = (name: string): string => fileURLToPath(new URL(`./sheets/${name}`, import.meta.url))
const peers = JSON.parse(readFileSync(fixture('expected.json'), 'utf8')) as Record<
  string,
  (number | null)[][]
>

const read = (name: string, choice: ReadingChoice = {}) =>
  readRecording(fixture(name), name, undefined, choice)

const refusal = (path: string, name: string): Promise<NagumoError> =>
  readRecording(path, name).then(
    () => Promise.reject(new Error(`${name} was expected to be refused`)),
    (error) => error,
  )

/** What is asked of each, beside its values. */
const asked: Record<string, string[]> = {
  'several.xlsx': ['TABLE_CHOSEN'],
  'commas.xlsx': ['DECIMAL_MARK'],
  'beside.xlsx': ['CELLS_WITHOUT_VALUE'],
  'clock.ods': ['TIME_GUESSED'],
  'two-clocks.xlsx': ['RATE_CONTRADICTED'],
}

describe.each(Object.keys(peers))('%s', (name) => {
  it('has the values of its peer, with all their digits', async () => {
    const { sweeps, samplingInterval, points, reading } = await read(name)
    expect(samplingInterval).toBeCloseTo(/^clock|^dated/.test(name) ? 1 : 0.05, 5)
    expect([points, sweeps.length]).toEqual([300, peers[name].length])
    sweeps.forEach(({ samples }, k) => {
      expect([...samples]).toEqual(peers[name][k].map((x) => x ?? Number.NaN))
    })
    expect(reading.format).toBe(name.endsWith('.ods') ? 'ods' : 'xlsx')
    expect(reading.voltageUnit).toBe('mV')
    expect(reading.doubts.map(({ code }) => code)).toEqual(asked[name] ?? [])
  })
})

it('a preamble, a line of units, empty cells and a summary below are read as those of a text', async () => {
  const { sweeps, reading, samplingInterval } = await read('preamble.xlsx')
  expect(samplingInterval).toBeCloseTo(0.05, 9)
  const { samples } = sweeps[0]
  expect([samples.length, samples[6], samples[9]]).toEqual([
    300,
    peers['plain.xlsx'][0][6],
    peers['plain.xlsx'][0][9],
  ])
  expect([samples[7], samples[8]]).toEqual([Number.NaN, Number.NaN])
  expect(reading.columns).toEqual([
    { name: 'time (ms)', role: 'time', unit: 'ms' },
    { name: 'voltage (mV)', role: 'voltage', unit: 'mV' },
  ])
  expect(reading.doubts.map(({ code }) => code)).toEqual(['BELOW_TABLE'])
})

it('times of day go on past midnight', async () => {
  const { reading } = await read('dated.xlsx')
  expect(reading.evidence.map(({ because }) => because).join('\n')).toMatch(
    /from 23:59:59\.900 to 00:00:00\.199/,
  )
})

it('the sheet that was not read is named', async () => {
  const { reading } = await read('several.xlsx')
  expect(reading.doubts[0].text).toBe(
    'Sheet “trace” was read; “notes”, “filtered” hold rows, too. To read another sheet, save it as a separate file.',
  )
})

it('roles of columns can be chosen', async () => {
  const { sweeps, stimuli } = await read('plain.xlsx', { roles: ['time', 'other', 'voltage', 'other'] })
  expect([sweeps.map(({ name }) => name), stimuli.length]).toEqual([['V2 (mV)'], 0])
})

/** A zip archive of texts. */
function zip(files: Record<string, string | Buffer>): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, content] of Object.entries(files)) {
    const raw = Buffer.from(content)
    const packed = deflateRawSync(raw)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(8, 4)
    fields.writeUInt32LE(crc32(raw), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(raw.length, 18)
    fields.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, Buffer.from(name), packed])
    const offset = Buffer.alloc(14)
    offset.writeUInt32LE(at, 10)
    directory.push(Buffer.from('PK\x01\x02\x14\0', 'latin1'), fields, offset, Buffer.from(name))
    parts.push(local)
    at += local.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, list, end])
}

const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const workbook = (sheet: string | Buffer): Buffer =>
  zip({
    '_rels/.rels': `<Relationships><Relationship Id="a" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': '<workbook><sheets><sheet name="one" sheetId="1" r:id="b"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="b" Type="${relations}/worksheet" Target="/xl/worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': sheet,
  })
const rows = membrane(40).map(
  (v, i) => `<x:row><x:c t='n'><x:v>${i / 10}</x:v></x:c><x:c a="5>4"><x:v>${v}</x:v></x:c></x:row>`,
)
const sheet = (before: string, after = ''): string =>
  `${before}<x:worksheet><x:sheetData>${rows.join('\n')}</x:sheetData></x:worksheet>${after}`

it('reads cells without places, with prefixes, comments, CDATA and “>” in attributes', async () => {
  const head =
    '<x:row><x:c t="inlineStr"><x:is><x:t><![CDATA[t<]]>&#x28;ms)</x:t></x:is></x:c><x:c t="inlineStr"><x:is><x:t>Vm_mV</x:t></x:is></x:c></x:row>'
  const text = sheet('<?xml version="1.0"?><!-- <x:row> -->').replace('<x:sheetData>', `<x:sheetData>${head}`)
  const { sweeps, reading } = await readRecording(write(workbook(text)), 'cell.xlsx')
  expect([...sweeps[0].samples]).toEqual(membrane(40))
  expect(reading.columns.map(({ name }) => name)).toEqual(['t<(ms)', 'Vm_mV'])
})

describe('what cannot be read is refused in words', () => {
  it.each([
    [
      'formulas.xlsx',
      'CELL_NOT_A_NUMBER',
      /300 formulas have no value in the file, the first in C2.*save it/,
    ],
    ['empty.xlsx', 'FILE_EMPTY', /no sheet with data/],
    ['text.xlsx', 'CELL_NOT_A_NUMBER', /contains no numbers/],
  ])('%s', async (name, code, message) => {
    const error = await refusal(fixture(name), name)
    expect(error.code).toBe(code)
    expect(error.message).toMatch(message)
  })

  it.each<[string, Buffer, RegExp]>([
    [
      'cell.xlsx',
      Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), Buffer.alloc(300)]),
      /directory is missing/,
    ],
    ['cell.xlsx', workbook(sheet('<!DOCTYPE x [<!ENTITY a "b">]>')), /declares a document type/],
    ['cell.xlsx', workbook(sheet('').slice(0, -30)), /XML is truncated/],
    ['cell.xlsx', workbook(sheet('', '</x:worksheet>')), /closes what was not opened/],
    ['cell.xlsx', zip({ 'xl/workbook.xml': '<workbook/>' }), /contains no workbook/],
    [
      'cell.ods',
      zip({
        'META-INF/manifest.xml': '<m:manifest><m:encryption-data/></m:manifest>',
        'content.xml': 'x',
      }),
      /protected by a password/,
    ],
  ])('%s: %#', async (name, content, message) => {
    const error = await refusal(write(content), name)
    expect(error.code).toBe('FILE_UNREADABLE')
    expect(error.message).toMatch(message)
  })

  it('one that unpacks to far more than it should, or has a cell at the far end of a long sheet', async () => {
    const bomb = await refusal(
      write(workbook(`<a>${`<b>${' '.repeat(2 ** 20)}</b>`.repeat(80)}</a>`)),
      'cell.xlsx',
    )
    expect(bomb).toMatchObject({
      code: 'FILE_TOO_LARGE',
      message: expect.stringMatching(/decompresses to more/),
    })
    const far =
      '<worksheet><sheetData><row r="1"><c r="XFD1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData></worksheet>'
    const wide = await refusal(write(workbook(far)), 'cell.xlsx')
    expect(wide).toMatchObject({ code: 'FILE_TOO_LARGE' })
  })

  it('a file that was cut off or damaged anywhere breaks nothing', async () => {
    for (const name of ['merged.xlsx', 'plain.ods']) {
      const whole = readFileSync(fixture(name))
      for (let share = 1; share < 12; share++) {
        const cut = whole.subarray(0, Math.floor((whole.length * share) / 12))
        expect(await refusal(write(cut), name)).toMatchObject({ name: 'NagumoError' })
      }
      for (let at = 30; at < whole.length; at += Math.ceil(whole.length / 60)) {
        const flipped = Buffer.from(whole)
        flipped[at] ^= 0x55
        const outcome = await readRecording(write(flipped), name).catch((error: unknown) => error)
        if (outcome instanceof Error) expect(outcome).toMatchObject({ name: 'NagumoError' })
      }
    }
  })
})

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { NagumoError } from '../../src-main/contract/errors.ts'
import { formatsOf } from '../../src-main/contract/report-formats.ts'
import { reportVersion } from '../../src-main/contract/reports.ts'
import { sealed } from '../../src-main/integrity/seal.ts'
import { exportAs, formats } from '../../src-main/report/formats.ts'
import { hasFormat } from '../../src-main/report/has-format.ts'
import { readReport } from '../../src-main/report/read-report.ts'
import { temporaryFolder } from '../services/fixtures.ts'
import { fullCell, fullReport, fullSeries } from './reports.ts'

describe('formats', () => {
  it.each([fullReport(), fullSeries(), fullCell()])(
    'each that $format has is made, under a name of its own',
    async (report) => {
      const made = await Promise.all(formatsOf(report.format).map(({ id }) => exportAs(report, id)))
      expect(made.length).toBeGreaterThan(2)
      expect(new Set(made.map(({ fileName }) => fileName)).size).toBe(made.length)
      for (const { fileName, content, mime } of made) {
        expect(fileName).toMatch(/^cell07-[\w-]+(\.draws)?\.\w+$/)
        expect(mime).toMatch(/\w+\/\w+/)
        expect(content.length).toBeGreaterThan(0)
      }
    },
  )

  it('draws come back as the report has them, a row each', async () => {
    const report = fullReport()
    const { content } = await exportAs(report, 'draws')
    const { data, meta, errors } = Papa.parse<Record<string, number>>(String(content), {
      header: true,
      dynamicTyping: true,
      skipEmptyLines: true,
    })
    expect(errors).toEqual([])
    expect(meta.fields).toEqual(report.parameters.map(({ name }) => name))
    expect(data.map((row) => Object.values(row))).toEqual(report.draws)
    // Of a cell: parameters that are told, then terms of the model.
    const cell = await exportAs(fullCell(), 'draws')
    expect(cell.content).toBe('b1,b0\r\n0.1,-4.4\r\n0.2,-4.5\r\n')
  })

  it('pages have the digits of uncertainty that are chosen, data have all of theirs', async () => {
    const report = fullReport()
    const [{ posterior }] = report.parameters
    const usual = 1 - Math.floor(Math.log10(posterior.q95 - posterior.q05))
    for (const digits of [1, 2, 3] as const) {
      const page = String((await exportAs(report, 'html', undefined, digits)).content)
      const median = posterior.q50.toFixed(usual + digits - 2)
      expect(page).toContain(`>${median}<`)
      for (const id of ['csv', 'json', 'draws'] as const)
        expect((await exportAs(report, id, undefined, digits)).content).toBe(
          (await exportAs(report, id)).content,
        )
    }
    // Nothing of it is left behind.
    expect((await exportAs(report, 'html')).content).toBe(
      (await exportAs(report, 'html', undefined, 2)).content,
    )
  })

  it('pages have what a person wrote in their head, escaped; data have not', async () => {
    const notes = {
      title: 'Cell <7>',
      tags: ['slice 3', 'good'],
      note: 'First line.\nSecond.',
      group: 'control',
    }
    const report = fullReport()
    const page = String((await exportAs(report, 'html', notes)).content)
    const head = page.slice(0, page.indexOf('class="verdict'))
    expect(head).toContain('<h1>Cell &lt;7&gt;</h1>')
    for (const said of [
      report.recording.name,
      'Group: control. Tags: slice 3, good.',
      'First line.',
      'Second.',
    ])
      expect(head).toContain(said)
    for (const id of ['csv', 'json', 'draws'] as const)
      expect((await exportAs(report, id, notes)).content).toBe((await exportAs(report, id)).content)
    // Where nothing is written, pages are as without.
    const none = { title: '', tags: [], note: '', group: '' }
    expect((await exportAs(report, 'html', none)).content).toBe((await exportAs(report, 'html')).content)
  })

  it('what a report has not is refused in words', async () => {
    expect(hasFormat(fullSeries(), 'draws')).toBe(false)
    await expect(exportAs(fullSeries(), 'draws')).rejects.toThrow(/a series over time.*html, json, csv/)
    const empty = fullReport({ parameters: [], draws: [] })
    expect(hasFormat(empty, 'draws')).toBe(false)
    await expect(exportAs(empty, 'draws')).rejects.toThrow(/has none, since no parameters were reported/)
  })

  it('are all described once', () => {
    const ids = formats.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(new Set(formats.map(({ extension }) => extension)).size).toBe(ids.length)
  })
})

describe('a report read from a file', () => {
  const written = async (text: string): Promise<string> => {
    const path = join(await temporaryFolder(), 'report.json')
    await writeFile(path, text)
    return path
  }
  const failure = async (text: string): Promise<NagumoError> => {
    const error: unknown = await readReport(await written(text)).catch((e: unknown) => e)
    if (!(error instanceof NagumoError)) throw new Error('it was read')
    return error
  }

  it.each([fullReport(), fullSeries(), fullCell()])(
    'comes back as it was, sealed or not: $format',
    async (report) => {
      expect(await readReport(await written(JSON.stringify(report)))).toEqual(report)
      expect(await readReport(await written(sealed(JSON.stringify(report))))).toEqual(report)
    },
  )

  it('of an older version opens', async () => {
    const { forward: _, ...first } = fullReport({ version: 1 })
    expect(await readReport(await written(JSON.stringify(first)))).toMatchObject({
      version: 1,
      forward: null,
    })
  })

  it('of a newer version is refused with what to do', async () => {
    const { code, message } = await failure(JSON.stringify({ ...fullReport(), version: reportVersion + 1 }))
    expect(code).toBe('FILE_UNREADABLE')
    expect(message).toBe(
      `report.json was written by a newer Nagumo (format ${reportVersion + 1}; this one reads up to ${reportVersion}): update Nagumo, or export the report with this version.`,
    )
    expect((await failure(JSON.stringify({ ...fullCell(), version: 9 }))).message).toMatch(
      /format 9; .* up to 1/,
    )
  })

  it('that is damaged, or none, says what was expected and found', async () => {
    const whole = sealed(JSON.stringify(fullReport()))
    expect((await failure(whole.slice(0, -200))).message).toMatch(
      /Expected an intact report: report\.json is truncated/,
    )
    expect((await failure(whole.replace('cell07.csv', 'cell08.csv'))).message).toMatch(
      /was changed after it was written/,
    )
    const { draws: _, ...without } = fullReport()
    expect((await failure(JSON.stringify(without))).message).toMatch(/draws/)
    expect((await failure(JSON.stringify({ format: 'nagumo-prior', version: 3 }))).message).toMatch(
      /has the format “nagumo-prior”/,
    )
    expect((await failure('[]')).code).toBe('FILE_UNREADABLE')
    const missing = await readReport(join(await temporaryFolder(), 'none.json')).catch((e: NagumoError) => e)
    expect(missing).toMatchObject({ code: 'FILE_NOT_FOUND' })
  })
})

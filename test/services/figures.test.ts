import { describe, expect, it } from 'vitest'
import type { FigureOptions } from '../../src-main/contract/figure-files.ts'
import type { Report } from '../../src-main/contract/reports.ts'
import { reportFigures } from '../../src-main/report/figure-file/report-figures.ts'
import { madeCondition } from '../inference/groups/made-reports.ts'
import { fullReport } from '../report/reports.ts'
import { failureOf, openTestWorkbench } from './workbench.ts'

const options: FigureOptions = {
  format: 'svg',
  widthMm: 89,
  fontSizePt: 7,
  dpi: 300,
  background: 'white',
  theme: 'print',
  scale: 'axes',
}

async function kept() {
  const workbench = await openTestWorkbench()
  const report = fullReport()
  await workbench.library.reports.keep(report)
  return { ...workbench, report, names: reportFigures(report).map(({ name }) => name) }
}

describe('figures of a kept report', () => {
  it('are files of the size asked for, one as itself', async () => {
    const { client, report, names } = await kept()
    const from = { of: 'report' as const, id: report.id, figures: [names[0]] }
    const svg = await client.figures.files({ from, options })
    expect(svg.name).toMatch(new RegExp(`-${names[0]}\\.svg$`))
    expect(await svg.text()).toContain('width="89mm"')
    const pdf = await client.figures.files({ from, options: { ...options, format: 'pdf' } })
    expect([pdf.type, (await pdf.text()).slice(0, 5)]).toEqual(['application/pdf', '%PDF-'])
  })

  it('have scale bars where they are asked for, and say so in words', async () => {
    const { client, report } = await kept()
    const from = { of: 'report' as const, id: report.id, figures: ['trace'] }
    const axes = await (await client.figures.files({ from, options })).text()
    const bars = await (await client.figures.files({ from, options: { ...options, scale: 'bars' } })).text()
    expect(axes).toContain('>time, ms<')
    expect(bars).not.toContain('>time, ms<')
    const [, time] = /<title[^>]*>.* Scale bars: ([^,]* ms), [^<]*\./.exec(bars) ?? []
    expect(bars).toContain(`>${time}<`)
  })

  it('are one archive where there are several', async () => {
    const { client, report, names } = await kept()
    const from = { of: 'report' as const, id: report.id, figures: names.slice(0, 2) }
    const file = await client.figures.files({ from, options })
    expect(file.name).toMatch(/-figures\.zip$/)
    // Stored as they are: each file can be seen in it, with its name before it and in the directory.
    const text = await file.text()
    for (const name of names.slice(0, 2)) expect(text.split(`-${name}.svg`)).toHaveLength(3)
    expect(text.match(/<\/svg>/g)).toHaveLength(2)
  })

  it('and pages have the digits of uncertainty that a person chose, data have all', async () => {
    const { client, report } = await kept()
    const from = { of: 'report' as const, id: report.id, figures: ['corner'] }
    const made = async () => ({
      corner: await (await client.figures.files({ from, options })).text(),
      page: await (await client.reports.export({ id: report.id, as: 'html' })).text(),
      data: await (await client.reports.export({ id: report.id, as: 'csv' })).text(),
    })
    const usual = await made()
    await client.system.changePreferences({ uncertaintyDigits: 3 })
    const more = await made()
    const [{ posterior }] = report.parameters
    const decimals = 1 - Math.floor(Math.log10(posterior.q95 - posterior.q05))
    expect(usual.page).toContain(`>${posterior.q50.toFixed(decimals)}<`)
    expect(more.page).toContain(`>${posterior.q50.toFixed(decimals + 1)}<`)
    expect(more.corner).not.toBe(usual.corner)
    expect(more.data).toBe(usual.data)
  })

  it('are refused in words where they are not there, or can’t have the size', async () => {
    const { client, report, names } = await kept()
    const of = (figures: string[], changes: Partial<FigureOptions> = {}) =>
      failureOf(
        client.figures.files({
          from: { of: 'report', id: report.id, figures },
          options: { ...options, ...changes },
        }),
      )
    expect(await of(['sunset'])).toMatchObject({ code: 'USAGE', message: expect.stringContaining(names[0]) })
    expect(await of([names[0]], { widthMm: 3 })).toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('20 to 600 mm'),
    })
  })

  it('are those of a comparison and of groups too', async () => {
    const { client, library } = await openTestWorkbench()
    const asked = [madeCondition('A', 3, 0.3), madeCondition('B', 3, 0.5)]
    const reports = asked.flatMap(({ cells }) => cells.flatMap((cell) => cell.reports as Report[]))
    for (const report of reports) await library.reports.keep(report)
    const compared = {
      of: 'comparison' as const,
      ids: reports.map(({ id }) => id),
      figures: ['theta0-forest'],
    }
    // PNG too: what is drawn from text by another program must be drawn there.
    const png = await client.figures.files({ from: compared, options: { ...options, format: 'png' } })
    expect([png.name, png.type]).toEqual(['comparison-theta0-forest.png', 'image/png'])
    const conditions = asked.map(({ name, cells }) => ({
      name,
      cells: cells.map((cell) => ({ name: cell.name, reportIds: cell.reports.map(({ id }) => id) })),
    }))
    for await (const event of await client.groups.estimate({ conditions, parameters: ['theta0'] })) {
      if (event.type !== 'answer') continue
      const from = { of: 'groups' as const, answer: event.answer, figures: ['theta0-cells', 'theta0-effect'] }
      expect((await client.figures.files({ from, options })).name).toBe('groups-figures.zip')
    }
    expect.hasAssertions()
  })
})

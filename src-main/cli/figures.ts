import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isAboutData } from '../contract/errors.ts'
import type { AnyReport } from '../report/any-report.ts'
import { type FigureFileOptions, type FigureFormat, figureFile } from '../report/figure-file/figure-file.ts'
import { type JournalPreset, journalPresets, usualFontSize } from '../report/figure-file/journals.ts'
import { reportFigures } from '../report/figure-file/report-figures.ts'
import { stemOf } from '../report/formats.ts'
import { readReport } from '../report/read-report.ts'
import { choiceOf, numberOf, readArguments, usage } from './arguments.ts'
import type { CliContext, Command } from './context.ts'
import { writeOut } from './write-out.ts'

const formats = ['svg', 'pdf', 'png'] as const satisfies FigureFormat[]
const columns = ['single', 'oneAndAHalf', 'double'] as const
type Column = (typeof columns)[number]

const journalLines = journalPresets.map(
  ({ id, name, single, double, minFontSizePt }) =>
    `    ${id.padEnd(14)}${name}: ${single} and ${double} mm, text from ${minFontSizePt} pt`,
)

export const figuresCommand: Command = {
  name: 'figures',
  summary: 'export the figures of reports as SVG, PDF or PNG in a journal’s size',
  usage: `Export the figures of a report, a series over time or a cell, one file each.

Usage: nagumo figures REPORT.json… --out DIR [options]

  --format A,B       svg, pdf, png (default: svg)
  --figures A,B      some of them, by file name (default: all)
  --width MM         width on paper (default: 85)
  --journal NAME     width and font size of a journal; check its guide before you submit
${journalLines.join('\n')}
  --column NAME      with --journal: single, oneAndAHalf or double (default: single)
  --font-size PT     of axis text on paper (default: 8, or the nearest size that the journal accepts)
  --dpi N            of a PNG (default: 300)
  --transparent      without a background
  --scale-bars       scale bars in place of the axes of traces over time
  --colors NAME      paper: as in the window; print: distinguishable without colour too (default: print)`,
  async run(args, context) {
    const { values, positionals } = readArguments(args, {
      out: { type: 'string' },
      format: { type: 'string' },
      figures: { type: 'string' },
      width: { type: 'string' },
      journal: { type: 'string' },
      column: { type: 'string' },
      'font-size': { type: 'string' },
      dpi: { type: 'string' },
      transparent: { type: 'boolean' },
      'scale-bars': { type: 'boolean' },
      colors: { type: 'string' },
    })
    if (positionals.length === 0 || values.out === undefined)
      throw usage('figures takes reports and a folder: nagumo figures REPORT.json --out figures')
    const named = values.figures?.split(',').map((one) => one.trim())
    const asked = (values.format ?? 'svg')
      .split(',')
      .map((one) => choiceOf(one.trim(), '--format', formats) ?? 'svg')
    const options = sizeOf(values)
    await mkdir(values.out, { recursive: true })
    let failed = 0
    for (const path of positionals) {
      try {
        const report = await readReport(path)
        await writeFigures(report, { out: values.out, named, asked, options }, context)
      } catch (error) {
        // With a single report there is no other to continue with.
        if (positionals.length === 1 || !isAboutData(error)) throw error
        context.say(`${path}: ${error.message}`)
        failed++
      }
    }
    return failed > 0 ? 1 : 0
  },
}

interface Asked {
  out: string
  named: readonly string[] | undefined
  asked: readonly FigureFormat[]
  options: Omit<FigureFileOptions, 'format'>
}

async function writeFigures(report: AnyReport, { out, named, asked, options }: Asked, { print }: CliContext) {
  const all = reportFigures(report)
  const unknown = named?.find((name) => all.every((figure) => figure.name !== name))
  if (unknown !== undefined)
    throw usage(
      `There is no figure “${unknown}” in this report. It has ${all.map(({ name }) => name).join(', ')}.`,
    )
  for (const figure of all) {
    if (named && !named.includes(figure.name)) continue
    for (const format of asked) {
      const { bytes } = await figureFile(figure, { ...options, format })
      const fileName = `${stemOf(report)}-${figure.name}.${format}`
      await writeOut(out, [{ fileName, text: bytes }])
      print(join(out, fileName))
    }
  }
}

/** @throws NagumoError USAGE */
function sizeOf(values: Record<string, string | boolean | undefined>): Asked['options'] {
  const text = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined)
  const number = (name: string) => {
    const given = text(name)
    return given === undefined ? undefined : numberOf(given, `--${name}`)
  }
  const preset = presetOf(text('journal'))
  const column = choiceOf(text('column'), '--column', columns)
  if (column && !preset) throw usage('--column needs --journal; without a journal use --width MM.')
  if (preset && number('width') !== undefined) throw usage('Give --width or --journal, not both.')
  return {
    widthMm: preset ? columnWidth(preset, column ?? 'single') : (number('width') ?? 85),
    fontSizePt: number('font-size') ?? usualFontSize(preset),
    dpi: number('dpi') ?? 300,
    background: values.transparent ? 'transparent' : 'white',
    scale: values['scale-bars'] ? 'bars' : 'axes',
    theme: choiceOf(text('colors'), '--colors', ['paper', 'print'] as const) ?? 'print',
  }
}

function presetOf(id: string | undefined): JournalPreset | undefined {
  const known = choiceOf(
    id,
    '--journal',
    journalPresets.map((preset) => preset.id),
  )
  return journalPresets.find((preset) => preset.id === known)
}

function columnWidth(preset: JournalPreset, column: Column): number {
  const width = preset[column]
  if (width === null) throw usage(`${preset.name} has no such width. Use --column single or double.`)
  return width
}

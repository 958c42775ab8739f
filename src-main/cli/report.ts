import { mkdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { isAboutData } from '../contract/errors.ts'
import { ReportFormat, reportFormats } from '../contract/report-formats.ts'
import { type AnyReport, methodsOf } from '../report/any-report.ts'
import { exportAs } from '../report/formats.ts'
import { hasFormat } from '../report/has-format.ts'
import { methodsText } from '../report/methods/references.ts'
import { readReport } from '../report/read-report.ts'
import { choiceOf, readArguments, usage } from './arguments.ts'
import type { CliContext, Command } from './context.ts'
import { writeOut } from './write-out.ts'

const ids = ReportFormat.options

const usageText = `Usage: nagumo report REPORT.json… [options]

Export reports, series over time or cells, from nagumo estimate --out or the library, in other formats.

${reportFormats.map(({ id, label }) => `  --${`${id} FILE`.padEnd(20)}${label}`).join('\n')}
  --out DIR             into a folder, under default names; for several reports
  --formats A,B         with --out: ${ids.join(', ')} (default: html)
  --methods             print the methods paragraph with its references`

export const reportCommand: Command = {
  name: 'report',
  summary: 'export a report as PDF, HTML, tables or draws; print its methods paragraph',
  usage: usageText,
  run: runReport,
}

async function runReport(args: string[], context: CliContext): Promise<number> {
  const { values, positionals } = readArguments(args, options)
  if (positionals.length === 0)
    throw usage('Name at least one report: nagumo report REPORT.json --html FILE.')
  const named = ids.flatMap((id) => {
    const file = values[id]
    return typeof file === 'string' ? [{ id, file }] : []
  })
  const { out, methods } = values
  if (values.formats !== undefined && out === undefined) throw usage('--formats needs --out DIR.')
  if (named.length === 0 && out === undefined && !methods)
    throw usage(`Choose an output: ${ids.map((id) => `--${id} FILE`).join(', ')}, --out DIR or --methods.`)
  if (named.length > 0 && positionals.length > 1)
    throw usage(
      `--${named[0].id} FILE is for one report, but there are ${positionals.length}. Use --out DIR for several.`,
    )
  const wanted = formatsNamed(values.formats)
  if (out !== undefined) await mkdir(out, { recursive: true })

  let failed = 0
  for (const path of positionals) {
    try {
      const report = await readReport(path)
      if (methods) context.print(methodsText(methodsOf(report)))
      await writeNamed(report, named, context)
      if (out !== undefined) await writeInto(out, report, wanted, context)
    } catch (error) {
      // With a single report there is no other to continue with.
      if (positionals.length === 1 || !isAboutData(error)) throw error
      context.say(`${path}: ${error.message}`)
      failed++
    }
  }
  return failed > 0 ? 1 : 0
}

const options = {
  ...Object.fromEntries(ids.map((id) => [id, { type: 'string' as const }])),
  out: { type: 'string' },
  formats: { type: 'string' },
  methods: { type: 'boolean' },
} as Record<ReportFormat | 'out' | 'formats', { type: 'string' }> & { methods: { type: 'boolean' } }

function formatsNamed(text = 'html'): ReportFormat[] {
  return text.split(',').map((one) => choiceOf(one.trim(), '--formats', ids) ?? 'html')
}

async function writeNamed(
  report: AnyReport,
  named: readonly { id: ReportFormat; file: string }[],
  { say }: CliContext,
): Promise<void> {
  for (const { id, file } of named) {
    const { content } = await exportAs(report, id)
    await writeOut(dirname(file), [{ fileName: basename(file), text: content }], `--${id}`)
    say(`Wrote ${file}.`)
  }
}

/** Parts that a report lacks are skipped, with a message. */
async function writeInto(
  out: string,
  report: AnyReport,
  wanted: readonly ReportFormat[],
  { say }: CliContext,
): Promise<void> {
  for (const id of wanted) {
    if (!hasFormat(report, id)) {
      say(`${report.recording.name}: it has no ${id}; left out.`)
      continue
    }
    const { fileName, content } = await exportAs(report, id)
    await writeOut(out, [{ fileName, text: content }])
    say(`Wrote ${join(out, fileName)}.`)
  }
}

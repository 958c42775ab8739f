import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { NagumoError } from '../contract/errors.ts'
import { Report, reportVersion } from '../contract/reports.ts'

const mostBytes = 100 * 1024 * 1024
const mostFiles = 5000

/**
 * A report from a file that `nagumo estimate --out` or the window wrote.
 * @throws NagumoError FILE_NOT_FOUND, FILE_TOO_LARGE, FILE_UNREADABLE with what it is instead
 */
export async function readReportFile(path: string): Promise<Report> {
  const found = await reportIn(path)
  if (found.report) return found.report
  throw new NagumoError('FILE_UNREADABLE', `${basename(path)} is no report of a trace: ${found.why}.`)
}

/**
 * The reports of a folder and of the folders in it, in the order of their names; other files are left alone, damaged
 * reports are told.
 * @param say receives what was left out, and why
 * @throws NagumoError FILE_NOT_FOUND, FILE_TOO_LARGE of too many files; CANCELLED
 */
export async function readReportFolder(
  folder: string,
  { say, signal }: { say: (line: string) => void; signal: AbortSignal },
): Promise<Report[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => {
    throw new NagumoError('FILE_NOT_FOUND', `There is no folder ${folder}. Name the one that --out named.`)
  })
  const files = names.filter((name) => name.endsWith('.json')).sort()
  if (files.length > mostFiles)
    throw new NagumoError(
      'FILE_TOO_LARGE',
      `${folder} has more than ${mostFiles} JSON files. Name a folder of reports.`,
    )
  const reports: Report[] = []
  for (const file of files) {
    if (signal.aborted) throw new NagumoError('CANCELLED', 'Stopped.')
    const { report, why, meant } = await reportIn(join(folder, file))
    if (report) reports.push(report)
    else if (meant) say(`${file} is left out: ${why}.`)
  }
  return reports
}

/** `meant`: whether it says of itself that it is a report. */
async function reportIn(
  path: string,
): Promise<{ report: Report; why?: never; meant: true } | { report: null; why: string; meant: boolean }> {
  const found = await stat(path).catch(() => null)
  if (!found?.isFile()) throw new NagumoError('FILE_NOT_FOUND', `There is no file ${path}.`)
  if (found.size > mostBytes)
    throw new NagumoError('FILE_TOO_LARGE', `${basename(path)} is larger than any report.`)
  const text = await readFile(path, 'utf8')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { report: null, why: 'it is not JSON, or was cut off', meant: text.includes('nagumo-report') }
  }
  const { format, version } = (value ?? {}) as { format?: unknown; version?: unknown }
  if (format !== 'nagumo-report')
    return { report: null, why: 'give the JSON that nagumo estimate --out writes', meant: false }
  if (typeof version === 'number' && version > reportVersion)
    return {
      report: null,
      why: `it is of version ${version}, and this program reads up to ${reportVersion}; open it with a newer one`,
      meant: true,
    }
  const { success, data, error } = Report.safeParse(value)
  if (success) return { report: data, meant: true }
  const { path: at, message } = error.issues[0]
  return { report: null, why: `damaged at ${at.join('.') || 'its top'}: ${message}`, meant: true }
}

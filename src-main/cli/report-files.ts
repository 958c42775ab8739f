import { open, readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { isAboutData, NagumoError } from '../contract/errors.ts'
import type { Report } from '../contract/reports.ts'
import { readReport } from '../report/read-report.ts'

const mostFiles = 5000
/** Every report begins with its format, after its seal at most. */
const headBytes = 400

/**
 * A report from a file written by `nagumo estimate --out` or the window.
 * @throws NagumoError FILE_NOT_FOUND, FILE_UNREADABLE with what it is instead
 */
export async function readReportFile(path: string): Promise<Report> {
  const report = await readReport(path)
  if (report.format === 'nagumo-report') return report
  const what = report.format === 'nagumo-cell' ? 'a cell' : 'a series over time'
  throw new NagumoError(
    'FILE_UNREADABLE',
    `${basename(path)} is not a report of a trace but of ${what}: give the JSON written by nagumo estimate --out for a trace.`,
  )
}

/**
 * The reports in a folder and its subfolders, by name; other files are ignored, damaged reports reported.
 * @param say receives what was skipped, and why
 * @throws NagumoError FILE_NOT_FOUND, FILE_TOO_LARGE of too many files; CANCELLED
 */
export async function readReportFolder(
  folder: string,
  { say, signal }: { say: (line: string) => void; signal: AbortSignal },
): Promise<Report[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => {
    throw new NagumoError('FILE_NOT_FOUND', `There is no folder ${folder}. Give the --out folder.`)
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
    const path = join(folder, file)
    if (!(await saysReport(path))) continue
    try {
      reports.push(await readReportFile(path))
    } catch (error) {
      if (!isAboutData(error)) throw error
      say(`${file} is skipped. ${error.message}`)
    }
  }
  return reports
}

/** Whether a file is marked as a report, complete or not. */
async function saysReport(path: string): Promise<boolean> {
  const file = await open(path).catch(() => null)
  if (!file) return false
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)
    return buffer.subarray(0, bytesRead).includes('"nagumo-report"')
  } catch {
    return false
  } finally {
    await file.close()
  }
}

import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import type { Compute } from '../compute/process/compute.ts'
import type { Conditioning } from '../contract/conditioning.ts'
import type { ModelEntry } from '../contract/models.ts'
import type { PriorFile } from '../contract/priors.ts'
import type { Window } from '../contract/recordings.ts'
import type { Series } from '../contract/series.ts'
import type { TraceSource } from '../jobs/estimate-trace.ts'
import { estimateWindows } from '../jobs/over-time/estimate-windows.ts'
import { planWindows } from '../jobs/over-time/plan-windows.ts'
import { refuseOther } from '../jobs/over-time/refuse-other.ts'
import { createSeriesDraft, type SeriesSubject } from '../jobs/over-time/series-draft.ts'
import { exportSeries } from '../report/export-series.ts'
import type { CliContext } from './context.ts'
import { seriesLines, windowJson } from './over-time-lines.ts'
import type { OverTimeOptions } from './over-time-option.ts'
import { writeOut } from './write-out.ts'

/** Interval between writes of the series so far, ms. */
const writeMs = 2000

/** Options for one sweep. */
export interface OverTimeCommand {
  overTime: OverTimeOptions
  /** The series that it continues. */
  resume?: Series | undefined
  window?: Window | undefined
  conditioning: Conditioning
  prior?: PriorFile | undefined
  seed?: number | undefined
  json: boolean
  out?: string | undefined
}

/**
 * Estimates a sweep window by window and prints it: a table at the end, or a JSON line as each window finishes.
 * Finished windows are printed and written also where it is stopped or fails.
 */
export async function estimateOverTime(
  file: string,
  source: TraceSource,
  { model, modelFolder }: { model: ModelEntry; modelFolder: string },
  command: OverTimeCommand,
  { compute, context }: { compute: Compute; context: CliContext },
): Promise<void> {
  const { json, out, resume } = command
  if (resume) refuseOther(resume, source, model)
  const asked = resume ? ofSeries(resume) : ofCommand(command, source, model)
  const subject = { source, model, ...asked, version: context.version, ...(resume && { from: resume }) }
  const draft = createSeriesDraft(subject)
  const work = { ...subject, modelFolder, signal: context.signal }
  let written = performance.now()
  try {
    for await (const event of estimateWindows(compute, work, draft)) {
      if (event.type === 'stage') {
        const { text, secondsLeft } = event
        const left = secondsLeft === null ? '' : `, about ${Math.ceil(secondsLeft)} s left`
        context.progress(`${file}, ${source.sweep}: ${text}${left}`)
      } else if (event.type === 'window') {
        if (json) {
          context.progress('')
          context.print(
            windowJson(file, source.sweep, model.id, event.window, draft.parameters, source.doubts),
          )
        }
        // For --resume after a crash; write errors are reported at the end.
        if (out === undefined || performance.now() - written < writeMs) continue
        await writeSeries(draft.series(), out, ['json']).catch(() => undefined)
        written = performance.now()
      }
    }
  } finally {
    context.progress('')
    if (draft.windows.length > 0) {
      const series = draft.series()
      if (!json) for (const line of seriesLines(file, series)) context.print(line)
      else for (const line of series.changes.text) context.say(`${file}, ${source.sweep}: ${line}`)
      if (out !== undefined) await writeSeries(series, out, ['json', 'csv'])
      if (!series.complete && out !== undefined)
        context.say(`To continue: --resume ${join(out, exportSeries(series, 'json').fileName)}`)
    }
  }
}

type Asked = Pick<SeriesSubject, 'conditioning' | 'prior' | 'seed' | 'plan' | 'stimulus'>

function ofCommand(command: OverTimeCommand, source: TraceSource, model: ModelEntry): Asked {
  const { overTime, window, conditioning, prior = null, seed = randomInt(2 ** 32) } = command
  const plan = planWindows(source, prior ?? model.prior, { ...overTime, ...window, conditioning })
  const { stimulus } = source
  return { conditioning, prior, seed, plan, ...(stimulus !== undefined && { stimulus }) }
}

function ofSeries({ recording, appliedPrior: prior, seed, plan, stimulus }: Series): Asked {
  const { conditioning } = recording
  return { conditioning, prior, seed, plan, ...(stimulus !== undefined && { stimulus }) }
}

async function writeSeries(series: Series, folder: string, formats: ('json' | 'csv')[]): Promise<void> {
  await writeOut(
    folder,
    formats.map((as) => exportSeries(series, as)),
  )
}

import { randomInt } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Compute } from '../compute/process/compute.ts'
import type { ModelEntry } from '../contract/models.ts'
import type { PriorFile } from '../contract/priors.ts'
import type { Conditioning, Window } from '../contract/recordings.ts'
import { exportSeries } from '../report/export-series.ts'
import type { TraceSource } from '../services/estimate-trace.ts'
import { estimateWindows } from '../services/over-time/estimate-windows.ts'
import { planWindows } from '../services/over-time/plan-windows.ts'
import { createSeriesDraft } from '../services/over-time/series-draft.ts'
import type { CliContext } from './context.ts'
import { seriesLines, windowJson } from './over-time-lines.ts'
import type { OverTimeWish } from './over-time-option.ts'

/** What is asked of one sweep. */
export interface OverTimeOrder {
  overTime: OverTimeWish
  window?: Window
  conditioning: Conditioning
  prior?: PriorFile
  seed?: number
  json: boolean
  out?: string
}

/**
 * Estimates a sweep window by window and prints it: a table at the end, or a line of JSON as each window is done. What is
 * done is printed and written also where it is stopped or fails.
 */
export async function estimateOverTime(
  file: string,
  source: TraceSource,
  { model, modelFolder }: { model: ModelEntry; modelFolder: string },
  order: OverTimeOrder,
  { compute, context }: { compute: Compute; context: CliContext },
): Promise<void> {
  const { overTime, window, conditioning, prior = null, seed = randomInt(2 ** 32), json, out } = order
  const plan = planWindows(source, model.prior, { ...overTime, ...window, conditioning })
  const subject = { source, model, conditioning, prior, seed, plan, version: context.version }
  const draft = createSeriesDraft(subject)
  const work = { ...subject, modelFolder, stimulus: source.stimulus, signal: context.signal }
  try {
    for await (const event of estimateWindows(compute, work, draft)) {
      if (event.type === 'stage') {
        const { text, secondsLeft } = event
        const left = secondsLeft === null ? '' : `, about ${Math.ceil(secondsLeft)} s left`
        context.progress(`${file}, ${source.sweep}: ${text}${left}`)
      } else if (event.type === 'window' && json) {
        context.progress('')
        context.print(windowJson(file, source.sweep, model.id, event.window))
      }
    }
  } finally {
    context.progress('')
    if (draft.windows.length > 0) {
      const series = draft.series()
      if (!json) for (const line of seriesLines(file, series)) context.print(line)
      else for (const line of series.changes.text) context.say(`${file}, ${source.sweep}: ${line}`)
      if (out !== undefined) {
        for (const as of ['json', 'csv'] as const) {
          const { fileName, text } = exportSeries(series, as)
          await writeFile(join(out, fileName), text)
        }
      }
    }
  }
}

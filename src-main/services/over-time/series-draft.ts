import type { ModelEntry } from '../../contract/models.ts'
import type { PriorFile } from '../../contract/priors.ts'
import type { Conditioning } from '../../contract/recordings.ts'
import type { Report } from '../../contract/reports.ts'
import type { Series, SeriesParameter, SeriesPlan, SeriesWindow } from '../../contract/series.ts'
import { newId } from '../../library/ids.ts'
import { createPrior } from '../../simulation/prior.ts'
import type { TraceSource } from '../estimate-trace.ts'
import { findChanges } from './changes.ts'

/** What a series is of, before any window is estimated. */
export interface SeriesSubject {
  source: TraceSource
  model: ModelEntry
  conditioning: Conditioning
  prior: PriorFile | null
  seed: number
  plan: SeriesPlan
  version: string
}

/** A series that grows window by window; whole at any time as far as it has come. */
export interface SeriesDraft {
  id: string
  windows: SeriesWindow[]
  parameters: SeriesParameter[]
  /** @returns what is compared, where this is the first window that has any parameters */
  add(window: SeriesWindow, report: Report | null): SeriesParameter[] | undefined
  series(): Series
}

export function createSeriesDraft(subject: SeriesSubject): SeriesDraft {
  const { source, model, conditioning, prior, seed, plan, version } = subject
  const id = newId(`${source.recordingName.replace(/\.[^.]*$/, '')} ${source.sweep} over time`)
  const began = performance.now()
  const windows: SeriesWindow[] = []
  const parameters: SeriesParameter[] = []
  let backend = 'none'

  return {
    id,
    windows,
    parameters,
    add(window, report) {
      windows.push(window)
      if (report) backend = report.program.backend
      if (!report || parameters.length > 0 || report.parameters.length === 0) return undefined
      parameters.push(...parametersOf(report, model))
      return parameters
    },
    series: () => ({
      format: 'nagumo-series',
      version: 1,
      id,
      createdAt: new Date().toISOString(),
      recording: {
        id: source.recordingId,
        name: source.recordingName,
        sweep: source.sweep,
        sweepIndex: source.sweepIndex,
        voltageUnit: source.voltageUnit,
        conditioning,
      },
      model: { id: model.id, name: model.name, checksum: model.checksum },
      appliedPrior: prior,
      seed,
      program: { version, backend },
      plan,
      parameters,
      windows,
      complete: windows.length === plan.windows.length,
      changes: findChanges(parameters, windows),
      seconds: (performance.now() - began) / 1000,
    }),
  }
}

function parametersOf(report: Report, { prior }: ModelEntry): SeriesParameter[] {
  const { model } = createPrior(prior)
  const phase = model.recorded && model.parameters[model.recorded.phase].name
  return report.parameters.map(({ name, symbol, unit, meaning, group, prior: believed }) => ({
    name,
    symbol,
    unit,
    meaning,
    group,
    prior: believed,
    comparable: name !== phase,
  }))
}

import type { Conditioning } from '../../contract/conditioning.ts'
import type { ModelEntry } from '../../contract/models.ts'
import type { PriorFile } from '../../contract/priors.ts'
import type { Window } from '../../contract/recordings.ts'
import { assumptionOf, type Report } from '../../contract/reports.ts'
import type { Series, SeriesParameter, SeriesPlan, SeriesWindow } from '../../contract/series.ts'
import { newId } from '../../library/ids.ts'
import type { DraftWindow, LeftSeries } from '../../library/series-drafts.ts'
import { describeForward } from '../../model/composition/describe-forward.ts'
import { createPrior } from '../../model/composition/prior.ts'
import { decided } from '../decided.ts'
import type { TraceSource } from '../estimate-trace.ts'
import { openDoubts } from '../open-doubts.ts'
import { findChanges } from './find-changes.ts'
import { digestOf } from './refuse-other.ts'

/** The subject of a series, before any window is estimated. */
export interface SeriesSubject {
  source: TraceSource
  model: ModelEntry
  conditioning: Conditioning
  prior: PriorFile | null
  seed: number
  plan: SeriesPlan
  version: string
  /** Stimulus, for the features. */
  stimulus?: Window | null | undefined
  /** The earlier part of the same series that it continues. */
  from?: Series | undefined
}

/** A series that grows window by window; valid at any time. */
export interface SeriesDraft {
  id: string
  windows: SeriesWindow[]
  parameters: SeriesParameter[]
  /** The same windows as stored on disk meanwhile. */
  lines: DraftWindow[]
  /** @returns the parameters compared, where this is the first window with estimates */
  add(window: SeriesWindow, report: Report | null): SeriesParameter[] | undefined
  series(): Series
}

export function createSeriesDraft(subject: SeriesSubject): SeriesDraft {
  const { source, model, conditioning, prior, seed, plan, version, stimulus, from } = subject
  const id = from?.id ?? newId(`${source.recordingName.replace(/\.[^.]*$/, '')} ${source.sweep} over time`)
  const began = performance.now()
  const createdAt = from?.createdAt ?? new Date().toISOString()
  const windows: SeriesWindow[] = [...(from?.windows ?? [])]
  const parameters: SeriesParameter[] = [...(from?.parameters ?? [])]
  const { forward } = describeForward(createPrior(prior ?? model.prior))
  let backend = from?.program.backend ?? 'none'
  const lines: DraftWindow[] = windows.map((window, k) => ({
    window,
    ...(k === 0 && { parameters: [...parameters] }),
    backend,
  }))

  return {
    id,
    windows,
    parameters,
    lines,
    add(window, report) {
      windows.push(window)
      if (report) backend = report.program.backend
      const first = report && parameters.length === 0 && report.parameters.length > 0
      if (first) parameters.push(...parametersOf(report, prior ?? model.prior))
      const found = first ? parameters : undefined
      lines.push({ window, ...(found && { parameters: [...found] }), backend })
      return found
    },
    series: () => ({
      format: 'nagumo-series',
      version: 1,
      id,
      createdAt,
      recording: {
        id: source.recordingId,
        name: source.recordingName,
        sweep: source.sweep,
        sweepIndex: source.sweepIndex,
        voltageUnit: source.voltageUnit,
        conditioning,
        digest: digestOf(source),
        ...openDoubts(source.doubts),
        ...(source.sha256 && { sha256: source.sha256 }),
        ...decided(source.choice),
      },
      model: { id: model.id, name: model.name, checksum: model.checksum },
      ...(forward && { forward }),
      appliedPrior: prior,
      seed,
      ...(stimulus !== undefined && { stimulus }),
      program: { version, backend },
      plan: withProgram(plan, from, { version, backend }),
      parameters,
      windows,
      complete: windows.length === plan.windows.length,
      changes: findChanges(parameters, windows),
      seconds: (from?.seconds ?? 0) + (performance.now() - began) / 1000,
    }),
  }
}

/** A series as left by a crash. */
export function interruptedSeries({ head, windows: lines }: LeftSeries): Series {
  const windows = lines.map(({ window }) => window)
  const parameters = lines.find((line) => line.parameters?.length)?.parameters ?? []
  const { backend } = lines.at(-1) ?? head.program
  return {
    ...head,
    program: { ...head.program, backend },
    parameters,
    windows,
    complete: windows.length === head.plan.windows.length,
    interrupted: true,
    changes: findChanges(parameters, windows),
    seconds: windows.reduce((sum, { seconds }) => sum + seconds, 0),
  }
}

/** Another version or TensorFlow backend may differ in the last digits: noted where a series mixes them. */
function withProgram(plan: SeriesPlan, from: Series | undefined, program: Series['program']): SeriesPlan {
  if (!from || from.windows.length === 0) return plan
  const [before, now] = [from.program, program].map(({ version, backend }) => `Nagumo ${version}, ${backend}`)
  const note = `The first ${from.windows.length} windows were estimated by ${before}, the others by ${now}.`
  return before === now || plan.notes.includes(note) ? plan : { ...plan, notes: [...plan.notes, note] }
}

function parametersOf(report: Report, prior: PriorFile): SeriesParameter[] {
  const { circular } = createPrior(prior).observable
  return report.parameters.map(({ name, symbol, unit, meaning, group, prior: believed }) => ({
    name,
    symbol,
    unit,
    meaning,
    group,
    prior: believed,
    comparable: !circular.includes(name),
    assumption: assumptionOf(report, name),
  }))
}

import type { Compute } from '../../compute/process/compute.ts'
import { NagumoError } from '../../contract/errors.ts'
import type { OverTimeEvent } from '../../contract/estimates.ts'
import type { Series } from '../../contract/series.ts'
import type { Library } from '../../library/index.ts'
import { entriesOf } from '../../library/listing.ts'
import type { SeriesDraftFile } from '../../library/series-drafts.ts'
import { fromRpcError } from '../../rpc/errors.ts'
import { eitherSignal } from '../either-signal.ts'
import type { Results } from '../results.ts'
import type { Turns } from '../turns.ts'
import { estimateWindows, type WindowsWork } from './estimate-windows.ts'
import { createSeriesDraft, interruptedSeries, type SeriesDraft } from './series-draft.ts'

/** Running series, by id. */
export type RunningSeries = Map<string, AbortController>

/**
 * Estimates the remaining windows of a series and saves it: each window as it finishes, so that a crash loses one at
 * most, and the series at its end, whether complete, cancelled, failed or without a subscriber.
 * @throws NagumoError USAGE where it is already running
 */
export async function* runSeries(
  { library, compute, turns }: { library: Library; compute: Compute; turns: Turns },
  results: Results<Series>,
  running: RunningSeries,
  subject: Omit<WindowsWork, 'signal' | 'turns'>,
  signal: AbortSignal | undefined,
): AsyncGenerator<OverTimeEvent> {
  const draft = createSeriesDraft(subject)
  if (running.has(draft.id))
    throw new NagumoError('USAGE', 'This series is already being continued. Wait for it, or stop it first.')
  const end = new AbortController()
  running.set(draft.id, end)
  let kept = false
  let file: SeriesDraftFile | null = null
  const keep = async () => {
    const series = draft.series()
    kept = true
    const notKept = series.windows.length > 0 ? await results.keep(series) : null
    if (notKept === null) await file?.end()
    return { series, ...(notKept !== null && { notKept }) }
  }
  try {
    try {
      file = await begin(library, draft)
      const stop = eitherSignal(signal, end.signal)
      const work = { ...subject, turns, signal: stop }
      for await (const event of estimateWindows(compute, work, draft)) {
        // A failed write is retried with the next window, and reported at the end.
        if (event.type === 'window') await file?.write(draft.lines).catch(() => undefined)
        yield event
      }
    } catch (error) {
      if (!end.signal.aborted || draft.windows.length === 0) throw error
    }
    yield { type: 'series', ...(await keep()) }
    if (signal?.aborted) throw new NagumoError('CANCELLED', 'The estimates were stopped.')
  } finally {
    running.delete(draft.id)
    if (!kept) await keep()
    await file?.leave()
  }
}

/** Saves a series left by a crash as interrupted, so that it can be continued. */
export async function settleSeries(library: Library, results: Results<Series>): Promise<void> {
  const listing = await library.seriesDrafts.settleLeft(async (left) => {
    const series = interruptedSeries(left)
    if (series.windows.length === 0) return
    const before = await keptSeries(library, series.id)
    if (before && before.windows.length >= series.windows.length) return
    const notKept = await results.keep(series)
    if (notKept !== null) throw new NagumoError('LIBRARY_UNWRITABLE', notKept)
  })
  entriesOf(listing)
}

/** Where windows can't be written, all are saved at the end. Windows of the earlier part are written again. */
async function begin(library: Library, draft: SeriesDraft): Promise<SeriesDraftFile | null> {
  try {
    const file = await library.seriesDrafts.begin({ ...draft.series(), windows: [], parameters: [] })
    await file.write(draft.lines).catch(() => undefined)
    return file
  } catch (error) {
    const { code } = fromRpcError(error)
    if (code !== 'USAGE') {
      if (!code.startsWith('LIBRARY_')) console.error(error)
      return null
    }
    throw new NagumoError(
      'USAGE',
      'This series is being continued by another instance of Nagumo on the same library. Wait for it, or stop it there.',
    )
  }
}

async function keptSeries(library: Library, id: string): Promise<Series | null> {
  return library.series.get(id).catch(() => null)
}

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

/** Series under way, by id. */
export type RunningSeries = Map<string, AbortController>

/**
 * Estimates what is left of a series and keeps it: on the way, so that a program that dies loses one window at most, and
 * at its end, whether it comes to it, is ended, fails, or its listener goes away.
 * @throws NagumoError USAGE where it is at work already
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
    throw new NagumoError('USAGE', 'This series is being continued already. Wait for it, or stop it first.')
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
        // What can't be written here is tried again with the next window, and told at the end.
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

/** A series that a program left behind becomes one that was interrupted, and can be continued. */
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

/** Where it can't be written on the way it is at its end. Windows that it goes on from are written once more. */
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
      'This series is being continued by another Nagumo that works in the same library. Wait for it, or stop it there.',
    )
  }
}

async function keptSeries(library: Library, id: string): Promise<Series | null> {
  return library.series.get(id).catch(() => null)
}

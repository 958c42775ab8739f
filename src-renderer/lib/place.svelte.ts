import { tick } from 'svelte'
import { NagumoError } from '../../src-main/contract/errors.ts'
import { batches } from './batches.svelte.ts'
import { cell } from './cell.svelte.ts'
import { cells } from './cells.svelte.ts'
import { compare } from './compare.svelte.ts'
import { documentation } from './documentation.svelte.ts'
import { estimate } from './estimate.svelte.ts'
import { groups } from './groups.svelte.ts'
import { client } from './link.ts'
import { models } from './models.svelte.ts'
import { notices } from './notices.svelte.ts'
import { overTime } from './over-time.svelte.ts'
import { recordings } from './recordings.svelte.ts'
import { reports } from './reports.svelte.ts'
import { formatRoute, parseRoute, type Route, saysMore } from './routes.ts'
import { isScreen, type ScreenId, screens } from './screens.svelte.ts'
import { series } from './series.svelte.ts'
import { shelfInFront } from './shelf-in-front.ts'
import { trainings } from './trainings.svelte.ts'
import { workKeeper } from './work-keeper.ts'

/** The part of a screen in its address: the open item, and how to reopen it. */
interface Addressed {
  rest(): readonly (string | null | undefined)[]
  open(rest: readonly string[]): Promise<void> | void
}

const recordingId = () => recordings.gone ?? recordings.current?.id

/** By screen; others have an address without parameters. */
const addressed: Partial<Record<ScreenId, Addressed>> = {
  recordings: { rest: () => [recordingId()], open: ([id]) => recordings.choose(id ?? null) },
  estimate: {
    rest() {
      const id = recordingId()
      if (!id || estimate.work) return [id]
      if (estimate.front === 'form') return [id, 'over-time']
      if (estimate.front === 'series') {
        return overTime.inView && overTime.finished ? [id, 'series', overTime.finished.id] : [id]
      }
      return estimate.report ? [id, 'report', estimate.report.id] : [id]
    },
    async open([id, part, item]) {
      recordings.choose(id ?? null)
      if (part === 'over-time') estimate.front = 'form'
      else if (part === 'series' && item) await overTime.openSeries(item)
      else if (part === 'report' && item) await estimate.openReport(item)
      else if (!estimate.work && !overTime.work) estimate.putAway()
    },
  },
  cell: {
    rest: () => [recordingId(), ...(cell.shown ? ['report', cell.shown.id] : [])],
    async open([id, part, item]) {
      recordings.choose(id ?? null)
      if (part === 'report' && item) await cell.openReport(item)
      else cell.front = 'family'
    },
  },
  models: { rest: () => [models.gone ?? models.shown?.id], open: ([id]) => models.show(id ?? null) },
  batches: {
    rest: () => [batches.formOpen ? 'new' : (batches.gone ?? batches.shown?.id)],
    open([id]) {
      if (id) batches.show(id === 'new' ? null : id)
    },
  },
  train: { rest: () => [trainings.gone ?? trainings.shown?.id], open: ([id]) => trainings.show(id ?? null) },
  reports: {
    rest() {
      if (compare.open) return ['compare', compare.chosen.join(','), compare.outdated ? null : 'result']
      if (groups.open) return ['groups']
      const { gone, current } = shelfInFront()
      return [gone ?? current?.id]
    },
    open([id, ids, shown]) {
      if (id === 'compare') return compare.reopen(ids?.split(',') ?? [], shown === 'result')
      compare.close()
      if (id === 'groups') return groups.start()
      groups.close()
      const shelf = [series, cells].find(({ all }) => all.some((one) => one.id === id)) ?? reports
      shelf.choose(id ?? null)
    },
  },
  documentation: {
    rest: () => [documentation.name, documentation.section],
    open: ([name, section]) => documentation.open(name, section ?? null),
  },
}

/** Keeps the window's location in its address, so that Back, Forward, a reload and a restart restore it. */
class PlaceInAddress {
  /** Whether the initial location is known. */
  #ready = $state(false)
  /** While an address is being opened it is not written. */
  #opening = 0

  address = $derived.by(() => {
    const rest = addressed[screens.current]?.rest() ?? []
    const end = rest.findIndex((one) => !one)
    return formatRoute({
      screen: screens.current,
      rest: rest.slice(0, end < 0 ? rest.length : end) as string[],
    })
  })

  /** The screen of the address, or the last open one; shown immediately, before the lists are loaded. */
  async begin(loaded: Promise<void>): Promise<void> {
    let at = parseRoute(location.hash)
    let recording: string | null = stateOf(history.state)
    const before = screens.choices
    if (at) this.#showScreen(at)
    else {
      await workKeeper.ready()
      const place = await client.work.place().catch(() => null)
      at = place && parseRoute(place.address)
      recording = place?.recordingId ?? null
      if (at && screens.choices === before) this.#showScreen(at)
      else at = null
    }
    const shown = screens.choices
    await loaded
    // One removed since then is not requested.
    if (recording && recordings.all.some(({ id }) => id === recording)) recordings.choose(recording)
    // If the user switched screens while the lists were loading, that choice stays.
    if (at && screens.choices === shown) await this.#open(at)
    this.#ready = true
  }

  /** Opens the address after Back or Forward. */
  async follow(): Promise<void> {
    const at = parseRoute(location.hash)
    const recording = stateOf(history.state)
    if (recording && recordings.all.some(({ id }) => id === recording)) recordings.choose(recording)
    if (at) await this.#open(at)
  }

  /** Writes the window's location to its address; to be called whenever that may have changed. */
  write(): void {
    const { address } = this
    const place = { address, recordingId: recordings.current?.id ?? null }
    if (!this.#ready || this.#opening > 0) return
    const state = { recordingId: place.recordingId }
    const known = parseRoute(location.hash)
    if (location.hash === address || !known || saysMore(location.hash, address))
      history.replaceState(state, '', address)
    else history.pushState(state, '', address)
    workKeeper.place(place)
  }

  #showScreen({ screen }: Route): boolean {
    const known = isScreen(screen)
    if (known) screens.show(screen)
    return known
  }

  async #open(at: Route): Promise<void> {
    this.#opening++
    try {
      if (this.#showScreen(at)) await addressed[screens.current]?.open(at.rest)
      else
        notices.fail(
          'The address is not valid',
          new NagumoError('NOT_FOUND', `There is no screen “${at.screen}”. Choose one on the left.`),
        )
    } catch (error) {
      notices.fail('The address could not be opened', error, {
        text: 'Show the reports',
        run: () => screens.show('reports'),
      })
    }
    await tick()
    this.#opening--
    // An address that could not be opened must not be returned to.
    if (this.#opening === 0 && location.hash !== this.address) {
      history.replaceState({ recordingId: recordings.current?.id ?? null }, '', this.address)
    }
  }
}

function stateOf(state: unknown): string | null {
  const id = typeof state === 'object' && state !== null && 'recordingId' in state ? state.recordingId : null
  return typeof id === 'string' ? id : null
}

export const place = new PlaceInAddress()

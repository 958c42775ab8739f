import { NagumoError } from '../../src-main/contract/errors.ts'
import { DamagedEntries } from './damaged.svelte.ts'
import { keepListening } from './keep-listening.ts'
import { client } from './link.ts'
import { models } from './models.svelte.ts'
import { notices } from './notices.svelte.ts'
import { screens } from './screens.svelte.ts'
import { trainingDraft } from './training-draft.svelte.ts'
import { changeText, shareOf } from './training-words.ts'
import type { ModelEntry, TrainingRun, TrainingState } from './types.ts'

const notStarted = 'The training can’t start yet'

/** The training runs, as reported by the workbench, and the visible one. */
class Trainings {
  all = $state.raw<TrainingRun[]>([])
  /** Damaged runs. */
  readonly damaged = new DamagedEntries({
    list: () => client.trainings.damaged(),
    remove: (id) => client.trainings.cancel({ id }),
    word: 'training',
  })
  loaded = $state(false)
  starting = $state(false)
  /** The visible run; null: the form for a new one. */
  #id = $state<string | null>(null)
  #stop: AbortController | null = null
  #before = new Map<string, TrainingState>()

  /** Unfinished ones first, in queue order; then the finished ones, newest first. */
  listed = $derived([
    ...this.all.filter(({ state }) => state !== 'done'),
    ...this.all.filter(({ state }) => state === 'done').reverse(),
  ])
  /** The requested run that does not exist (any more). */
  gone = $derived(
    this.loaded && this.#id !== null && !this.all.some(({ id }) => id === this.#id) ? this.#id : null,
  )
  shown = $derived(this.all.find(({ id }) => id === this.#id) ?? null)
  active = $derived(this.all.find(({ state }) => state === 'training') ?? null)
  /** Progress of the running one, 0 … 1; null where none is running. */
  progress = $derived(this.active ? shareOf(this.active) : null)

  /** Subscribes to the workbench; an earlier subscription is cancelled. */
  async follow(): Promise<void> {
    this.#stop?.abort()
    const stop = new AbortController()
    this.#stop = stop
    const title = 'The trainings could not be loaded'
    await keepListening(stop.signal, {
      ask: (signal) => client.trainings.watch(undefined, { signal }),
      take: async (runs) => {
        notices.clear(title)
        this.#take(runs)
        await this.damaged.load()
      },
      broke: (error) => void notices.failToRead(title, error),
    })
  }

  show(id: string | null): void {
    this.#id = id
  }

  /** Queues the form's training. */
  async start(): Promise<void> {
    const { request } = trainingDraft
    if (this.starting || this.shown) return
    notices.clear(notStarted)
    if (!request) {
      notices.fail(notStarted, new NagumoError('USAGE', trainingDraft.blocked ?? ''), undefined, 'train')
      return
    }
    const title = `${request.name} was not started`
    notices.clear(title)
    this.starting = true
    try {
      const run = await client.trainings.start(request)
      if (!this.all.some(({ id }) => id === run.id)) this.#take([...this.all, run])
      this.#id = run.id
      trainingDraft.name = ''
      trainingDraft.description = ''
      notices.say(
        this.active && this.active.id !== run.id
          ? `${request.name} is queued`
          : `${request.name} has started`,
      )
    } catch (error) {
      notices.fail(title, error)
    }
    this.starting = false
  }

  pause(run: TrainingRun): Promise<void> {
    return this.#ask(run, 'was not paused', () => client.trainings.pause({ id: run.id }))
  }

  resume(run: TrainingRun): Promise<void> {
    return this.#ask(run, 'was not resumed', () => client.trainings.resume({ id: run.id }))
  }

  finish(run: TrainingRun): Promise<void> {
    return this.#ask(run, 'was not finished early', () => client.trainings.finish({ id: run.id }))
  }

  /** Discards a run with its progress. Of a finished one only the list entry is removed. */
  async cancel(run: TrainingRun): Promise<void> {
    await this.#ask(run, 'was not removed', async () => {
      const shown = this.#id === run.id
      // First: the list may come without it before the answer, and it would be reported as missing.
      if (shown) this.#id = null
      try {
        await client.trainings.cancel({ id: run.id })
      } catch (error) {
        if (shown && this.#id === null) this.#id = run.id
        throw error
      }
      this.all = this.all.filter(({ id }) => id !== run.id)
      this.#before.delete(run.id)
      notices.say(`${run.request.name} was removed`)
    })
  }

  /** Opens the form with a model's training settings; `weights`: to continue training. */
  beginFrom(model: ModelEntry, how: { weights: boolean }): void {
    trainingDraft.beginFrom(model, how)
    this.#id = null
    screens.show('train')
  }

  /** Opens the form with a training for the recording of one report. */
  async refine(reportId: string): Promise<void> {
    const title = 'The recording can’t be refined'
    notices.clear(title)
    try {
      trainingDraft.beginFocus(await client.trainings.focusOn({ reportId }))
      this.#id = null
      screens.show('train')
    } catch (error) {
      notices.fail(title, error)
    }
  }

  /** Opens the form with a run's settings. */
  beginLike(run: TrainingRun): void {
    trainingDraft.beginLike(run.request)
    this.#id = null
  }

  #take(runs: TrainingRun[]): void {
    const told = runs.flatMap((run) => changeText(run, this.#before.get(run.id)) ?? [])
    const done = runs.some(({ id, state }) => state === 'done' && (this.#before.get(id) ?? 'done') !== 'done')
    this.all = runs
    this.loaded = true
    this.#before = new Map(runs.map(({ id, state }) => [id, state]))
    if (told.length > 0) notices.say(told.join('. '))
    if (!done) return
    screens.tellFinished('train')
    void models.load()
  }

  async #ask(run: TrainingRun, not: string, call: () => Promise<void>): Promise<void> {
    const title = `${run.request.name} ${not}`
    notices.clear(title)
    try {
      await call()
    } catch (error) {
      notices.fail(title, error)
    }
  }
}

export const trainings = new Trainings()

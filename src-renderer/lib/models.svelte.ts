import type { GoldenReplay } from '../../src-main/contract/models.ts'
import { suits, usualModel } from '../../src-main/model/composition/suits.ts'
import { DamagedEntries } from './damaged.svelte.ts'
import { saveBlob } from './download.ts'
import { client } from './link.ts'
import { notices } from './notices.svelte.ts'
import { recordingWorks } from './recording-works.svelte.ts'
import { recordings } from './recordings.svelte.ts'
import { sameWhereEqual } from './same-where-equal.ts'
import type { Incoming, ModelEntry } from './types.ts'

/** The models of the library, and the one used for estimates. */
class Models {
  all = $state.raw<ModelEntry[]>([])
  /** Damaged models. */
  readonly damaged = new DamagedEntries({
    list: () => client.models.damaged(),
    remove: (id) => client.models.remove({ id }),
    restore: (id) => client.models.restore({ id }),
    word: 'model',
  })
  loaded = $state(false)
  /** The one whose card is shown, where one was chosen. */
  shownId = $state<string | null>(null)
  /** By id and checksum: result of the golden-trace check; null where a model has none. */
  replays = $state.raw<Readonly<Record<string, GoldenReplay | null>>>({})
  #id = $state<string | null>(null)
  #asking = false

  current = $derived(
    this.all.find((m) => m.id === recordingWorks.of(recordings.current?.id).modelId) ??
      this.all.find((m) => m.id === this.#id) ??
      usualModel(this.all, recordings.current?.reading.voltageUnit ?? null),
  )
  /** Why the selected model does not fit the open recording, and one that does; null where it fits. */
  unsuitable = $derived.by<{ why: string; better: ModelEntry | null } | null>(() => {
    const unit = recordings.current?.reading.voltageUnit
    if (!this.current || !unit) return null
    const { fits, why } = suits(this.current, unit)
    if (fits) return null
    const usual = usualModel(this.all, unit)
    return { why, better: usual && suits(usual, unit).fits ? usual : null }
  })
  /** The requested model that does not exist (any more). */
  gone = $derived(
    this.loaded && this.shownId !== null && !this.all.some((m) => m.id === this.shownId)
      ? this.shownId
      : null,
  )
  shown = $derived(this.all.find((m) => m.id === this.shownId) ?? this.current)

  async load(): Promise<void> {
    try {
      const [all] = await Promise.all([client.models.list(), this.damaged.load()])
      this.all = sameWhereEqual(this.all, all)
      this.loaded = true
    } catch (error) {
      this.loaded = notices.failToRead('The models were not read', error)
    }
  }

  /**
   * Selects the model for the open recording from now on, and in this window for others without a choice of their own.
   */
  choose(id: string): void {
    this.#id = id
    if (recordings.current) recordingWorks.change(recordings.current.id, { modelId: id })
  }

  show(id: string | null): void {
    this.shownId = id
  }

  replayOf(model: ModelEntry): GoldenReplay | null | undefined {
    return this.replays[keyOf(model)]
  }

  /** Checks the golden traces of all models in turn; results are cached until a model's weights change. */
  async askReplays(): Promise<void> {
    if (this.#asking) return
    this.#asking = true
    const first = this.shown
    const order = first ? [first, ...this.all.filter((m) => m !== first)] : this.all
    for (const model of order) {
      if (this.replayOf(model) !== undefined) continue
      try {
        const replay = await client.models.replay({ id: model.id })
        this.replays = { ...this.replays, [keyOf(model)]: replay }
      } catch {
        // The model can't be loaded, or computing is unavailable: an estimate reports it when it matters.
      }
    }
    this.#asking = false
  }

  async makeDefault(model: ModelEntry): Promise<void> {
    await this.#ask(`${model.name} was not made the default`, async () => {
      await client.models.makeDefault({ id: model.id })
      notices.say(`${model.name} is the default now`)
      await this.load()
    })
  }

  rename(model: ModelEntry, name: string): Promise<boolean> {
    return this.#ask(`${model.name} was not renamed`, async () => {
      this.#take(await client.models.rename({ id: model.id, name }))
    })
  }

  note(model: ModelEntry, note: string): Promise<boolean> {
    return this.#ask(`The note on ${model.name} was not saved`, async () => {
      this.#take(await client.models.note({ id: model.id, note }))
    })
  }

  duplicate(model: ModelEntry): Promise<boolean> {
    return this.#ask(`${model.name} was not duplicated`, async () => {
      const name = freeName(`${model.name.slice(0, 70)}, copy`, this.all)
      this.#add(await client.models.duplicate({ id: model.id, name }))
    })
  }

  async remove(id: string): Promise<void> {
    const at = this.all.findIndex((m) => m.id === id)
    if (at < 0) return
    const removed = this.all[at]
    await this.#ask(`${removed.name} was not removed`, async () => {
      await client.models.remove({ id })
      const wasShown = this.shown?.id === id
      this.all = this.all.filter((m) => m.id !== id)
      if (wasShown) this.shownId = (this.all[at] ?? this.all[at - 1])?.id ?? null
      if (removed.isDefault) await this.load()
      notices.offerUndo(`The model ${removed.name} was removed.`, async () => {
        // It gets another id where its own has been taken meanwhile.
        const back = await client.models.restore({ id })
        await this.load()
        this.shownId = back.id
      })
    })
  }

  save(model: ModelEntry): Promise<boolean> {
    return this.#ask(`${model.name} was not exported`, async () => {
      const file = await client.models.export({ id: model.id })
      saveBlob(file.name, file)
    })
  }

  /** Imports exported files. */
  async open(files: readonly Incoming[]): Promise<void> {
    for (const file of files) {
      await this.#ask(`${file.name} was not imported`, async () => {
        const { model, already } = await ('opened' in file
          ? client.models.importOpened({ opened: file.opened })
          : client.models.import({ file }))
        if (already) this.shownId = model.id
        else this.#add(model)
        notices.say(already ? `${model.name} is here already` : `${model.name} was imported`)
        this.already = already ? { id: model.id, fileName: file.name } : null
      })
    }
  }
  /** The last imported file, where its model already existed. */
  already = $state.raw<{ id: string; fileName: string } | null>(null)

  #take(changed: ModelEntry): void {
    this.all = this.all.map((m) => (m.id === changed.id ? changed : m))
  }

  #add(made: ModelEntry): void {
    this.all = [...this.all.filter((m) => m.id !== made.id), made]
    this.shownId = made.id
    void this.askReplays()
  }

  /** @returns whether it succeeded */
  async #ask(title: string, call: () => Promise<void>): Promise<boolean> {
    notices.clear(title)
    try {
      await call()
      return true
    } catch (error) {
      notices.fail(title, error)
      return false
    }
  }
}

/** Whether a file name has the extension of a model. */
export function isModelFile(file: Incoming): boolean {
  return /\.nagumo-model$/i.test(file.name)
}

function keyOf({ id, checksum }: ModelEntry): string {
  return `${id} ${checksum}`
}

function freeName(name: string, all: readonly ModelEntry[]): string {
  const taken = new Set(all.map((m) => m.name.toLowerCase()))
  let free = name
  for (let k = 2; taken.has(free.toLowerCase()); k++) free = `${name} ${k}`
  return free
}

export const models = new Models()

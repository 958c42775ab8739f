import type { EffectScale, GroupAnswer, GroupRequest } from '../../src-main/contract/groups.ts'
import { comparedConditions } from '../../src-main/contract/limits.ts'
import { pairsOf } from '../../src-main/contract/paired-cells.ts'
import type { GroupsDraft } from '../../src-main/contract/work.ts'
import { cellKey, conditionsOf, sharedParameters } from './group-choice.ts'
import { client } from './link.ts'
import { messageOf, notices, wasCancelled } from './notices.svelte.ts'
import { reports } from './reports.svelte.ts'

const { least, most, cells: leastCells, pairs: leastPairs } = comparedConditions

/** Comparison of conditions, which are the groups written beside reports, and its result. */
class Groups {
  open = $state(false)
  answer = $state.raw<GroupAnswer | null>(null)
  work = $state<{ text: string; progress: number; elapsed: number } | null>(null)
  failure = $state<string | null>(null)
  /** Names of conditions; the first one is the reference. null until the user chose: the first ones. */
  #names = $state.raw<readonly string[] | null>(null)
  /** Cell names by condition and recording, where they differ from the recording's name. */
  #cells = $state.raw<Readonly<Record<string, string>>>({})
  /** Parameters and scales that differ from the default choice. */
  #parameters = $state.raw<readonly string[] | null>(null)
  scales = $state.raw<Readonly<Record<string, EffectScale>>>({})
  seed = $state(1)
  /** Whether cells found in both of two conditions are treated as different cells. */
  unpaired = $state(false)
  #stop: AbortController | null = null

  /** All groups that reports have. */
  readonly all = $derived(conditionsOf(reports.all, this.#cells))
  readonly chosen = $derived(
    (this.#names ?? this.all.slice(0, least).map(({ name }) => name)).flatMap(
      (name) => this.all.find((condition) => condition.name === name) ?? [],
    ),
  )
  readonly parameters = $derived(sharedParameters(this.chosen))
  readonly chosenParameters = $derived(
    this.#parameters ?? this.parameters.filter(({ usual }) => usual).map(({ name }) => name),
  )
  /** Cells in both of two conditions; empty for more than two conditions. */
  readonly pairs = $derived(pairsOf(this.chosen).length)
  /** What prevents the comparison, in words; null where nothing does. */
  readonly problem = $derived.by(() => {
    if (this.chosen.length < least) return `Choose at least ${least} groups.`
    const small = this.chosen.find(({ cells }) => cells.length < leastCells)
    if (small)
      return `“${small.name}” has ${small.cells.length} ${small.cells.length === 1 ? 'cell' : 'cells'}; at least ${leastCells} are needed, since fewer do not show how cells vary.`
    if (this.pairs > 0 && this.pairs < leastPairs && !this.unpaired)
      return `${this.pairs === 1 ? '1 cell is' : `${this.pairs} cells are`} in both groups; at least ${leastPairs} are needed for differences within cells. Name different cells differently, or don’t compare within cells.`
    if (this.parameters.length === 0)
      return 'The reports of these groups have no parameter in common: estimate all recordings with one model.'
    return this.chosenParameters.length === 0 ? 'Choose at least one parameter.' : null
  })

  start(): void {
    this.open = true
    this.failure = null
    if (this.chosen.length === 0) this.#names = null
  }

  /** The selection and the result, for saving. */
  get written(): GroupsDraft {
    const { seed, unpaired, answer } = this
    return {
      names: this.#names && [...this.#names],
      cells: { ...this.#cells },
      parameters: this.#parameters && [...this.#parameters],
      scales: { ...this.scales },
      seed,
      unpaired,
      ...(answer && { answer }),
    }
  }

  /** Restores a saved selection and its result. */
  take({ names, cells, parameters, scales, seed, unpaired, answer }: GroupsDraft): void {
    this.#names = names
    this.#cells = cells
    this.#parameters = parameters
    Object.assign(this, { scales, seed, unpaired, answer: answer ?? null })
  }

  has(name: string): boolean {
    return this.chosen.some((one) => one.name === name)
  }

  get full(): boolean {
    return this.chosen.length >= most
  }

  toggle(name: string): void {
    const names = this.chosen.map((one) => one.name)
    if (this.has(name)) this.#names = names.filter((one) => one !== name)
    else if (!this.full) this.#names = [...names, name]
    this.#parameters = null
  }

  /** Makes this condition the reference. */
  holdAgainst(name: string): void {
    this.#names = [name, ...this.chosen.map((one) => one.name).filter((one) => one !== name)]
  }

  /** Sets the cell of a recording. */
  setCell(condition: string, recording: string, cell: string): void {
    this.#cells = { ...this.#cells, [cellKey(condition, recording)]: cell.trim().slice(0, 120) }
  }

  toggleParameter(name: string): void {
    const now = this.chosenParameters
    this.#parameters = now.includes(name) ? now.filter((one) => one !== name) : [...now, name]
  }

  setScale(name: string, scale: EffectScale | null): void {
    const { [name]: _, ...others } = this.scales
    this.scales = scale ? { ...others, [name]: scale } : others
  }

  #request(): GroupRequest {
    const parameters = this.parameters
      .map(({ name }) => name)
      .filter((name) => this.chosenParameters.includes(name))
    const scales = Object.fromEntries(
      Object.entries(this.scales).filter(([name]) => parameters.includes(name)),
    )
    const conditions = this.chosen.map(({ name, cells }) => ({
      name,
      cells: cells.map((cell) => ({ name: cell.name, reportIds: cell.reports.map(({ id }) => id) })),
    }))
    return { conditions, parameters, scales, seed: this.seed, unpaired: this.unpaired }
  }

  async run(): Promise<void> {
    if (this.work || this.problem) return
    const stop = new AbortController()
    this.#stop = stop
    this.failure = null
    this.work = { text: 'starting', progress: 0, elapsed: 0 }
    const began = performance.now()
    const clock = setInterval(() => {
      if (this.work) this.work.elapsed = (performance.now() - began) / 1000
    }, 100)
    notices.say('Comparing the groups')
    try {
      const events = await client.groups.estimate(this.#request(), { signal: stop.signal })
      for await (const event of events) {
        if (stop.signal.aborted) return
        if (event.type === 'answer') {
          this.answer = event.answer
          notices.say('The groups are compared')
        } else if (this.work) this.work = { ...this.work, text: event.text, progress: event.progress }
      }
    } catch (error) {
      if (!wasCancelled(error, stop.signal)) this.failure = messageOf(error)
    } finally {
      clearInterval(clock)
      if (this.#stop === stop) this.work = null
    }
  }

  cancel(): void {
    if (!this.work) return
    this.#stop?.abort()
    this.work = null
    notices.say('The comparison of groups was cancelled')
  }

  /** Returns to the selection. */
  change(): void {
    this.answer = null
  }

  /** The computation goes on, and its result is there when the groups are opened again. */
  close(): void {
    this.open = false
  }
}

export const groups = new Groups()

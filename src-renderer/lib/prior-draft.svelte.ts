import type { PriorDraft as WrittenPrior } from '../../src-main/contract/work.ts'
import { partsOf } from '../../src-main/model/composition/parts.ts'
import { type PriorEntry, priorEntries } from '../../src-main/model/composition/prior-entries.ts'
import { priorProblems } from '../../src-main/model/composition/prior-problems.ts'
import { noiseModels } from '../../src-main/model/noise-models.ts'
import { rudi2022 } from '../../src-main/model/prior/presets.ts'
import { parseCount, parseNumber, plain } from './digits.ts'
import {
  distributionOf,
  type Field,
  fieldsOf,
  type Kind,
  notANumber,
  type Texts,
  textsForKind,
  textsOf,
  wrongWith,
} from './prior-fields.ts'
import type { Distribution, PriorFile } from './types.ts'

export type GridField = keyof PriorFile['grid']

/** Typed values of one parameter or constant. */
interface Row {
  kind: Kind
  texts: Texts
}

/** The draft prior, as text of its fields, so that invalid input is not lost. */
class PriorDraft {
  /** The starting point, which its curves are compared with. */
  base = $state.raw<PriorFile>(rudi2022)
  #rows = $state<Record<string, Row>>({})
  #grid = $state<Record<GridField, string>>({ dt: '', points: '', substeps: '' })
  noise = $state('ar1')

  /** The model of the prior. */
  parts = $derived(partsOf({ ...this.base, noise: { kind: this.noise } }))
  /** All parameters and constants, with the starting point's distributions. */
  entries = $derived<PriorEntry[]>(priorEntries(this.base, this.parts))
  /** By name; invalid ones only. */
  #gridWrong = $derived(wrongGrid(this.#grid))
  #said = $derived(
    new Map(
      Object.entries(this.#rows).map(
        ([name, { kind, texts }]) => [name, distributionOf(kind, texts)] as const,
      ),
    ),
  )
  changed = $derived(
    this.noise !== partsOf(this.base).noise.kind ||
      this.entries.some(({ description: { name } }) => this.changedRow(name)) ||
      (Object.keys(this.#grid) as GridField[]).some(
        (field) => gridNumber(field, this.#grid[field]) !== this.base.grid[field],
      ),
  )
  /** The prior as a file; null while a number is missing or invalid. */
  file = $derived.by<PriorFile | null>(() => {
    if (Object.keys(this.#gridWrong).length > 0) return null
    const parameters: Record<string, Distribution> = {}
    const constants: PriorFile['constants'] = {}
    for (const { description, role } of this.entries) {
      const said = this.#said.get(description.name)
      if (!said) return null
      if (role !== 'constant') parameters[description.name] = said
      else constants[description.name] = said.kind === 'fixed' ? said.value : said
    }
    const { dt, points, substeps } = this.#grid
    return {
      format: 'nagumo-prior',
      version: 3,
      name: this.changed ? `${this.base.name.slice(0, 70)}, changed` : this.base.name,
      neuronModel: this.base.neuronModel,
      ...(this.base.protocol && { protocol: this.base.protocol }),
      ...(this.base.observable && { observable: this.base.observable }),
      noise: { kind: this.noise },
      parameters,
      constants,
      grid: { dt: parseNumber(dt)!, points: parseCount(points)!, substeps: parseCount(substeps)! },
    }
  })
  /** Why the prior is impossible although every number is valid. */
  problems = $derived(this.file ? priorProblems(this.file) : [])
  /** The first reason why it can't be used; null where it can. */
  blocked = $derived.by<string | null>(() => {
    for (const { description } of this.entries) {
      const wrong = this.wrongRow(description.name)
      if (wrong) return `${description.symbol}: ${wrong}`
    }
    const [grid] = Object.values(this.#gridWrong)
    return grid ?? this.problems.map(({ text }) => this.inWords(text))[0] ?? null
  })

  constructor() {
    this.begin(rudi2022)
  }

  /** Sets the starting point; earlier input is discarded. */
  begin(file: PriorFile): void {
    this.base = file
    this.noise = partsOf(file).noise.kind
    this.#rows = Object.fromEntries(
      priorEntries(file).map(({ description, distribution }) => [
        description.name,
        distribution
          ? { kind: distribution.kind, texts: textsOf(distribution) }
          : { kind: 'fixed', texts: {} },
      ]),
    )
    const { dt, points, substeps } = file.grid
    this.#grid = { dt: plain(dt), points: String(points), substeps: String(substeps) }
  }

  /** Saves all input. Returns a function that restores it. */
  remember(): () => void {
    const { written } = this
    return () => this.take(written)
  }

  /** All input, for saving. */
  get written(): WrittenPrior {
    const { base, noise } = this
    return { base, noise, rows: $state.snapshot(this.#rows), grid: $state.snapshot(this.#grid) }
  }

  /** Restores saved input. @throws where its components are unknown here */
  take({ base, noise, rows, grid }: WrittenPrior): void {
    const all = priorEntries(base, partsOf({ ...base, noise: { kind: noise } }))
    if (!all.every(({ description: { name } }) => rows[name])) throw new Error('parameters are missing')
    this.base = base
    this.noise = noise
    this.#rows = structuredClone(rows)
    this.#grid = { ...grid }
  }

  /** Switches the noise model: input for its parameters is retained, and new ones start as in the preset. */
  setNoise(kind: string): void {
    const noise = noiseModels.find(kind)
    for (const { name } of noise?.parameters ?? []) {
      const usual =
        noise?.usual?.[name] ??
        rudi2022.parameters[name] ??
        ({ kind: 'uniform', lower: 0, upper: 1 } as const)
      this.#rows[name] ??= { kind: usual.kind, texts: textsOf(usual) }
    }
    this.noise = kind
  }

  kind(name: string): Kind {
    return this.#rows[name].kind
  }

  text(name: string, field: Field): string {
    return this.#rows[name].texts[field] ?? ''
  }

  /** Null while its numbers are invalid. */
  distribution(name: string): Distribution | null {
    return this.#said.get(name) ?? null
  }

  setText(name: string, field: Field, text: string): void {
    this.#rows[name].texts[field] = text
  }

  /** Switches the kind of distribution, keeping approximately the location and width. */
  setKind(name: string, kind: Kind): void {
    const row = this.#rows[name]
    const before = this.distribution(name) ?? this.#baseOf(name)
    this.#rows[name] = { kind, texts: before ? textsForKind(kind, before, row.texts) : row.texts }
  }

  changedRow(name: string): boolean {
    return JSON.stringify(this.distribution(name)) !== JSON.stringify(this.#baseOf(name))
  }

  wrong(name: string, field: Field): string | null {
    const { kind, texts } = this.#rows[name]
    return wrongWith(kind, texts)[field] ?? null
  }

  /** The error of a parameter, in words; null where it is valid. */
  wrongRow(name: string): string | null {
    const { kind, texts } = this.#rows[name]
    const wrong = wrongWith(kind, texts)
    const field = fieldsOf[kind].find((one) => wrong[one])
    if (field) return wrong[field]!
    const problem = this.problems.find(({ parameter }) => parameter === name)
    return problem ? this.inWords(problem.text) : null
  }

  grid(field: GridField): string {
    return this.#grid[field]
  }

  setGrid(field: GridField, text: string): void {
    this.#grid[field] = text
  }

  wrongGrid(field: GridField): string | null {
    return this.#gridWrong[field] ?? null
  }

  /** A message of the services, which use the file's field names, in the window's symbols and words. */
  inWords(text: string): string {
    const words: Record<string, string> = {
      truncatedNormal: '“truncated normal”',
      logUniform: 'log-uniform',
      logNormal: 'log-normal',
      dt: 'Δt',
    }
    for (const { description } of this.entries) words[description.name] = description.symbol
    return text
      .replace(/ \(substeps\)/g, ' solver steps between samples')
      .replace(/[A-Za-z][A-Za-z0-9]*/g, (word) => words[word] ?? word)
      .replace(/(^|[\s(])-(?=\d)/g, '$1−')
  }

  #baseOf(name: string): Distribution | null {
    return this.entries.find(({ description }) => description.name === name)?.distribution ?? null
  }
}

function gridNumber(field: GridField, text: string): number | null {
  return field === 'dt' ? parseNumber(text) : parseCount(text)
}

function wrongGrid(grid: Record<GridField, string>): Partial<Record<GridField, string>> {
  const wrong: Partial<Record<GridField, string>> = {}
  const dt = parseNumber(grid.dt)
  if (dt === null) wrong.dt = notANumber('sampling interval', grid.dt)
  else if (!(dt > 0 && dt <= 1000)) wrong.dt = `Δt must be above 0 and at most 1000 ms; it is ${plain(dt)}.`
  for (const [field, what, least, most] of [
    ['points', 'number of points', 16, 100_000],
    ['substeps', 'number of solver steps', 1, 64],
  ] as const) {
    const n = gridNumber(field, grid[field])
    if (n === null) wrong[field] = notANumber(what, grid[field])
    else if (!Number.isInteger(n) || n < least || n > most) {
      wrong[field] = `The ${what} must be a whole number from ${least} to ${most}; it is ${plain(n)}.`
    }
  }
  return wrong
}

export const priorDraft = new PriorDraft()

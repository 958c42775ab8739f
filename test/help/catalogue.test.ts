import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  cellParameters,
  checks,
  type HelpEntry,
  numbers,
  plots,
  referencesOf,
  traceParameters,
} from '../../src-main/help/index.ts'
import { neuronModels } from '../../src-main/model/neuron-models.ts'
import { noiseModels } from '../../src-main/model/noise-models.ts'
import { observables } from '../../src-main/model/observables.ts'
import { references } from '../../src-main/report/methods/references.ts'

const root = join(import.meta.dirname, '../..')
/** What a pattern finds in the sources below a folder of a kind, its first group. */
function found(pattern: RegExp, folder: string, ending = '.ts'): string[] {
  const all = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
  const texts = all
    .filter((name) => name.endsWith(ending))
    .map((name) => readFileSync(join(root, folder, name), 'utf8'))
  return texts.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1]))
}
const sorted = (names: Iterable<string>): string[] => [...new Set(names)].sort()

const everything: [string, HelpEntry][] = [traceParameters, cellParameters, checks, numbers, plots].flatMap(
  (part) => Object.entries(part),
)

describe('the help', () => {
  it('tells of every parameter of a trace that the registries know, and of no other', () => {
    const neurons = neuronModels
      .all()
      .flatMap(({ parameters, constants, spikeCycles }) => [
        ...parameters,
        ...constants,
        ...(spikeCycles?.told ?? []),
        ...(spikeCycles?.combinations ?? []).map(({ quantity }) => quantity),
      ])
    const seen = observables
      .all()
      .flatMap((one) => [...one.parameters, ...(one.withTrend?.(1).parameters ?? [])])
    const noises = noiseModels.all().flatMap(({ parameters }) => parameters)
    const names = [...neurons, ...seen, ...noises].map(({ name }) => name)
    expect(sorted(Object.keys(traceParameters))).toEqual(sorted(names))
  })

  it('calls parameters of a trace by their symbols', () => {
    for (const { parameters, constants } of neuronModels.all()) {
      for (const { name, symbol } of [...parameters, ...constants])
        expect(traceParameters[name].name).toBe(symbol)
    }
  })

  it('tells of every parameter of a cell, and of no other', () => {
    const folder = 'src-main/inference/known-current'
    const membrane = found(/\bname: '(\w+)'/g, `${folder}/membrane`, 'parameters.ts')
    const spikes = found(/\bof\(\s*'(\w+)'/g, `${folder}/integrate-and-fire`, 'parameters.ts')
    expect(membrane.length).toBeGreaterThan(4)
    expect(spikes.length).toBeGreaterThan(10)
    expect(sorted(Object.keys(cellParameters))).toEqual(sorted([...membrane, ...spikes]))
  })

  it('tells of every check that can stand in a verdict, and of no other', () => {
    const named = found(/\bcheck: '(\w+)'/g, 'src-main')
    const others = [
      found(/drifted\('(\w+)'/g, 'src-main/inference/known-current'),
      found(/refused\(\s*'(\w+)'/g, 'src-main/signal/mean-cycle'),
      found(/^ {2}[A-Z_]+: '(\w+)',$/gm, 'src-main/inference/known-current', 'family-reasons.ts'),
    ]
    expect(others.every(({ length }) => length > 0)).toBe(true)
    expect(sorted(Object.keys(checks))).toEqual(sorted([...named, ...others.flat()]))
  })

  it('tells of every plot of the window, and of no other', () => {
    const attributes = found(/\bhelp=("\w+"|\{[^}]*'\w+'[^}]*\})/g, 'src-renderer', '.svelte')
    const used = attributes.flatMap((one) => [...one.matchAll(/["'](\w+)["']/g)].map((match) => match[1]))
    expect(sorted(used.filter((name) => name in plots))).toEqual(sorted(Object.keys(plots)))
  })

  it.each(everything)('says what %s is in a few sentences, with references that there are', (_, one) => {
    const sentences = one.text.match(/[.?!](?=\s|$)/g) ?? []
    expect(sentences.length).toBeGreaterThanOrEqual(2)
    expect(sentences.length).toBeLessThanOrEqual(3)
    expect(one.text.length).toBeLessThan(360)
    expect(one.name.trim()).not.toBe('')
    expect(referencesOf(one)).toEqual(one.references.map((key) => references[key]))
    expect(new Set(one.references).size).toBe(one.references.length)
  })
})

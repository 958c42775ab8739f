import { NagumoError } from '../../contract/errors.ts'
import { injectedOf, picoamperesIn } from '../../contract/injected-current.ts'
import type { OpenDoubt } from '../../contract/reports.ts'
import { parseUnit } from '../meaning/units.ts'
import { quote } from '../table/problems.ts'
import type { FamilySource, SampledStimulus } from './family-source.ts'

/** What a person can do where no current is known. */
export const howToState =
  'State the steps: onset, duration and amplitudes in pA (--command onset:duration:first:step on the command line).'

/** The injected current of each sweep, as the file has it. */
export interface FoundCommand {
  /** For each sweep that was asked for: its stimulus, and pA in one of its unit. */
  of: { stimulus: SampledStimulus; factor: number }[]
  doubts: OpenDoubt[]
}

/**
 * Which stimulus is the injected current of each sweep.
 * @param indices of the sweeps
 * @throws NagumoError CURRENT_UNKNOWN where there is none in a unit of current, or several and nothing tells which
 */
export function findCommand(source: FamilySource, indices: readonly number[]): FoundCommand {
  const doubts = new Map<string, OpenDoubt>()
  const of = indices.map((index) => {
    const all = source.stimuli.filter(({ sweep }) => sweep === null || sweep === index)
    const currents = all.flatMap((stimulus) => {
      const factor = picoamperesIn(stimulus.unit)
      return factor === null ? [] : [{ name: stimulus.name, stimulus, factor }]
    })
    if (currents.length === 0) throw unknownCurrent(source, index, all)
    if (currents.length === 1) return currents[0]
    const chosen = injectedOf(currents)
    if (chosen === null) throw ambiguous(source, currents)
    const others = currents.filter((one) => one !== chosen).map(({ stimulus }) => quote(stimulus.name))
    const text = `${quote(chosen.stimulus.name)} was taken for the injected current, by its name; ${others.join(', ')} was taken for a measured one.`
    doubts.set(text, { code: 'CURRENT_CHOSEN', text })
    return chosen
  })
  return { of, doubts: [...doubts.values()] }
}

function unknownCurrent(
  { name, sweeps, stimuli, doubts }: FamilySource,
  index: number,
  all: readonly SampledStimulus[],
): NagumoError {
  const left = doubts.find(({ code }) => code === 'STIMULUS_UNIT_DOUBTED')
  const of = stimuli.length > 0 && sweeps.length > 1 ? `${sweeps[index].name} of ${name}` : name
  if (all.length === 0)
    return new NagumoError('CURRENT_UNKNOWN', `${of} has no injected current. ${howToState}`)
  const [stimulus] = all
  const unit = stimulus.unit === null ? null : parseUnit(stimulus.unit)
  const found = left
    ? left.text
    : unit?.kind === 'voltage' && unit.unit !== 'none'
      ? `The stimulus ${quote(stimulus.name)} of ${of} is in ${stimulus.unit}, which is no current.`
      : stimulus.unit === null
        ? `The stimulus ${quote(stimulus.name)} of ${of} has no unit; pA, nA, µA or A was expected.`
        : `The stimulus ${quote(stimulus.name)} of ${of} is in ${quote(stimulus.unit)}; pA, nA, µA or A was expected.`
  return new NagumoError('CURRENT_UNKNOWN', `${found} ${howToState}`)
}

function ambiguous({ name }: FamilySource, currents: readonly { stimulus: SampledStimulus }[]): NagumoError {
  const names = currents.map(({ stimulus }) => quote(stimulus.name)).join(', ')
  return new NagumoError(
    'CURRENT_UNKNOWN',
    `${name} has ${currents.length} currents for the same sweep, ${names}, and the names do not say which was injected and which measured. Say what each column is (the others: other), or state the steps.`,
  )
}

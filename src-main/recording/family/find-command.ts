import { NagumoError } from '../../contract/errors.ts'
import { injectedOf, isCommand, isMeasured, picoamperesIn } from '../../contract/injected-current.ts'
import type { OpenDoubt } from '../../contract/reports.ts'
import { parseUnit } from '../meaning/units.ts'
import { quote } from '../table/problems.ts'
import type { FamilySource, SampledStimulus } from './family-source.ts'

/** Advice where no current is known. */
export const howToState =
  'State the steps: onset, duration and amplitudes in pA (--command onset:duration:first:step on the command line).'

/** The injected current of each sweep, from the file. */
export interface FoundCommand {
  /** For each requested sweep: its stimulus, and pA per unit. */
  of: { stimulus: SampledStimulus; factor: number }[]
  doubts: OpenDoubt[]
}

/**
 * Finds the stimulus that is the injected current of each sweep.
 * @param indices of the sweeps
 * @throws NagumoError CURRENT_UNKNOWN where there is none in a unit of current, or several that cannot be distinguished
 */
export async function findCommand(source: FamilySource, indices: readonly number[]): Promise<FoundCommand> {
  if (source.stimuli.length === 0) throw await noCommand(source)
  const doubts = new Map<string, OpenDoubt>()
  const inOrder = oneForEachSweep(source)
  if (inOrder) {
    return {
      of: indices.map((index) => inOrder.commands[index]),
      doubts: [
        {
          code: 'CURRENT_CHOSEN',
          text: `${namesOf(inOrder.commands)} were read as the injected currents of the sweeps, by their names and in their order; ${namesOf(inOrder.others)} were read as measured ones.`,
        },
      ],
    }
  }
  const of = indices.map((index) => {
    const all = source.stimuli.filter(({ sweep }) => sweep === null || sweep === index)
    const currents = currentsOf(all)
    if (currents.length === 0) throw unknownCurrent(source, index, all)
    if (currents.length === 1) return currents[0]
    const chosen = injectedOf(currents)
    if (chosen === null) throw ambiguous(source, currents)
    const others = currents.filter((one) => one !== chosen)
    const text = `${quote(chosen.stimulus.name)} was read as the injected current because of its name; ${namesOf(others)} ${others.length === 1 ? 'was read as a measured one' : 'were read as measured ones'}.`
    doubts.set(text, { code: 'CURRENT_CHOSEN', text })
    return chosen
  })
  return { of, doubts: [...doubts.values()] }
}

interface Current {
  name: string
  stimulus: SampledStimulus
  factor: number
}

function currentsOf(stimuli: readonly SampledStimulus[]): Current[] {
  return stimuli.flatMap((stimulus) => {
    const factor = picoamperesIn(stimulus.unit)
    return factor === null ? [] : [{ name: stimulus.name, stimulus, factor }]
  })
}

/**
 * The commands of the sweeps, one each in order, where a file has columns of all commands and all measured currents
 * side by side, distinguished by name; else null.
 */
function oneForEachSweep({
  stimuli,
  sweeps,
}: FamilySource): { commands: Current[]; others: Current[] } | null {
  const currents = currentsOf(stimuli)
  if (sweeps.length < 2 || currents.some(({ stimulus }) => stimulus.sweep !== null)) return null
  const commands = currents.filter(({ name }) => isCommand(name))
  const others = currents.filter((one) => !commands.includes(one))
  const told = commands.length === sweeps.length && others.length > 0
  return told && others.every(({ name }) => isMeasured(name)) ? { commands, others } : null
}

/** The first few names, and the number of others. */
function namesOf(currents: readonly { stimulus: SampledStimulus }[]): string {
  const names = currents.map(({ stimulus }) => quote(stimulus.name))
  return names.length <= 4 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`
}

/** Minimum fraction of samples equal to their predecessor in a command; it must also leave its first value. */
const leastHeld = 0.95

/** Error for a file without stimuli, naming columns that were read as sweeps but look like commands. */
async function noCommand({ name, sweeps }: FamilySource): Promise<NagumoError> {
  const stepped: string[] = []
  for (const sweep of sweeps) if (standsAtLevels(await sweep.samples())) stepped.push(sweep.name)
  if (stepped.length === 0 || stepped.length === sweeps.length)
    return new NagumoError(
      'CURRENT_UNKNOWN',
      `${name} has no injected current: none of its columns or channels besides the sweeps is in A, mA, µA, nA, pA or fA. If a column is the command, declare it (--columns time,voltage,stimulus: what each column is, in their order). ${howToState}`,
    )
  const names = stepped.slice(0, 3).map(quote).join(', ')
  const more = stepped.length > 3 ? ` and ${stepped.length - 3} more` : ''
  const one = stepped.length === 1
  return new NagumoError(
    'CURRENT_UNKNOWN',
    `${name} has no injected current, and ${names}${more} ${one ? 'was read as a sweep but stays' : 'were read as sweeps but stay'} at a few levels, like a command and unlike a membrane potential. State what each column is, with stimulus for ${one ? 'it' : 'them'} (--columns time,voltage,stimulus in the order of the columns), and name ${one ? 'its' : 'their'} unit of current in the header, such as ${quote('command_pA')}. Or leave ${one ? 'it' : 'them'} out (other) and state the steps (--command onset:duration:first:step).`,
  )
}

/** Whether a column looks like a command: piecewise constant, missing samples ignored, with several levels. */
function standsAtLevels(samples: Float64Array): boolean {
  let [held, known, before] = [0, 0, Number.NaN]
  const levels = new Set<number>()
  for (const x of samples) {
    // Long runs of exactly 0 were read as missing samples.
    if (Number.isNaN(x)) continue
    known++
    if (x === before) held++
    levels.add(x)
    before = x
  }
  return known > 1 && held >= leastHeld * (known - 1) && (levels.size > 1 || known < samples.length)
}

function unknownCurrent(
  { name, sweeps, doubts }: FamilySource,
  index: number,
  all: readonly SampledStimulus[],
): NagumoError {
  const left = doubts.find(({ code }) => code === 'STIMULUS_UNIT_DOUBTED')
  const of = sweeps.length > 1 ? `${sweeps[index].name} of ${name}` : name
  if (all.length === 0)
    return new NagumoError(
      'CURRENT_UNKNOWN',
      `${of} has no injected current, while other sweeps of the file have one. ${howToState}`,
    )
  const [stimulus] = all
  const unit = stimulus.unit === null ? null : parseUnit(stimulus.unit)
  const found = left
    ? left.text
    : unit?.kind === 'voltage' && unit.unit !== 'none'
      ? `The stimulus ${quote(stimulus.name)} of ${of} is in ${stimulus.unit}, which is not a unit of current. A command in ${stimulus.unit} is the input of the amplifier: the injected current is the command times the amplifier’s external command sensitivity (such as 400 pA/V). Convert it and name its column in pA; if only the unit in the header is wrong, correct the header.`
      : stimulus.unit === null
        ? `The stimulus ${quote(stimulus.name)} of ${of} has no unit; pA, nA, µA or A was expected. Add it to the header, for example ${quote('command_pA')}.`
        : `The stimulus ${quote(stimulus.name)} of ${of} is in ${quote(stimulus.unit)}; pA, nA, µA or A was expected.`
  return new NagumoError('CURRENT_UNKNOWN', `${found} ${howToState}`)
}

function ambiguous({ name }: FamilySource, currents: readonly { stimulus: SampledStimulus }[]): NagumoError {
  const names = namesOf(currents)
  return new NagumoError(
    'CURRENT_UNKNOWN',
    `${name} has ${currents.length} currents for the same sweep, ${names}, and their names do not tell which was injected and which was measured. State what each column is (the others: other), or state the steps.`,
  )
}

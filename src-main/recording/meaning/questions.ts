import { plain } from '../../contract/quantities.ts'
import type { ColumnRole, Doubt } from '../../contract/recordings.ts'
import type { Dialect } from '../table/dialect.ts'
import { quote } from '../table/problems.ts'
import type { Axis } from './axis.ts'
import type { ColumnPlan } from './columns.ts'
import type { Sorted } from './sort-columns.ts'
import { columnList } from './wording.ts'

/** The role assigned to each column. */
export function rolesOf(plan: ColumnPlan, axis: Axis, { voltages, stimuli, recovery }: Sorted): ColumnRole[] {
  return plan.names.map((_, j) => {
    if (j === plan.time && !(axis.rate && plan.counter === j)) return 'time'
    if (j === plan.sweep || j === axis.numbering) return 'sweep'
    if (voltages.includes(j)) return 'voltage'
    if (recovery.includes(j)) return 'recovery'
    return stimuli.includes(j) ? 'stimulus' : 'other'
  })
}

/** Doubts about the columns, each with the plausible readings. */
export function columnDoubts(
  dialect: Dialect,
  plan: ColumnPlan,
  roles: ColumnRole[],
  sorted: Sorted,
): Doubt[] {
  if (plan.byHand) return []
  const doubts: Doubt[] = []
  const { unusedNames } = dialect
  if (unusedNames) {
    doubts.push({
      code: 'NAMES_UNUSED',
      about: 'columns',
      text: `Line ${unusedNames.line} names ${unusedNames.names} columns, but the rows have ${dialect.columns} values, so the names were not used.`,
    })
  }
  const guessed =
    plan.time !== null &&
    plan.timeGuessed &&
    (dialect.header || plan.timeUneven || plan.timeRivals.length > 0)
  if (guessed) doubts.push(timeDoubt(plan, roles))
  const take = (columns: readonly number[], role: ColumnRole): ColumnRole[] =>
    roles.map((r, j) => (columns.includes(j) ? role : r))
  const answer = (columns: readonly number[], role: keyof typeof words, because: string) => ({
    label: words[role],
    because,
    choice: { roles: take(columns, role) },
  })
  const { byLevels, byRange, unnamed, recovery, apart, bySpikes } = sorted
  if (recovery.length > 0) {
    const [name] = recovery.map((j) => quote(plan.names[j].name))
    doubts.push({
      code: 'RECOVERY_LEFT_OUT',
      about: 'columns',
      text: `${name} was read as the recovery variable because of its name. Models of two outputs use it; all others use only the membrane potential.`,
      answers: [
        answer(recovery, 'recovery', 'by its name'),
        answer(recovery, 'voltage', 'a membrane potential, of another neuron or another run'),
        answer(recovery, 'stimulus', ''),
        answer(recovery, 'other', ''),
      ],
    })
  }
  if (byLevels.length > 0) {
    doubts.push({
      code: 'STIMULUS_BY_VALUES',
      about: 'columns',
      text: `Values of ${columnList(byLevels)} look like a stimulus, not like a membrane potential${bySpikes === null ? '' : `; ${columnList([bySpikes])} has spikes and was used`}.`,
      answers: [
        answer(byLevels, 'stimulus', 'it has only a few levels'),
        answer(byLevels, 'voltage', 'its name does not contradict that'),
        answer(byLevels, 'other', ''),
      ],
    })
  }
  if (byRange.length > 0) {
    doubts.push({
      code: 'STIMULUS_BY_VALUES',
      about: 'columns',
      text: `Values of ${columnList(byRange)} far exceed those of the voltage; they were read as a stimulus.`,
      answers: [
        answer(byRange, 'stimulus', 'values exceed those of the voltage'),
        answer(byRange, 'voltage', 'its name does not contradict that'),
        answer(byRange, 'other', ''),
      ],
    })
  }
  if (apart.length > 0) doubts.push(apartDoubt(apart, sorted, roles))
  if (unnamed.length > 0) {
    const list = unnamed.slice(0, 3).map((j) => quote(plan.names[j].name))
    doubts.push({
      code: 'SWEEP_BY_VALUES',
      about: 'columns',
      text: `${list.join(', ')}${unnamed.length > 3 ? ' …' : ''} ${unnamed.length === 1 ? 'was' : 'were'} read as ${unnamed.length === 1 ? 'another sweep' : 'further sweeps'}.`,
      answers: [
        answer(unnamed, 'voltage', 'values like those of the voltage'),
        answer(unnamed, 'stimulus', 'the name is not that of a voltage'),
        answer(unnamed, 'other', ''),
      ],
    })
  }
  return doubts
}

const words = {
  stimulus: 'Stimulus',
  voltage: 'Sweep',
  recovery: 'Recovery variable',
  other: 'Not used',
} as const

/**
 * Doubt about unused columns that neither name nor values identify as a voltage, and that are unlike the chosen one.
 */
function apartDoubt(apart: readonly number[], { voltages, bySpikes }: Sorted, roles: ColumnRole[]): Doubt {
  const [list, own] = [columnList(apart), columnList(voltages)]
  const as = (others: ColumnRole, taken: ColumnRole): { roles: ColumnRole[] } => ({
    roles: roles.map((role, j) => (apart.includes(j) ? others : role === 'voltage' ? taken : role)),
  })
  return {
    code: 'COLUMN_UNDECIDED',
    about: 'columns',
    text: `The columns have no names: ${own} ${voltages.length > 1 ? 'were' : 'was'} read as the membrane potential${bySpikes === null ? '' : ', because of its spikes'}; values of ${list} are unlike a membrane potential, and were not used.`,
    answers: [
      {
        label: words.other,
        because: 'another variable, such as a recovery or gating variable',
        choice: as('other', 'voltage'),
      },
      { label: words.stimulus, because: 'the stimulus given to the cell', choice: as('stimulus', 'voltage') },
      { label: words.voltage, because: 'also a membrane potential', choice: as('voltage', 'voltage') },
      {
        label: 'Voltage',
        because: `the membrane potential, and ${own} the stimulus`,
        choice: as('voltage', 'stimulus'),
      },
    ],
  }
}

function timeDoubt({ names, time, timeUneven, timeRivals }: ColumnPlan, roles: ColumnRole[]): Doubt {
  const withTime = (column: number | null): ColumnRole[] =>
    roles.map((role, j) => (j === column ? 'time' : j === time ? 'other' : role))
  const rises = timeUneven ? 'never falls' : 'rises evenly'
  return {
    code: 'TIME_GUESSED',
    about: 'columns',
    text: `${quote(names[time!].name)} was read as the time, because it ${rises}.`,
    answers: [
      { label: quote(names[time!].name), because: rises, choice: { roles } },
      ...timeRivals.map((j) => ({
        label: quote(names[j].name),
        because: 'also rises evenly',
        choice: { roles: withTime(j) },
      })),
      { label: 'None', because: 'the sampling rate is then asked for', choice: { roles: withTime(null) } },
    ],
  }
}

/**
 * Doubt where each voltage has a comma before its last three digits: a decimal mark or a thousands separator. Times
 * with commas, or a unit in which thousands make no sense, resolve it.
 */
export function decimalDoubt(
  dialect: Dialect,
  { names, time, voltages }: ColumnPlan,
  rows: readonly string[][],
): Doubt | null {
  const unit = names[voltages[0]].unit?.unit
  if (dialect.grouped || dialect.decimal !== ',' || unit === 'mV' || unit === 'V') return null
  if (time !== null && rows.some((row) => row[time]?.includes(','))) return null
  let example = ''
  for (const row of rows) {
    const cell = row[voltages[0]] ?? ''
    if (cell.trim() === '') continue
    if (!/^\s*"?[+\u2212-]?[1-9]\d{0,2},\d{3}"?\s*$/.test(cell)) return null
    example ||= cell.trim().replaceAll('"', '')
  }
  if (example === '') return null
  const decimal = Number(example.replace('\u2212', '-').replace(',', '.'))
  const [small, large] = [plain(decimal), plain(1000 * decimal)]
  return {
    code: 'DECIMAL_MARK',
    about: 'decimal',
    text: `“${example}” may be ${small} or, if commas separate thousands, ${large}. It was read as ${small}.`,
    answers: [
      { label: small, because: 'a decimal comma', choice: { decimal: ',' } },
      { label: large, because: 'commas separate thousands', choice: { decimal: '.' } },
    ],
  }
}

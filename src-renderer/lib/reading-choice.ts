import { plain, whole } from './digits.ts'
import type { ColumnRole, Reading, ReadingChoice } from './types.ts'
import { timeUnits, voltageUnits } from './words.ts'

export const roleWords: Record<ColumnRole, string> = {
  time: 'time',
  voltage: 'voltage',
  stimulus: 'stimulus',
  recovery: 'recovery variable',
  sweep: 'number of the sweep',
  other: 'not used',
}

/** The decisions, in words: “20 kHz; column 3 is a stimulus”. Roles as the columns currently have them. */
export function choiceText({ columns }: Reading, choice: ReadingChoice): string {
  const parts: string[] = []
  if (choice.rate) parts.push(hertzText(choice.rate))
  if (choice.timeUnit) parts.push(`time in ${timeUnits[choice.timeUnit]}`)
  if (choice.voltageUnit) parts.push(`voltage in ${voltageUnits[choice.voltageUnit]}`)
  if (choice.gain) parts.push(`amplifier gain ${plain(choice.gain)}`)
  if (choice.resample) parts.push('interpolated at even times')
  if (choice.transposed) parts.push('transposed')
  if (choice.decimal) parts.push(choice.decimal === ',' ? 'decimal comma' : 'commas separate thousands')
  if (choice.roles) {
    const said = columns
      .slice(0, 4)
      .map(({ name }, j) => `${name}: ${roleWords[choice.roles?.[j] ?? 'other']}`)
    parts.push(said.join(', ') + (columns.length > 4 ? ' …' : ''))
  }
  return parts.join('; ')
}

/** Formats a sampling rate: 20 kHz, 250 Hz. */
export function hertzText(hertz: number): string {
  return hertz >= 1000 ? `${plain(Number((hertz / 1000).toPrecision(6)))} kHz` : `${plain(hertz)} Hz`
}

/** The error of a sampling rate, or null. */
export function checkRate(hertz: number): string | null {
  if (hertz >= 1 && hertz <= 1e7) return null
  return `A rate from 1 to ${whole(1e7)} samples per second is expected.`
}

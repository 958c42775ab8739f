import type { Doubt } from './recordings.ts'

/** Whether the user can resolve a doubt, by choosing one of its readings or entering a sampling rate. */
export function isQuestion({ about, answers = [] }: Doubt): boolean {
  return answers.length > 0 || about === 'rate'
}

/** A question's readings, in words: “Stimulus: a few levels only”. */
export function readingsOf({ answers = [] }: Doubt): string[] {
  return answers.map(({ label, because }) => (because === '' ? label : `${label}: ${because}`))
}

/** Whether the sampling rate is assumed; a rate from the file may be implausible and is still not assumed. */
export function isRateOpen({ about, code }: Doubt): boolean {
  return about === 'rate' && !code.endsWith('_IMPLAUSIBLE')
}

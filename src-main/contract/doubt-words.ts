import type { Doubt } from './recordings.ts'

/** A doubt that a person can settle by an answer: one of its readings, or a sampling rate. */
export function isQuestion({ about, answers = [] }: Doubt): boolean {
  return answers.length > 0 || about === 'rate'
}

/** The readings that a question offers, in words: “Stimulus: a few levels only”. */
export function readingsOf({ answers = [] }: Doubt): string[] {
  return answers.map(({ label, because }) => (because === '' ? label : `${label}: ${because}`))
}

/** Whether the sampling rate is an assumption; one that the file names may be implausible, and still is the file's. */
export function isRateOpen({ about, code }: Doubt): boolean {
  return about === 'rate' && !code.endsWith('_IMPLAUSIBLE')
}

import { basename } from 'node:path'
import { isQuestion, readingsOf } from '../contract/doubt-words.ts'
import type { Doubt } from '../contract/recordings.ts'
import type { CliContext } from './context.ts'

/** Doubts as JSON: all of them, and those that are questions again, with their answers as text. */
export function doubtsJson(doubts: readonly Doubt[]) {
  const questions = doubts.filter(isQuestion)
  return {
    doubts: doubts.map(({ code, text }) => ({ code, message: text })),
    questions: questions.map((doubt) => ({
      code: doubt.code,
      message: doubt.text,
      readings: readingsOf(doubt),
    })),
  }
}

/** Doubts as text, each followed by its possible readings. */
export function doubtLines(doubts: readonly Doubt[]): string[] {
  return doubts.flatMap((doubt) => [
    `${isQuestion(doubt) ? 'Question' : 'Doubt'}: ${doubt.text}`,
    ...readingsOf(doubt).map((reading) => `  - ${reading}`),
  ])
}

/** Reports a file's ambiguities beside its numbers: once for a file, not for each of its sweeps. */
export function sayDoubts(context: CliContext, file: string, doubts: readonly Doubt[] = []): void {
  if (doubts.length === 0) return
  context.progress('')
  for (const line of doubtLines(doubts))
    context.say(line.startsWith(' ') ? line : `${basename(file)}: ${line}`)
}

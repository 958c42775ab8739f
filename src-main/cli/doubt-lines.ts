import { basename } from 'node:path'
import { isQuestion, readingsOf } from '../contract/doubt-words.ts'
import type { Doubt } from '../contract/recordings.ts'
import type { CliContext } from './context.ts'

/** Doubts for scripts: all of them, and again those that are questions, with their answers in words. */
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

/** Doubts for people, each with its readings below it. */
export function doubtLines(doubts: readonly Doubt[]): string[] {
  return doubts.flatMap((doubt) => [
    `${isQuestion(doubt) ? 'Question' : 'Doubt'}: ${doubt.text}`,
    ...readingsOf(doubt).map((reading) => `  - ${reading}`),
  ])
}

/** Says what a file left open beside the numbers that are made of it: once for a file, not for each of its sweeps. */
export function sayDoubts(context: CliContext, file: string, doubts: readonly Doubt[] = []): void {
  if (doubts.length === 0) return
  context.progress('')
  for (const line of doubtLines(doubts))
    context.say(line.startsWith(' ') ? line : `${basename(file)}: ${line}`)
}

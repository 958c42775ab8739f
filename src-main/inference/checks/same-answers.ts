import type { GoldenReplay } from '../../contract/models.ts'
import type { Reason } from '../../contract/reports.ts'
import { sameAnswersNumber, sameAnswersText } from '../../contract/same-answers.ts'

/** Does the network reproduce its stored golden outputs? Empty where none are stored. */
export function sameAnswers(replay: GoldenReplay | null): Reason[] {
  if (!replay) return []
  const text = sameAnswersText(replay)
  const base = { check: 'sameAnswers', number: sameAnswersNumber(replay), cause: null }
  if (replay.same) return [{ ...base, level: 'ok', text }]
  return [
    {
      ...base,
      level: 'caution',
      text: `${text} Importance sampling corrects it where it converges; train the model again if that stays so.`,
    },
  ]
}

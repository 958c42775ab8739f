import type { Reading } from '../../contract/recordings.ts'
import { quote } from '../table/problems.ts'
import type { LeftOut } from './series.ts'

/** Maximum numbers of names per reason, and of reasons, that are reported. */
const mostNames = 4
const mostReasons = 8

/** One line per reason. @param conclusion “Not used” */
export function leftOutEvidence(conclusion: string, left: readonly LeftOut[]): Reading['evidence'] {
  const byReason = new Map<string, string[]>()
  for (const { name, because } of left) byReason.set(because, [...(byReason.get(because) ?? []), name])
  const lines = [...byReason].map(([because, names]) => ({
    conclusion: `${conclusion}: ${nameList(names)}`,
    because,
  }))
  if (lines.length <= mostReasons) return lines
  const rest = lines.length - mostReasons + 1
  return [
    ...lines.slice(0, mostReasons - 1),
    { conclusion: `${conclusion}: others`, because: `of ${rest} more kinds of reasons` },
  ]
}

/** “a”, “b” and 3 more. */
export function nameList(names: readonly string[]): string {
  const told = names.slice(0, mostNames).map(quote).join(', ')
  return names.length > mostNames ? `${told} and ${names.length - mostNames} more` : told
}

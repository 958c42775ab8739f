import { countText } from './digits.ts'

/** The moved items as the beginning of a sentence: “cell7.csv was”, “12 recordings were”. */
export function movedText(all: readonly { id: string; name: string }[], ids: readonly string[]): string {
  const only = ids.length === 1 ? all.find(({ id }) => id === ids[0]) : undefined
  return only ? `${only.name} was` : `${countText(ids.length, 'recording')} were`
}

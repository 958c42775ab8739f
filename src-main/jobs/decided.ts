import type { ReadingChoice } from '../contract/recordings.ts'

/** How a file was read, as stored in a result; empty where the user decided nothing. */
export function decided(choice: ReadingChoice | undefined): { choice?: ReadingChoice } {
  return choice && Object.values(choice).some((one) => one !== undefined) ? { choice } : {}
}

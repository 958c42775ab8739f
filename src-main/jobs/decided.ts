import type { ReadingChoice } from '../contract/recordings.ts'

/** What a result keeps of how its file was read: nothing where the file decided all. */
export function decided(choice: ReadingChoice | undefined): { choice?: ReadingChoice } {
  return choice && Object.values(choice).some((one) => one !== undefined) ? { choice } : {}
}

import type { Protocol } from './protocol.ts'

/** No current is injected. */
export const noCurrent: Protocol = {
  kind: 'none',
  words: () => 'no injected current',
  injects: false,
  at: () => 0,
  before: () => 0,
}

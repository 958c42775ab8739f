import { comparedReports } from '../../src-main/contract/limits.ts'

/** Where a window is: a screen, and what of it is open: an id, and for some screens a part and its id. */
export interface Route {
  screen: string
  rest: readonly string[]
}

/** A screen, an item, a part of it, an item of that. */
const mostSegments = 4
/** As ids are (src-main/contract/common.ts), and so are the names of screens and parts; or several with commas between. */
const segment = new RegExp(
  `^[a-z0-9][a-z0-9-]{0,79}(,[a-z0-9][a-z0-9-]{0,79}){0,${comparedReports.most - 1}}$`,
)

/** The place that the part of an address behind “#” names: “#/estimate/cell07-3f9a/report/…”; null where it is none. */
export function parseRoute(hash: string): Route | null {
  if (!hash.startsWith('#/')) return null
  const segments = hash.slice(2).replace(/\/$/, '').split('/')
  if (segments.length > mostSegments || !segments.every((one) => segment.test(one))) return null
  const [screen, ...rest] = segments
  return { screen, rest }
}

/** The other way round. */
export function formatRoute({ screen, rest }: Route): string {
  return `#/${[screen, ...rest].join('/')}`
}

/** The address under which reports are chosen to be compared. */
const choice = '#/reports/compare'

/**
 * Whether an address only says more of the same, or what else is chosen in a list: that is no step that one would want to go
 * back.
 */
export function saysMore(before: string, after: string): boolean {
  return after.startsWith(`${before}/`) || (isChoice(before) && isChoice(after))
}

function isChoice(address: string): boolean {
  return address === choice || address.startsWith(`${choice}/`)
}

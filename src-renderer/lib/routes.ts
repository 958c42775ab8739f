import { comparedReports } from '../../src-main/contract/limits.ts'

/** Location of a window: a screen, and its open item: an id, and for some screens a part and its id. */
export interface Route {
  screen: string
  rest: readonly string[]
}

/** A screen, an item, a part of it, an item of that. */
const mostSegments = 4
/** Ids (src-main/contract/common.ts) and names of screens and parts match this; or several with commas between. */
const segment = new RegExp(
  `^[a-z0-9][a-z0-9-]{0,79}(,[a-z0-9][a-z0-9-]{0,79}){0,${comparedReports.most - 1}}$`,
)

/** The location in the fragment of an address: “#/estimate/cell07-3f9a/report/…”; null where it is invalid. */
export function parseRoute(hash: string): Route | null {
  if (!hash.startsWith('#/')) return null
  const segments = hash.slice(2).replace(/\/$/, '').split('/')
  if (segments.length > mostSegments || !segments.every((one) => segment.test(one))) return null
  const [screen, ...rest] = segments
  return { screen, rest }
}

/** The inverse. */
export function formatRoute({ screen, rest }: Route): string {
  return `#/${[screen, ...rest].join('/')}`
}

/** The address of a comparison of reports. */
const choice = '#/reports/compare'

/** Whether an address only adds detail, or selects another item of a list: such a change is not a step for Back. */
export function saysMore(before: string, after: string): boolean {
  return after.startsWith(`${before}/`) || (isChoice(before) && isChoice(after))
}

function isChoice(address: string): boolean {
  return address === choice || address.startsWith(`${choice}/`)
}

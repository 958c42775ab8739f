import type { CellReport } from '../../contract/cells.ts'
import type { VerdictLevel } from '../../contract/common.ts'
import type { Reason, Verdict } from '../../contract/reports.ts'

const levels: readonly VerdictLevel[] = ['unreliable', 'caution', 'ok']
/** Causes that explain the others come first. */
const causes: readonly Reason['cause'][] = ['recording', 'neuron', 'noise', 'prior', 'sampler', null]

/** The verdict of a cell: the worst level of its parts, with all their reasons, sorted by level, then by cause. */
export function cellVerdict({ membrane, gif }: Pick<CellReport, 'membrane' | 'gif'>): Verdict {
  const parts = [
    { name: 'Membrane', result: membrane },
    { name: 'Integrate-and-fire', result: gif },
  ].flatMap(({ name, result }) => (result ? [{ name, result }] : []))
  const worst = levels.find((level) => parts.some(({ result }) => result.level === level)) ?? 'ok'
  const headline =
    parts.length === 1
      ? parts[0].result.headline
      : joined(parts.map(({ name, result }) => withSubject(name, result.headline)))
  const seen = new Set<string>()
  const reasons = parts
    .flatMap(({ result }) => result.reasons)
    // Duplicates are removed.
    .filter(({ check, text }) => !seen.has(`${check} ${text}`) && seen.add(`${check} ${text}`))
    .sort(
      (a, b) =>
        levels.indexOf(a.level) - levels.indexOf(b.level) ||
        causes.indexOf(a.cause) - causes.indexOf(b.cause),
    )
  return { level: worst, headline, reasons }
}

/** Headlines as one; a doubt that all of them end with stands once, at the end. */
function joined(headlines: readonly string[]): string {
  const at = headlines[0].indexOf(' But: ')
  const doubt = at < 0 ? '' : headlines[0].slice(at)
  if (doubt === '' || !headlines.every((one) => one.endsWith(doubt))) return headlines.join(' ')
  return headlines.map((one) => one.slice(0, -doubt.length)).join(' ') + doubt
}

/** Prefixes a headline with its subject where it lacks one. */
function withSubject(name: string, headline: string): string {
  const says = [name, `The ${name.toLowerCase()}`].some((start) => headline.startsWith(start))
  return says ? headline : `${name}: ${headline}`
}

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
      : parts.map(({ name, result }) => withSubject(name, result.headline)).join(' ')
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

/** Prefixes a headline with its subject where it lacks one. */
function withSubject(name: string, headline: string): string {
  const says = [name, `The ${name.toLowerCase()}`].some((start) => headline.startsWith(start))
  return says ? headline : `${name}: ${headline}`
}

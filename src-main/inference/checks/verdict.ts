import type { VerdictLevel } from '../../contract/common.ts'
import type { Reason, Verdict } from '../../contract/reports.ts'
import { describes } from './describes.ts'
import type { Check, Evidence } from './evidence.ts'
import { priorChange } from './prior-change.ts'
import { priorEdge } from './prior-edge.ts'
import { rescaling } from './rescaling.ts'
import { tails, whiteness } from './residuals.ts'
import { sampling } from './sampling.ts'
import { spikes } from './spikes.ts'

/** In order of importance: what stands first names the cause when several fail. */
const checks: readonly Check[] = [
  describes,
  spikes,
  sampling,
  priorEdge,
  priorChange,
  rescaling,
  whiteness,
  tails,
]

const rank: Record<VerdictLevel, number> = { unreliable: 0, caution: 1, ok: 2 }

/** Runs all checks; the worst one decides, notes from outside included. Reasons come worst first. */
export function judge(evidence: Evidence, notes: readonly Reason[] = []): Verdict {
  const reasons = [...checks.map((check) => check(evidence)), ...notes]
  reasons.sort((a, b) => rank[a.level] - rank[b.level])
  const level = reasons[0].level
  return { level, headline: headline(level, reasons, evidence), reasons }
}

function headline(level: VerdictLevel, reasons: Reason[], { prior }: Evidence): string {
  if (level !== 'ok') return reasons[0].text
  const seen = reasons.find((r) => r.check === 'spikes')?.text ?? ''
  return `${prior.model.name} describes this trace. ${seen} What is left looks like the noise that the model assumes.`
}

import { plain } from './digits.ts'
import type { Distribution, PriorExamination } from './types.ts'

/** A distribution as table cells: its kind, and its numbers where it has any. */
export interface PriorWords {
  kind: string
  /** Moments of the normal before truncation. */
  mean: number | null
  sd: number | null
  limits: [number, number] | null
}

export function priorWords(d: Distribution): PriorWords {
  switch (d.kind) {
    case 'truncatedNormal':
      return { kind: 'truncated normal', mean: d.mean, sd: d.sd, limits: [d.lower, d.upper] }
    case 'normal':
      return { kind: 'normal', mean: d.mean, sd: d.sd, limits: null }
    case 'uniform':
      return { kind: 'uniform', mean: null, sd: null, limits: [d.lower, d.upper] }
    case 'logUniform':
      return { kind: 'log-uniform', mean: null, sd: null, limits: [d.lower, d.upper] }
    case 'logNormal':
      return {
        kind: `log-normal, median ${plain(d.median)}, log sd ${plain(d.logSd)}`,
        mean: null,
        sd: null,
        limits: null,
      }
    case 'fixed':
      return { kind: `fixed at ${plain(d.value)}`, mean: null, sd: null, limits: null }
  }
}

/** One standard deviation of the logarithm as a factor: “2.7”. */
export function factorText(logSd: number): string {
  return plain(Number(Math.exp(logSd).toPrecision(2)))
}

/** Firing behaviour in a trace: label for one trace, and after the share of many. */
export const traceKinds: readonly {
  kind: keyof PriorExamination['shares']
  label: string
  share: string
}[] = [
  { kind: 'silent', label: 'silent', share: 'silent' },
  { kind: 'few', label: 'few spikes', share: 'a few spikes' },
  { kind: 'tonic', label: 'tonic', share: 'tonic' },
  { kind: 'blowsUp', label: 'diverges', share: 'diverge' },
]

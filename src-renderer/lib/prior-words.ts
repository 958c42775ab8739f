import type { Distribution } from './types.ts'

/** What a prior is, in a table: its kind, and its numbers where it has them. */
export interface PriorWords {
  kind: string
  /** Of the normal, before it is cut off. */
  mean: number | null
  sd: number | null
  limits: [number, number] | null
}

export function priorWords(d: Distribution): PriorWords {
  switch (d.kind) {
    case 'truncatedNormal':
      return { kind: 'normal, cut off', mean: d.mean, sd: d.sd, limits: [d.lower, d.upper] }
    case 'normal':
      return { kind: 'normal', mean: d.mean, sd: d.sd, limits: null }
    case 'uniform':
      return { kind: 'uniform', mean: null, sd: null, limits: [d.lower, d.upper] }
    case 'logUniform':
      return { kind: 'log-uniform', mean: null, sd: null, limits: [d.lower, d.upper] }
    case 'fixed':
      return { kind: `fixed at ${d.value}`, mean: null, sd: null, limits: null }
  }
}

/** An open interval of allowed values. */
export interface Interval {
  above: number
  below: number
}

export function contains({ above, below }: Interval, x: number): boolean {
  return x > above && x < below
}

/** “must be above 0” */
export function intervalWords({ above, below }: Interval): string {
  const [from, to] = [above, below].map((end) => String(end).replace('-', '−'))
  if (below === Number.POSITIVE_INFINITY) return `must be above ${from}`
  if (above === Number.NEGATIVE_INFINITY) return `must be below ${to}`
  return `must lie between ${from} and ${to}`
}

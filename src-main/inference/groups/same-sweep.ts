import type { GroupReport } from './group-report.ts'

/**
 * Whether two reports share samples: same sweep of one recording, with overlapping windows. Reports of files outside
 * the library know only a name; then the observed data must be the same too.
 */
export function sharesSamples(a: GroupReport, b: GroupReport): boolean {
  if (a.recording.sweep !== b.recording.sweep) return false
  const [v, w] = [a.recording.window, b.recording.window]
  if (v.from >= w.to || w.from >= v.to) return false
  if (a.recording.id !== null && b.recording.id !== null) return a.recording.id === b.recording.id
  if (a.recording.name !== b.recording.name) return false
  const [x, y] = [a.fit.observed, b.fit.observed]
  return (
    v.from !== w.from || v.to !== w.to || (x.length === y.length && x.every((value, i) => value === y[i]))
  )
}

/** The newest report of each group that shares samples; and the number of others. */
export function newestOfEach<R extends GroupReport & { createdAt: string }>(
  reports: readonly R[],
): { kept: R[]; older: R[] } {
  const kept: R[] = []
  const older: R[] = []
  for (const report of [...reports].sort((a, b) => b.createdAt.localeCompare(a.createdAt))) {
    if (kept.some((one) => sharesSamples(one, report))) older.push(report)
    else kept.push(report)
  }
  return { kept, older }
}

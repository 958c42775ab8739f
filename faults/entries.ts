import type { Client } from './programs.ts'

/** Numbers of entries in a library. */
export interface Entries {
  recordings: number
  reports: number
  series: number
  models: number
}

export async function entriesIn(client: Client): Promise<Entries> {
  const [recordings, reports, series, models] = await Promise.all([
    client.recordings.list(),
    client.reports.list(),
    client.series.list(),
    client.models.list(),
  ])
  return {
    recordings: recordings.length,
    reports: reports.length,
    series: series.length,
    models: models.length,
  }
}

import type { EffectScale } from '../../contract/groups.ts'
import type { Report } from '../../contract/reports.ts'

/** The fields of a report that the comparison of groups uses. */
export type GroupReport = Pick<
  Report,
  'id' | 'recording' | 'model' | 'forward' | 'verdict' | 'parameters' | 'draws' | 'cycle'
> & { fit: Pick<Report['fit'], 'observed'> }

/** Reports of cells of conditions. */
export interface ConditionReports {
  name: string
  cells: { name: string; reports: GroupReport[] }[]
}

export interface GroupChoice {
  parameters?: readonly string[] | undefined
  scales?: Readonly<Record<string, EffectScale>> | undefined
  /** Whether cells in both of two conditions are analysed as different cells. */
  unpaired?: boolean | undefined
}

/** “cell07.csv, v1” */
export function labelOf({ recording }: Pick<GroupReport, 'recording'>): string {
  return `${recording.name}, ${recording.sweep}`
}

import type { RecordingData, StimulusData } from '../recording-data.ts'
import type { Axis } from './axis.ts'
import type { ColumnPlan } from './columns.ts'
import type { Sorted } from './sort-columns.ts'

/**
 * Arranges columns as sweeps: each column, or each segment of one for stacked sweeps. Missing samples are NaN. Sweeps
 * without samples are dropped.
 * @param columns samples by column
 */
export function arrange(
  columns: ReadonlyMap<number, Float64Array>,
  plan: ColumnPlan,
  { sweeps: stretches, points }: Axis,
  { voltages, stimuli, recovery }: Pick<Sorted, 'voltages' | 'stimuli' | 'recovery'>,
): Pick<RecordingData, 'sweeps' | 'stimuli' | 'recoveries'> {
  const sweeps: RecordingData['sweeps'] = []
  const given: StimulusData[] = []
  const beside: NonNullable<RecordingData['recoveries']> = []
  const paired = stimuli.length === voltages.length && voltages.length > 1
  const addStimulus = (column: number, k: number, sweep: number | null): void => {
    const { name, unit } = plan.names[column]
    const samples = placed(columns.get(column)!, stretches[k], points)
    if (samples.some(Number.isFinite)) given.push({ name, unit: unit?.unit || null, sweep, samples })
  }
  voltages.forEach((column, v) => {
    stretches.forEach((stretch, k) => {
      const samples = placed(columns.get(column)!, stretch, points)
      if (!samples.some(Number.isFinite)) return
      const { name } = plan.names[column]
      sweeps.push({
        name: stretch.name === '' ? name : voltages.length > 1 ? `${name} ${stretch.name}` : stretch.name,
        samples,
      })
      if (recovery[v] !== undefined) {
        const own = placed(columns.get(recovery[v])!, stretch, points)
        beside.push({ name: plan.names[recovery[v]].name, sweep: sweeps.length - 1, samples: own })
      }
      if (paired) addStimulus(stimuli[v], k, sweeps.length - 1)
      else if (stretches.length > 1)
        for (const stimulus of stimuli) addStimulus(stimulus, k, sweeps.length - 1)
    })
  })
  if (!paired && stretches.length === 1) for (const stimulus of stimuli) addStimulus(stimulus, 0, null)
  return { sweeps, stimuli: given, ...(beside.length > 0 && { recoveries: beside }) }
}

/** The samples of a segment at their times; not copied if none is missing. */
function placed(
  column: Float64Array,
  { from, to, index }: Axis['sweeps'][number],
  points: number,
): Float64Array {
  const rows = column.subarray(from, to)
  if (!index && rows.length === points) return rows
  const samples = new Float64Array(points).fill(Number.NaN)
  if (!index) samples.set(rows)
  else for (let i = 0; i < rows.length; i++) samples[index[i]] = rows[i]
  return samples
}

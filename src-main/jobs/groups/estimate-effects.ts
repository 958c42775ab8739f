import type { Compute } from '../../compute/process/compute.ts'
import type { GroupAnswer, GroupParameterAnswer, GroupStage } from '../../contract/groups.ts'
import type { ConditionReports, GroupChoice } from '../../inference/groups/group-report.ts'
import { groupReports } from '../../inference/groups/group-reports.ts'
import { withSignal } from '../../rpc/with-signal.ts'
import { throwIfCancelled } from '../estimate-trace.ts'

/** Default seed, so that the same conditions give the same numbers. */
const usualSeed = 1

/**
 * Compares conditions in the compute process: yields stages, then the result.
 * @throws NagumoError GROUPS_UNFIT and USAGE as `groupReports` says; CANCELLED
 */
export async function* estimateEffects(
  compute: Compute,
  conditions: readonly ConditionReports[],
  {
    seed = usualSeed,
    signal,
    ...choice
  }: GroupChoice & { seed?: number | undefined; signal?: AbortSignal | undefined },
): AsyncGenerator<GroupStage | { type: 'answer'; answer: GroupAnswer }> {
  const { parameters, ...grouped } = groupReports(conditions, choice)
  throwIfCancelled(signal)
  const found: GroupParameterAnswer[] = []
  for await (const event of await compute.client().groups({ seed, parameters }, withSignal(signal))) {
    throwIfCancelled(signal)
    if (event.type === 'stage') yield event
    else found.push(event.answer)
  }
  throwIfCancelled(signal)
  if (found.length !== parameters.length) throw new Error('the comparison ended without a result')
  const looks = found.reduce((sum, { effects }) => sum + effects.length, 0)
  const cautions = [...grouped.cautions, ...(looks > 1 ? [severalLooks(looks)] : [])]
  const answer: GroupAnswer = {
    format: 'nagumo-groups',
    version: 1,
    seed,
    ...grouped,
    cautions,
    parameters: found,
  }
  yield { type: 'answer', answer }
}

function severalLooks(looks: number): string {
  return `${looks} effects are tested: if there were no differences, about one in ten of their 90 % intervals would exclude zero difference by chance.`
}

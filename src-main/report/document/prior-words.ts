import type { Distribution, PriorFile } from '../../contract/priors.ts'
import { plain } from '../../contract/quantities.ts'

/** Each parameter and constant of a prior file with its distribution in words. */
export function priorRows({ parameters, constants }: PriorFile): string[][] {
  return [
    ...Object.entries(parameters).map(([name, one]) => [name, distributionText(one)]),
    ...Object.entries(constants).map(([name, one]) => [
      name,
      typeof one === 'number' ? `fixed at ${plain(one)}` : distributionText(one),
    ]),
  ]
}

/** “normal, 0.4 ± 0.3, truncated at 0 and 1”. */
export function distributionText(one: Distribution): string {
  switch (one.kind) {
    case 'truncatedNormal':
      return `normal, ${plain(one.mean)} ± ${plain(one.sd)}, truncated at ${plain(one.lower)} and ${plain(one.upper)}`
    case 'normal':
      return `normal, ${plain(one.mean)} ± ${plain(one.sd)}`
    case 'uniform':
      return `uniform from ${plain(one.lower)} to ${plain(one.upper)}`
    case 'logUniform':
      return `log-uniform from ${plain(one.lower)} to ${plain(one.upper)}`
    case 'logNormal':
      return `log-normal, median ${plain(one.median)}, sd of the logarithm ${plain(one.logSd)}`
    case 'fixed':
      return `fixed at ${plain(one.value)}`
  }
}

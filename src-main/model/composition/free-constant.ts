import { NagumoError } from '../../contract/errors.ts'
import type { PriorFile } from '../../contract/priors.ts'
import type { ConstantDescription } from '../neuron-model.ts'
import { calledWith } from './called-with.ts'
import { partsOf } from './parts.ts'
import { priorEntries } from './prior-entries.ts'
import { priorProblems } from './prior-problems.ts'

/** Constants that a prior fixes and that could be estimated together with its free parameters. */
export function freeableConstants(file: PriorFile): ConstantDescription[] {
  return constantsOf(file).filter(({ name }) => whyNotFree(file, name) === null)
}

/** Why a constant can't be estimated with a prior's free parameters, with what to do; null where it can. */
export function whyNotFree(file: PriorFile, name: string): string | null {
  const constants = constantsOf(file)
  const constant = constants.find((one) => one.name === name)
  if (!constant) {
    const known = constants.map((one) => one.name).join(', ')
    return `The prior has no constant ${name}. ${known ? `Known: ${known}.` : 'It has none.'}`
  }
  const said = priorEntries(file).find(({ description }) => description.name === name)?.distribution
  if (said && said.kind !== 'fixed') return `${constant.symbol} is estimated already. Leave it unchanged.`
  if (!constant.whenFree) {
    return `There is no default prior of ${constant.symbol}. Give it a distribution in a prior file.`
  }
  const problems = priorProblems(freed(file, constant)).filter(({ level }) => level === 'refuse')
  return problems.length > 0 ? problems.map(({ text }) => text).join(' ') : null
}

/**
 * A prior in which a constant is estimated, with its default prior in the neuron model; the rest is unchanged.
 * @throws NagumoError PRIOR_INVALID with the reason where it can't be
 */
export function withFree(file: PriorFile, name: string): PriorFile {
  const reason = whyNotFree(file, name)
  if (reason) throw new NagumoError('PRIOR_INVALID', reason)
  return freed(file, constantsOf(file).find((one) => one.name === name)!)
}

function freed(file: PriorFile, { name, symbol, whenFree }: ConstantDescription): PriorFile {
  return {
    ...file,
    version: 3,
    name: calledWith(file.name, `${symbol} free`),
    noise: { kind: partsOf(file).noise.kind },
    constants: { ...file.constants, ...(whenFree && { [name]: whenFree }) },
  }
}

function constantsOf(file: PriorFile): readonly ConstantDescription[] {
  const { neuron, observable } = partsOf(file)
  return observable.constants(neuron)
}

import type { PriorChange } from '../contract/priors.ts'
import { numberOf, usage } from './arguments.ts'

/** Options that change the prior for one estimate. */
export const priorOptions = {
  free: { type: 'string' },
  widen: { type: 'string' },
} as const

/** Their usage text. */
export const priorUsage = `  --free NAME,…         constants to estimate too, with the neuron model’s priors: gamma; and drift,
                        a linear baseline drift
  --widen NAME:VALUE,…  widen the prior limits of parameters to include a value: sigma:0.002`

/** @throws NagumoError USAGE for a value that is not a number */
export function readPriorChange(values: { free?: string; widen?: string }): PriorChange {
  const widen = partsOf(values.widen).map((part): [string, number] => {
    const [name, value, ...rest] = part.split(':')
    if (value === undefined || rest.length > 0) {
      throw usage(`--widen takes NAME:VALUE; found “${part}”.`)
    }
    return [name.trim(), numberOf(value, '--widen')]
  })
  return { free: partsOf(values.free), widen: Object.fromEntries(widen) }
}

/** A change as command-line options. */
export function optionsOf({ free = [], widen = {} }: PriorChange): string {
  const wider = Object.entries(widen).map(([name, value]) => `${name}:${value}`)
  return [
    ...(free.length > 0 ? [`--free ${free.join(',')}`] : []),
    ...(wider.length > 0 ? [`--widen ${wider.join(',')}`] : []),
  ].join(' ')
}

function partsOf(text: string | undefined): string[] {
  return (text ?? '').split(',').flatMap((part) => (part.trim() ? [part.trim()] : []))
}

import type { Reason } from '../../contract/reports.ts'
import { bicGain, bicGainLimit, silentGainLimit } from './bic-gain.ts'
import type { Evidence } from './evidence.ts'

/** Whether neither trace nor model spikes, so that the data are noise around rest. */
export function isSilent(evidence: Evidence): boolean {
  const { observed, model } = evidence.fit.spikes
  return observed.length === 0 && model.length === 0 && bicGain(evidence).gain > silentGainLimit
}

/** A trace without spikes contains almost no information about the neuron's parameters. Empty for other traces. */
export function silent(evidence: Evidence): Reason[] {
  if (!isSilent(evidence)) return []
  const symbols = evidence.prior.parameters.filter((p) => p.group === 'neuron').map((p) => p.symbol)
  const names = [symbols.slice(0, -1).join(', '), ...symbols.slice(-1)].filter(Boolean).join(' and ')
  const said = symbols.length === 0 ? '' : `: ${names} ${symbols.length > 1 ? 'are' : 'is'} not identified`
  const { gain } = bicGain(evidence)
  const base = {
    check: 'silent',
    cause: 'recording',
    number: '0 spikes recorded, 0 in the model; at least one is needed',
  } as const
  const remedy = 'Choose a window with spikes'
  return [
    gain < bicGainLimit
      ? {
          ...base,
          level: 'unreliable',
          text: `This trace is silent${said}. There is no spike in it, and noise about a resting potential explains it as well as any neuron does. ${remedy}; the noise parameters still hold.`,
        }
      : {
          ...base,
          level: 'caution',
          text: `This trace is silent${said}. There is no spike in it, only the initial transient, which many neurons share. ${remedy}; the noise parameters still hold.`,
        },
  ]
}

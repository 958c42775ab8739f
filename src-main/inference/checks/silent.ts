import type { Reason } from '../../contract/reports.ts'
import type { Evidence } from './evidence.ts'

/** Whether neither the trace nor the model spikes. */
export function isSilent({ fit }: Pick<Evidence, 'fit'>): boolean {
  return fit.spikes.observed.length === 0 && fit.spikes.model.length === 0
}

/** A trace without spikes holds next to nothing of what the neuron's parameters are. Nothing to say of others. */
export function silent(evidence: Evidence): Reason[] {
  if (!isSilent(evidence)) return []
  const symbols = evidence.prior.parameters.filter((p) => p.group === 'neuron').map((p) => p.symbol)
  const several = symbols.length > 1
  const names = several
    ? `${symbols.slice(0, -1).join(', ')} and ${symbols[symbols.length - 1]}`
    : (symbols[0] ?? 'the neuron’s state')
  return [
    {
      check: 'silent',
      level: 'caution',
      cause: 'recording',
      text: `This trace is silent: ${names} ${several ? 'are' : 'is'} not identified. Without a spike, many values of ${several ? 'them' : 'it'} give the same trace, so don’t read ${several ? 'them' : 'it'} off this one; choose a window with spikes.`,
      number: '0 spikes recorded, 0 in the model; at least one is needed',
    },
  ]
}

import { estimateText, rangeText } from '../../src-main/contract/estimate-text.ts'
import { plain } from '../../src-main/contract/numbers.ts'
import { neuronModels } from '../../src-main/model/neuron-models.ts'
import type { Report } from './types.ts'

/** “γ is estimated here: 2.91 (2.88–2.94), where 3 is usual.” Empty where no constant of the neuron is estimated. */
export function freedText({ forward, parameters }: Pick<Report, 'forward' | 'parameters'>): string {
  const constants = (forward && neuronModels.find(forward.neuron.id)?.constants) ?? []
  return constants
    .flatMap(({ name, default: usual }) => {
      const found = parameters.find((parameter) => parameter.name === name)
      if (!found) return []
      const { median, low, high } = estimateText(found.posterior)
      const unit = found.unit ? ` ${found.unit}` : ''
      return [
        `${found.symbol} is estimated: ${median} (${rangeText(low, high)})${unit}; ${plain(usual)}${unit} is usual.`,
      ]
    })
    .join(' ')
}

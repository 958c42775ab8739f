import type { Conditioning, ConditioningStep } from '../../contract/conditioning.ts'
import { plain } from '../../contract/quantities.ts'
import type { VoltageUnit } from '../../contract/recordings.ts'
import { windowText } from '../../contract/report-words.ts'
import { voltageSuffix } from '../../contract/units.ts'

/** Describes the conditioning of the sweep. */
export function conditioningSentence(steps: Conditioning, unit: VoltageUnit): string {
  if (steps.length === 0) return 'The sweep was used without conditioning.'
  const said = steps.map((one) => stepText(one, unit))
  const [last] = said.slice(-1)
  const joined = said.length === 1 ? last : `${said.slice(0, -1).join('; ')}; and then ${last}`
  return `Before the analysis, ${joined}.`
}

function stepText(step: ConditioningStep, unit: VoltageUnit): string {
  switch (step.kind) {
    case 'detrend': {
      const { from, to } = step
      const over = from !== undefined && to !== undefined ? ` over ${windowText({ from, to })}` : ''
      return `a straight line, fitted robustly${over}, was subtracted`
    }
    case 'baseline':
      return `a running median over ${plain(step.width)} ms was subtracted`
    case 'lowpass':
      return `a low-pass filter without phase shift was applied (cutoff ${plain(step.cutoff)} Hz)`
    case 'notch':
      return `the frequency of ${plain(step.frequency)} Hz was removed by a notch filter`
    case 'sine':
      return `a sine of ${plain(step.frequency)} Hz with an amplitude of ${plain(step.amplitude)}${voltageSuffix(unit)} was subtracted`
  }
}

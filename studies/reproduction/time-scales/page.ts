import type { ParameterDescription } from '../../../src-main/contract/common.ts'
import { fixed, percent } from '../../../src-main/contract/numbers.ts'
import { digits, listed, markdownTable, whole } from '../page/words.ts'
import type { Example } from './example.ts'
import type { ReaderResult, Told, Variant } from './measure.ts'

export interface TimeScales {
  parameters: readonly ParameterDescription[]
  traces: number
  /** Points and ms of the moving average that parts slow from fast in the table. */
  window: { points: number; ms: number }
  example: Example
  /** Shares of variance in the slow part. */
  kept: { neuron: number; noise: number }
  results: readonly ReaderResult[]
}

const variantWords: Record<Variant, string> = {
  whole: 'the whole trace',
  fastOfDonor: 'slow part its own, fast part another’s',
  slowOfDonor: 'slow part another’s, fast part its own',
  statisticsOfDonor: 'trace its own, statistics another’s',
  embeddingOfDonor: 'trace another’s, statistics its own',
}

export function timeScalesPage(measured: TimeScales): string {
  const { parameters, traces, window, example, kept, results } = measured
  const values = parameters.map(({ name, symbol }) => `${symbol} = ${digits(example.truth[name], 3)}`)
  const head = ['what it is shown', ...parameters.map(({ symbol }) => symbol)]
  return `# Two time scales

A recording is the sum of a neuron and of noise, d = u + η, and they live on different time scales. What there is to know of θ₀ and θ₁ is in the neuron; of σ and ρ, in the noise. This page, written by \`npm run reproduce -- --time-scales\`, shows which part of a trace each network reads.

![A recording, the neuron in it and the noise in it](reproduction/time-scales-parts.svg)

Here ${listed(values)}. The noise has forgotten all but 1/e of itself after its correlation time, −Δt/ln ρ = ${digits(example.noiseTime, 2)} ms; the neuron’s potential after ${digits(example.neuronTime, 2)} ms.

![Autocorrelation of the neuron and of the noise](reproduction/time-scales-memory.svg)

## Which network reads which part

${whole(traces)} fresh traces of the preset are each parted into a slow part, the average over the ${window.points} points about each (${digits(window.ms, 2)} ms), and a fast part, what is left. The parts are then put together across traces: a network that is shown the slow part of one trace and the fast part of another can tell the parameters of a trace only as far as it reads them from the part that this trace gave.

The split is not clean: the slow part holds ${percent(kept.neuron)} of the variance of u, and still ${percent(kept.noise)} of that of the noise; spikes rise fast enough to leave something in the fast part. So what is told without the one part or the other need not add up to what is told of the whole.

Numbers: squared correlation (r²) of the estimates with the truth of the trace itself / with that of the other trace. 1: told wholly; 0: not at all. On whole traces R² is given too, in brackets.

${results.map((result) => `### ${result.name}\n\n${markdownTable(head, rowsOf(result, parameters), 1)}\n\n${sentencesOf(result, parameters)}`).join('\n\n')}

## From how slow a part

The same with other windows: all that is faster than the window is another trace’s.

![Squared correlation with the truth against the window](reproduction/time-scales-windows.svg)

## Why an embedding has to see both

${closing(measured)}
`
}

function rowsOf({ told, r2 }: ReaderResult, parameters: readonly ParameterDescription[]): string[][] {
  return (Object.keys(told) as Variant[]).map((variant) => [
    variantWords[variant],
    ...parameters.map(({ name }) => {
      const one = told[variant]?.[name]
      if (!one) return '–'
      if (variant === 'whole') return `${fixed(one.own, 2)} (${fixed(r2[name], 3)})`
      return `${fixed(one.own, 2)} / ${fixed(one.donor, 2)}`
    }),
  ])
}

/** A share of what is told of a whole trace that counts as most of it, and one that counts as next to nothing. */
const [most, little] = [0.75, 0.25]
/** Below this r², a parameter is not read. */
const unread = 0.1

/** Where a network reads each parameter, in words, from the numbers. */
export function sentencesOf(result: ReaderResult, parameters: readonly ParameterDescription[]): string {
  return parameters
    .filter(({ name }) => result.told.whole && name in result.told.whole)
    .map(
      ({ name, symbol }) =>
        `- ${symbol}: ${[placeOf(result, name), inputOf(result, name)].filter(Boolean).join('; ')}.`,
    )
    .join('\n')
}

function placeOf({ told }: ReaderResult, name: string): string {
  const [whole, slow, fast] = [told.whole!, told.fastOfDonor!, told.slowOfDonor!].map((of) => of[name].own)
  if (whole < unread) return 'not read at all'
  const [bySlow, byFast] = [slow / whole, fast / whole]
  const shares = `of what the whole trace tells, the slow part keeps ${percent(bySlow)} and the fast part ${percent(byFast)}`
  if (bySlow >= most && byFast <= little) return `read from the slow part (${shares})`
  if (byFast >= most && bySlow <= little) return `read from the fast part (${shares})`
  if (bySlow >= most && byFast >= most) return `read from either part (${shares})`
  if (bySlow <= little && byFast <= little) return `read only from the two together (${shares})`
  return `read from both parts, more from the ${bySlow > byFast ? 'slow' : 'fast'} one (${shares})`
}

/** Of a network with statistics beside its embedding: which of the two a parameter comes by. */
function inputOf({ told }: ReaderResult, name: string): string {
  if (!told.statisticsOfDonor || !told.embeddingOfDonor) return ''
  const whole = told.whole![name].own
  const share = (of: Record<string, Told>): string => percent(of[name].own / whole)
  return `by its embedding alone ${share(told.statisticsOfDonor)}, by its statistics alone ${share(told.embeddingOfDonor)}`
}

/** What the numbers say of an embedding that sees one part only, and of networks that read one kind only. */
export function closing({ parameters, results }: Pick<TimeScales, 'parameters' | 'results'>): string {
  const whole = (result: ReaderResult, name: string): number => result.told.whole?.[name]?.own ?? 0
  /** The most that any network that reads the parameter keeps of it in a variant. */
  const kept = (variant: 'fastOfDonor' | 'slowOfDonor', group: 'neuron' | 'noise'): string =>
    listed(
      parameters
        .filter((parameter) => parameter.group === group)
        .map(({ name, symbol }) => {
          const readers = results.filter((result) => whole(result, name) >= unread)
          const shares = readers.map((result) => result.told[variant]![name].own / whole(result, name))
          return `${percent(Math.max(0, ...shares))} (${symbol})`
        }),
    )
  const lines = results.map((result) => {
    const reads = (group: 'neuron' | 'noise'): string => {
      const own = parameters.filter(({ name, group: of }) => of === group && name in result.r2)
      const read = own.every(({ name }) => whole(result, name) >= unread)
      const none = own.every(({ name }) => whole(result, name) < unread)
      const verb = none ? 'does not read' : 'reads'
      const part = read || none ? '' : ' only in part'
      const r2 = own.map(({ name, symbol }) => `${symbol} ${fixed(result.r2[name], 2)}`)
      return `${verb} the ${group}${part} (R² ${listed(r2)})`
    }
    return `- ${result.name}: ${reads('neuron')} and ${reads('noise')}.`
  })
  const noise = parameters.filter(({ group }) => group === 'noise')
  const apart =
    new Set(results.map((result) => noise.some(({ name }) => whole(result, name) >= unread))).size > 1
  const whyNot = apart
    ? 'A layer that is dense in all points has to find out about neighbours anew at every place of the trace; a convolution learns it once for all places, and the posterior network is given it, as statistics of differences between neighbours beside its embedding ([networks.md](networks.md)).'
    : ''
  return `Of what they tell of the whole trace, no network keeps more than ${kept('slowOfDonor', 'neuron')} where only the fast part is the trace’s own, and none more than ${kept('fastOfDonor', 'noise')} where only the slow part is. (The slow part still holds slow swings of the noise, and so something of its strength.) So an embedding that averages over more than the noise’s correlation time has lost most of the noise before it can learn from it, and one that only compares neighbours has lost the neuron: each learns the parameters of the part that it sees. What the networks here do with the whole trace:

${lines.join('\n')}

${whyNot}`
}

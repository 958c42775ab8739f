import { NetworkTargets } from '../../../src-main/contract/networks.ts'
import { percent } from '../../../src-main/contract/numbers.ts'
import type { Evidence } from './evidence.ts'
import { findGroup, spreadOf } from './groups.ts'
import { type Fall, type Line, linesOf, type Parts } from './limits.ts'
import { digits, inputWords, listed, markdownTable, networkWords, r2Words, whole } from './words.ts'

/** Below this R², a parameter counts as not estimated. */
const unread = 0.02
/** Validation over training loss: below the first there is no overfitting, above the second it is strong. */
const [together, apart] = [1.15, 1.5]

const leftIntroduction =
  'Noisy traces: unexplained variance 1 − R² at the largest training set, and its sources. Lack of data: the part that vanishes with fresh simulations. The network: the rest above the exact posterior; those runs end after a finite number of simulations and have another learning rate, so part of this is due to training rather than architecture. The limit: the exact posterior’s, which no estimator can beat.'

/** How the error decreases, where it plateaus, and why: tables and sentences, all from the results. */
export function whySection(evidence: Evidence): string {
  const lines = linesOf(evidence)
  const symbolOf = Object.fromEntries(evidence.parameters.map(({ name, symbol }) => [name, symbol]))
  const noisy = lines.filter(({ cell }) => cell.input === 'noisyTrace')
  const others = lines.filter(({ cell }) => cell.input !== 'noisyTrace')
  return [
    fallTable(lines, symbolOf),
    ...(noisy.some(({ falls }) => falls.some(({ left }) => left))
      ? [leftIntroduction, leftTable(noisy, symbolOf)]
      : []),
    noisy.map((line) => `- ${lineSentence(line, symbolOf)}`).join('\n'),
    noisy.length > 0 && costOfNoise(noisy, evidence),
    others.map((line) => `- ${gapSentence(line, symbolOf)}`).join('\n'),
  ]
    .filter(Boolean)
    .join('\n\n')
}

/** Effect on the neuron's parameters of also estimating the noise's. */
export function costOfNoise(noisy: readonly Line[], { cells, parameters }: Evidence): string {
  const neuron = parameters.filter(({ group }) => group === 'neuron')
  const networks = [...new Set(noisy.map(({ cell }) => cell.network))]
  return networks
    .flatMap((network) => {
      const largest = Math.max(
        ...noisy.filter(({ cell }) => cell.network === network).flatMap(({ sizes }) => sizes),
      )
      const setting = { network, input: 'noisyTrace', samples: largest, data: 'set' } as const
      const [alone, both] = NetworkTargets.options.map((targets) => findGroup(cells, { ...setting, targets }))
      if (!alone || !both) return []
      const changes = neuron.map(({ name, symbol }) => {
        const [a, b] = [alone, both].map((group) => spreadOf(group.map(({ all }) => all[name].r2)).mean)
        const word = b < a - 0.001 ? 'falls' : b > a + 0.001 ? 'rises' : 'stays'
        return `R² of ${symbol} ${word} from ${r2Words(a)} to ${r2Words(b)}`
      })
      return [
        `- The ${networkWords[network]} network at ${whole(largest)} samples, if it also estimates the noise parameters: ${listed(changes)}.`,
      ]
    })
    .join('\n')
}

function fallTable(lines: Line[], symbolOf: Record<string, string>): string {
  const rows = lines.flatMap(({ cell, sizes, falls, overfit }) =>
    falls.map((fall, i) => [
      i === 0 ? titleOf(cell) : '',
      symbolOf[fall.name],
      `${digits(fall.from, 3)} → ${digits(fall.to, 3)}`,
      i === 0 ? `${whole(sizes[0])} → ${whole(sizes[sizes.length - 1])}` : '',
      fall.lately === null ? '–' : percent(fall.lately).replace('-', '\u2212'),
      fall.seeds === null ? '–' : percent(fall.seeds),
      i === 0 ? digits(overfit, 3) : '',
    ]),
  )
  return markdownTable(
    [
      'network',
      '',
      'RMSE',
      'samples',
      'fall over the last two doublings',
      'variation between seeds',
      'validation loss / training',
    ],
    rows,
    2,
  )
}

function leftTable(lines: Line[], symbolOf: Record<string, string>): string {
  const shares = (parts: Parts | null): string[] =>
    parts === null
      ? ['–', '–', '–', '–']
      : [parts.whole, parts.data, parts.network, parts.limit].map((x) => digits(x, 2))
  const rows = lines.flatMap(({ cell, falls }) =>
    falls.map((fall, i) => [
      i === 0 ? titleOf(cell) : '',
      symbolOf[fall.name],
      ...shares(fall.left),
      ...shares(fall.leftSpiking),
    ]),
  )
  const head = ['1 − R²', 'lack of data', 'the network', 'the limit']
  return markdownTable(['network', '', ...head, ...head.map((h) => `${h}, spiking`)], rows, 2)
}

/** Where the error of a network on noisy traces plateaus, and why, for each of its parameters. */
export function lineSentence(
  { cell, falls, sizes, overfit }: Line,
  symbolOf: Record<string, string>,
): string {
  const last = whole(sizes[sizes.length - 1])
  const said = falls.map(
    (fall) => `  - The error of ${symbolOf[fall.name]} ${trendWords(fall, last)}${ownedTo(fall)}.`,
  )
  return [`${titleOf(cell)}. ${gapWords(overfit, last)}`, ...said].join('\n')
}

function trendWords({ lately, seeds }: Fall, last: string): string {
  if (lately === null) return `was not measured over the last two doublings up to ${last} samples`
  const least = Math.max(0.02, seeds ?? 0)
  if (lately > least)
    return `still falls at ${last} samples (by ${percent(lately)} over the last two doublings)`
  return lately > 0.02
    ? `falls by ${percent(lately)} over the last two doublings, within the variation between seeds`
    : `has stopped falling by ${last} samples`
}

function ownedTo({ left, leftSpiking }: Fall): string {
  if (!left || !leftSpiking) return ''
  if (left.whole > 1 - unread) {
    const freshR2 = 1 - (left.whole - left.data)
    return freshR2 < unread
      ? '; it is not learned, even with fresh simulations'
      : `; it is not learned from so few traces (R² ${digits(1 - left.whole, 2)}; with fresh simulations ${digits(freshR2, 2)})`
  }
  const [word, share] = mainPart(left)
  const [wordSpiking, shareSpiking] = mainPart(leftSpiking)
  return word === wordSpiking
    ? `; the largest part of the unexplained variance is due to ${word} (${percent(share)}; ${percent(shareSpiking)} on spiking traces)`
    : `; the largest part of the unexplained variance is due to ${word} (${percent(share)}), on spiking traces due to ${wordSpiking} (${percent(shareSpiking)})`
}

/** The main cause of the residual error, and its share; negative parts (noise) count as zero. */
export function mainPart(parts: Parts): [string, number] {
  const named: [string, number][] = [
    ['the lack of data', parts.data],
    ['the network', parts.network],
    ['the limit', parts.limit],
  ]
  const all = named.reduce((sum, [, x]) => sum + Math.max(0, x), 0)
  const [word, most] = named.reduce((a, b) => (b[1] > a[1] ? b : a))
  return [word, most / all]
}

/** The same for a network on other inputs, which has no run on fresh simulations: from its losses. */
export function gapSentence({ cell, falls, sizes, overfit }: Line, symbolOf: Record<string, string>): string {
  const last = whole(sizes[sizes.length - 1])
  const falling = falls.filter(({ lately, seeds }) => lately !== null && lately > Math.max(0.02, seeds ?? 0))
  const followed = falls.some(({ lately }) => lately !== null)
  const trend = !followed
    ? `the errors were not measured over the last two doublings up to ${last} samples`
    : falling.length === 0
      ? 'no error falls over the last two doublings by more than the variation between seeds'
      : `the error of ${listed(falling.map(({ name }) => symbolOf[name]))} still falls at ${last} samples`
  return `${titleOf(cell)}: ${trend}. ${gapWords(overfit, last)}`
}

function gapWords(overfit: number, last: string): string {
  const ratio = `the validation loss is ${digits(overfit, 3)} times that on the training set`
  if (overfit < together) return `At ${last}, ${ratio}: it is not limited by data.`
  if (overfit < apart) return `At ${last}, ${ratio}: more data would help slightly.`
  return `At ${last}, ${ratio}: it overfits, for lack of data.`
}

function titleOf({ network, input, targets }: Line['cell']): string {
  const words = `${networkWords[network]}, ${inputWords[input]}, ${targets === 'neuron' ? 'θ only' : 'θ and noise'}`
  return words[0].toUpperCase() + words.slice(1)
}

import { expect, it } from 'vitest'
import { checks } from '../../src-main/help/index.ts'
import { largestOrder } from '../../src-main/inference/checks/bic-gain.ts'
import { mostErrors } from '../../src-main/inference/checks/change-or-constant.ts'
import * as fit from '../../src-main/inference/checks/cycle/fit.ts'
import * as halves from '../../src-main/inference/checks/cycle/halves.ts'
import { variable } from '../../src-main/inference/checks/cycle/steady.ts'
import * as width from '../../src-main/inference/checks/cycle/width.ts'
import { pressedBelow } from '../../src-main/inference/checks/prior-edge.ts'
import { tail } from '../../src-main/inference/checks/prior-tail.ts'
import { least as leastDraws } from '../../src-main/inference/checks/sampling.ts'
import { apart } from '../../src-main/inference/checks/spike-features.ts'
import { lags } from '../../src-main/inference/checks/whiteness.ts'
import { fewest, largestK, plenty } from '../../src-main/inference/importance/enough.ts'
import {
  mostCountError,
  runawaySlack,
  soundCountError,
} from '../../src-main/inference/known-current/integrate-and-fire/thresholds.ts'
import { latencyLimit } from '../../src-main/inference/known-current/integrate-and-fire/verdict.ts'
import { mostDrift } from '../../src-main/inference/known-current/membrane/reasons.ts'
import { taus } from '../../src-main/inference/known-current/membrane/sweep-sums.ts'
import { heights, rests, widths } from '../../src-main/signal/mean-cycle/plausible.ts'

const between = ([from, to]: number[], unit: string): string =>
  `${from} to ${to} ${unit}`.replaceAll('-', '−')
const percent = (share: number): string => `${Number((100 * share).toFixed(1))} %`

/** What help says of a check, with the limits that the check applies. */
const said: [string, string[]][] = [
  ['cycleFit', [`Below ${fit.good}`, `below ${fit.least}`]],
  ['cycleWidth', [`More than ${percent(width.off)}`, `more than ${percent(width.another)}`]],
  ['cycleSteady', [`Above ${variable}`]],
  [
    'cycleHalves',
    [`More than ${halves.apart} standard`, `more than ${percent(halves.share)} or ${halves.millivolts} mV`],
  ],
  [
    'sampling',
    [`${plenty.toLocaleString('en')}, or ${fewest}`, `at most ${largestK}`, `Below ${leastDraws}`],
  ],
  ['priorEdge', [`< ${pressedBelow}`]],
  ['priorTail', [`central ${percent(1 - 2 * tail)}`]],
  ['spikeFeatures', [`Beyond ${apart} standard deviations`]],
  ['constants', [`Beyond ${mostErrors} standard errors`]],
  ['whiteness', [`over ${lags} lags`]],
  ['bicGain', [`AR(1…${largestOrder})`]],
  ['height', [between(heights, 'mV')]],
  ['width', [between(widths, 'ms')]],
  ['rest', [between(rests, 'mV')]],
  ['membraneSteady', [`Beyond ${mostDrift} mV`]],
  ['runaway', [`more than ${runawaySlack} spikes`]],
  ['heldOutCounts', [`Up to ${soundCountError} is sound`, `above ${mostCountError}`]],
  ['heldOutLatency', [`above ${latencyLimit.ms} ms and ${percent(latencyLimit.share)}`]],
  ['membraneTau', [`${taus[0]} to ${Math.round(taus[taus.length - 1])} ms`]],
]

it.each(said)('%s: help quotes the limits of the check', (check, quoted) => {
  const { text, formula } = checks[check]
  for (const limit of quoted) expect(`${text} ${formula}`).toContain(limit)
})

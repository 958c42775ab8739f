import { decimalsFor, estimateText, rangeText } from '../../../contract/estimate-text.ts'
import { fixed } from '../../../contract/numbers.ts'
import type { Report } from '../../../contract/reports.ts'
import { currentsSpec, describeCurrents } from '../../../figures/charts/cycle/currents-chart.ts'
import { describePhase, phaseSpec } from '../../../figures/charts/cycle/phase-chart.ts'
import { describeNullclines, nullclinesSpec } from '../../../figures/charts/nullclines-chart.ts'
import { plot, section, table } from '../blocks.ts'
import type { Block } from '../document.ts'
import { phasePlaneOf } from './phase-plane.ts'

/** Figures specific to the neuron model: FitzHugh–Nagumo’s phase plane, the currents of a spike. */
export function modelBlocks(report: Report): Block[] {
  return [...cycleBlocks(report), ...phasePlaneBlocks(report)]
}

function cycleBlocks({ cycle }: Report): Block[] {
  if (!cycle) return []
  const rows = cycle.compared.map(({ label, unit, recorded, model }) => {
    const { median, low, high } = estimateText(model)
    return [label, fixed(recorded, decimalsFor(model.q95 - model.q05)), median, rangeText(low, high), unit]
  })
  return section('The spike cycle', [
    table(
      'The mean recorded cycle against the model: median and 90 % interval',
      ['of the cycle', '#recorded', '#model', '#90 % interval', 'unit'],
      rows,
    ),
    plot(
      'phase-plane',
      'Phase plane, dV/dt over V, of the recorded (black) and the fitted spike (blue).',
      describePhase(cycle),
      phaseSpec(cycle),
      300,
    ),
    ...(cycle.currents.length > 0
      ? [
          plot(
            'currents',
            'Currents of the fitted model over the spike, outward up, with their 90 % bands.',
            describeCurrents(cycle),
            currentsSpec(cycle),
          ),
        ]
      : []),
  ])
}

function phasePlaneBlocks(report: Report): Block[] {
  const plane = phasePlaneOf(report)
  if (!plane) return []
  return section('Phase plane', [
    plot(
      'phase-plane',
      'FitzHugh–Nagumo phase plane of the posterior: nullclines of u (black) and v (dashed) at the posterior medians, and orbits of some posterior draws (blue).',
      describeNullclines(plane),
      nullclinesSpec(plane),
      320,
    ),
  ])
}

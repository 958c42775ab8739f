import type { CellReport, GifResult, MembraneResult } from '../../contract/cells.ts'
import { fixed } from '../../contract/numbers.ts'
import { counted } from '../../contract/wording.ts'
import { type Cite, type Methods, methodsBy } from './references.ts'

/** Methods paragraph for a cell under a known current. */
export function methodsOfCell(report: CellReport): Methods {
  const { recording, protocol, program, membrane, gif, features, seed } = report
  return methodsBy((cite) => [
    `${counted(features.sweeps.length, 'sweep')} in current clamp of the recording “${recording.name}” ${features.sweeps.length === 1 ? 'was' : 'were'} analysed together with Nagumo ${program.version}.`,
    `The injected current was ${protocol.from === 'file' ? 'read from the file' : 'given by the experimenter'}: ${protocol.text.replace(/\.$/, '')}.`,
    'Features were measured on each sweep; those of the cell have Student’s 90 % intervals over its sweeps where three or more give a value.',
    ...(membrane ? membraneSentences(membrane) : []),
    ...(gif ? gifSentences(gif, cite) : []),
    [...(membrane?.parameters ?? []), ...(gif?.parameters ?? [])].length > 0 &&
      'Estimates are posterior medians with central 90 % intervals.',
    `The seed was ${seed}.`,
  ])
}

function membraneSentences({ parameters, sweeps, range, headline }: MembraneResult): string[] {
  if (parameters.length === 0) return [`The passive membrane was not estimated: ${ended(headline)}`]
  const over = range ? ` between ${fixed(range.from, 0)} and ${fixed(range.to, 0)} mV` : ''
  return [
    `The passive membrane was estimated from ${counted(sweeps.length, 'sweep')} without spikes${over}, in means of 0.5 ms: a linear membrane with one time constant, a slow component and a series resistance in each sweep, with AR(1) noise, whose linear weights were integrated out; the values of the cell are those at rest, by a Gaussian process over the displacement from rest with a spread from sweep to sweep.`,
  ]
}

function gifSentences({ parameters, heldOut, headline }: GifResult, cite: Cite): string[] {
  const fitted = `A generalized integrate-and-fire neuron (after Pozzorini et al. ${cite('pozzorini2015')})`
  const held = heldOut
    ? [
        `In cross-validation, fits to the even sweeps predicted the odd ones and vice versa${heldOut.ksP === null ? '' : `; intervals were tested by time rescaling ${cite('brown2002')}`}.`,
      ]
    : []
  if (parameters.length === 0)
    return [`${fitted} was fitted, and no parameters of it are reported: ${ended(headline)}`, ...held]
  return [
    `${fitted} was fitted to all sweeps in bins of 0.5 ms: the potential between spikes with its weights integrated out over a grid of its time constant and of the noise’s correlation time, then the hazard of a spike at the potential’s posterior mean, corrected to first order for the potential’s uncertainty.`,
    ...held,
  ]
}

function ended(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}

import { mkdir } from 'node:fs/promises'
import { findModel } from '../jobs/find-model.ts'
import { usage } from './arguments.ts'
import { batchUsage } from './batch-options.ts'
import { cellModelOf, familyUsage } from './cell-options.ts'
import { conditioningUsage } from './conditioning-options.ts'
import type { Command } from './context.ts'
import { estimateBatch } from './estimate-batch.ts'
import { estimateCells } from './estimate-cells.ts'
import { readCommand } from './estimate-command.ts'
import { estimateInOrder } from './estimate-in-order.ts'
import { openHere } from './open-library.ts'
import { overTimeUsage } from './over-time-option.ts'
import { priorUsage } from './prior-options.ts'
import { traceOptionsUsage } from './trace-options.ts'

export const estimateCommand: Command = {
  name: 'estimate',
  summary: 'estimate parameters from recorded traces',
  usage: `Estimate parameters from recorded traces. A file that fails is reported and skipped.

Usage: nagumo estimate FILE|FOLDER… [options]

  --model NAME          the model (default: the first of nagumo models for traces in these units)
  --prior FILE.json     replace the model’s prior: within it by reweighting; otherwise by sampling with
                        the exact likelihood, started from the network if the data fit its input
  --noise KIND          replace the prior’s noise model: ar1, white, ar2, white+ar1; “evidence” fits each
                        and selects the one with the highest evidence
${priorUsage}
  --window A:B          part of the recording, in ms of recording time (default: the length of the model’s input)
${traceOptionsUsage}
${conditioningUsage}
${overTimeUsage}
  --cross-check         also sample each posterior by differential evolution MCMC and compare
                        (about a minute each)
  --seed N              seed of the random numbers (default: drawn and printed)
  --json                one line of JSON per trace or window
  --out DIR             also write each report there, as JSON and CSV
${batchUsage}

A cell under a known injected current: nagumo estimate FILE… --model membrane|gif [options]
All sweeps of the file are one cell: its membrane (sweeps without spikes), or a generalized integrate-and-fire cell.
It also takes --seed, --json, --out:

${familyUsage.split('\n').slice(0, 3).join('\n')}`,
  async run(args, context) {
    const ofCell = cellModelOf(args)
    if (ofCell) return estimateCells(args, ofCell, context)
    const command = await readCommand(args, context)
    const library = await openHere(context)
    if (command.model !== undefined) await findModel(library, command.model)
    if (command.out !== undefined) await makeFolder(command.out)
    if (command.batch) return estimateBatch(command, command.batch, library, context)
    const good = await estimateInOrder(command, library, context)
    return good ? 0 : 1
  },
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' || code === 'ENOTDIR')
      throw usage(`--out expects a folder; ${path} is a file or lies in one.`)
    throw error
  }
}

import { capital } from '../../src-main/contract/wording.ts'
import { plain, whole } from './digits.ts'
import type { NetworkInput, TrainingRun, TrainingState } from './types.ts'

/** Short state, for lists. */
export const stateWords: Record<TrainingState, string> = {
  waiting: 'waiting',
  training: 'training',
  paused: 'paused',
  interrupted: 'interrupted',
  done: 'done',
  failed: 'failed',
}

/** Input of a point network. */
export const inputWords: Record<NetworkInput, string> = {
  noisyTrace: 'noisy trace',
  cleanTrace: 'clean trace',
  spikeRate: 'spike rate',
  spikeRateAndDuration: 'spike rate and duration',
}

/** Formats a number of simulations: 1,000 · 640,000 · 1.9 million · 12 billion. */
export function simulationsText(n: number): string {
  if (n < 1e6) return whole(n < 1e4 ? n : Number(n.toPrecision(3)))
  if (n < 1e9) return `${plain(Number((n / 1e6).toPrecision(3)))} million`
  return `${plain(Number((n / 1e9).toPrecision(3)))} billion`
}

/** Formats a duration for planning: 40 seconds, 15 minutes, 1 h 20 min, 3 days. */
export function durationText(seconds: number): string {
  if (seconds < 1.5) return '1 second'
  if (seconds < 55) return `${Math.round(seconds)} seconds`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return minutes === 1 ? '1 minute' : `${minutes} minutes`
  if (minutes < 48 * 60) {
    const rest = minutes % 60
    const hours = Math.floor(minutes / 60)
    return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`
  }
  return `${plain(Number((minutes / 1440).toPrecision(2)))} days`
}

/** State of a run in a sentence, with what it means. */
export function stateText(run: TrainingRun): string {
  const { state, progress, finishing } = run
  if (state === 'training' && finishing) return 'Annealing: the learning rate falls, then the model is saved'
  switch (state) {
    case 'waiting':
      return 'Queued; one training runs at a time'
    case 'training':
      if (!progress) return 'Starting'
      return progress.stage === 'training' ? 'Training on simulated traces' : capital(progress.text)
    case 'paused':
      return 'Paused; the progress is saved on disk'
    case 'interrupted':
      return 'Interrupted: Nagumo ended while it was training. It continues from its last checkpoint'
    case 'done':
      return 'Finished; the model is under Models'
    case 'failed':
      return 'It was not continued'
  }
}

/** Fraction done, 0 … 1; 1 once done. */
export function shareOf({ state, progress }: TrainingRun): number {
  if (state === 'done') return 1
  return progress && progress.total > 0 ? Math.min(1, progress.samples / progress.total) : 0
}

/** Screen-reader announcement of a run's change of state; null where none is needed. */
export function changeText(run: TrainingRun, before: TrainingState | undefined): string | null {
  if (run.state === before || before === undefined) return null
  const { name } = run.request
  switch (run.state) {
    case 'training':
      return `${name} is training`
    case 'paused':
      return `${name} is paused`
    case 'done':
      return `${name} is trained; it is under Models`
    case 'failed':
      return `The training of ${name} failed. ${run.error?.message ?? ''}`
    case 'interrupted':
      return `The training of ${name} was interrupted`
    case 'waiting':
      return `${name} is queued`
  }
}

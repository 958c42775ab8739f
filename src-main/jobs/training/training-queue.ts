import type { Compute } from '../../compute/process/compute.ts'
import { NagumoError } from '../../contract/errors.ts'
import type { TrainingRequest, TrainingRun } from '../../contract/trainings.ts'
import { newId } from '../../library/ids.ts'
import type { Library } from '../../library/index.ts'
import type { Lock } from '../../library/lock.ts'
import { fromRpcError } from '../../rpc/errors.ts'
import { createChanges } from '../changes.ts'
import { createAsides } from './training-aside.ts'
import { createHeld, giveReason, type Held, type StopReason, trains } from './training-held.ts'
import { type InHand, listRuns, watchRuns } from './training-list.ts'
import { createTrainingRecord } from './training-record.ts'
import { busy, elsewhere, isDone, nothingLearned, refuseLoss } from './training-refusals.ts'
import { checkpointOf, trainHeld } from './training-work.ts'

/**
 * Queue of training runs, one at a time, each in its own process so that the compute process stays free for estimates.
 */
export interface TrainingQueue {
  /** In the order of request, those of other processes included. */
  list(): Promise<TrainingRun[]>
  /** The list now and after each change, until the signal is aborted. */
  watch(signal?: AbortSignal): AsyncGenerator<TrainingRun[], void>
  start(request: TrainingRequest): Promise<TrainingRun>
  pause(id: string): Promise<void>
  resume(id: string): Promise<void>
  finish(id: string): Promise<void>
  cancel(id: string): Promise<void>
  /** Work with a training process while no run trains; waiting runs continue after it. */
  aside<T>(work: (trainer: Compute) => Promise<T>): Promise<T>
  /** Whether a run of this process trains or waits. */
  busy(): boolean
  /** Stops at a checkpoint; queued runs become `interrupted`. */
  close(): Promise<void>
}

/**
 * @param createTrainer starts a compute process, which the queue closes
 * @param command stored in the cards of its models
 */
export function createTrainingQueue(
  library: Library,
  createTrainer: () => Compute,
  command: string,
): TrainingQueue {
  const { runs } = library
  const changes = createChanges()
  const record = createTrainingRecord(library)
  const asides = createAsides(createTrainer)
  /** One trains; the others wait in this order. */
  const line: Held[] = []
  let working: Promise<void> | null = null
  let lastStart = 0
  /** Number of runs that have left the queue. */
  let departures = 0
  let closed = false
  const hand: InHand = { line, record, changes, departures: () => departures }

  function heldOf(id: string): Held | undefined {
    return line.find(({ run }) => run.id === id)
  }

  function change(held: Held, by: Partial<TrainingRun>): void {
    held.run = { ...held.run, ...by }
    changes.tell()
  }

  /** Appends a run to the queue. */
  function enqueue(run: TrainingRun, lock: Lock): Held {
    const held = createHeld(run, lock)
    line.push(held)
    changes.tell()
    working ??= work()
    return held
  }

  async function work(): Promise<void> {
    const next = () => (closed ? undefined : line.find(({ run }) => run.state === 'waiting'))
    while (next()) {
      await asides.over()
      const held = next()
      if (held) await train(held)
    }
    working = null
  }

  /** Trains it until it ends or is stopped. */
  async function train(held: Held): Promise<void> {
    change(held, { state: 'training' })
    void record.save(held)
    const trained = await trainHeld(library, createTrainer, held, { command, change, save: record.save })
    return trained === 'cancelled' ? discard(held) : leave(held, trained)
  }

  async function leave(held: Held, by: Partial<TrainingRun>): Promise<void> {
    change(held, by)
    await record.save(held)
    await release(held)
  }

  async function discard(held: Held): Promise<void> {
    // Keeps it from starting meanwhile.
    change(held, { state: 'paused' })
    await held.saving
    try {
      await remove(held.run.id)
    } catch (error) {
      const { code, message } = fromRpcError(error)
      return leave(held, { state: 'failed', error: { code, message } })
    }
    await release(held)
  }

  async function release(held: Held): Promise<void> {
    line.splice(line.indexOf(held), 1)
    held.gone = true
    departures++
    await held.lock.release().catch(() => undefined)
    changes.tell()
    held.leave()
  }

  async function remove(id: string): Promise<void> {
    await record.remove(id)
    changes.tell()
  }

  async function stop(held: Held, reason: StopReason): Promise<void> {
    giveReason(held, reason)
    held.checkpoint = await checkpointOf(library, held)
    held.stop.abort()
    if (reason !== 'finish') await held.left
  }

  /** The run waiting or training here; if it is about to leave the queue, waits until it has. */
  async function activeOf(id: string): Promise<Held | undefined> {
    const held = heldOf(id)
    if (!held || held.run.state === 'waiting' || trains(held)) return held
    await held.left
    return undefined
  }

  /** Puts an inactive run into the queue. */
  async function takeUp(id: string, by: (run: TrainingRun) => Partial<TrainingRun>): Promise<void> {
    const run = record.unsaved(id) ?? (await runs.get(id))
    const lock = await runs.lock(id)
    if (!lock) {
      // Requested twice concurrently.
      if (heldOf(id)) return
      throw elsewhere(run.request.name)
    }
    const held = enqueue({ ...run, state: 'waiting', error: null, ...by(run) }, lock)
    await record.save(held)
  }

  /** The run, where no process is working on it. @throws NagumoError USAGE */
  async function resting(id: string): Promise<TrainingRun> {
    const run = record.unsaved(id) ?? (await runs.get(id))
    if (run.state === 'waiting' || run.state === 'training') throw elsewhere(run.request.name)
    return run
  }

  /** An unreadable run can be discarded too, unless another process holds it. */
  async function restingOrDamaged(id: string): Promise<void> {
    try {
      await resting(id)
    } catch (error) {
      if (fromRpcError(error).code !== 'LIBRARY_DAMAGED') throw error
      const lock = await runs.lock(id)
      if (!lock) throw elsewhere(id)
      await lock.release()
    }
  }

  function assertOpen(): void {
    if (closed) throw new NagumoError('CANCELLED', 'Nagumo is closing; no new work can be started.')
  }

  return {
    list: () => listRuns(library, hand),
    watch: (signal) => watchRuns(library, hand, signal),
    async start(request) {
      assertOpen()
      // Unique, since the list is sorted by it.
      lastStart = Math.max(Date.now(), lastStart + 1)
      const run: TrainingRun = {
        id: newId(request.name),
        createdAt: new Date(lastStart).toISOString(),
        request,
        state: 'waiting',
        progress: null,
        loss: [],
        finishing: false,
        modelId: null,
        error: null,
      }
      await runs.keep(run)
      const lock = await runs.lock(run.id)
      if (!lock) throw elsewhere(request.name)
      enqueue(run, lock)
      return run
    },
    async pause(id) {
      const held = await activeOf(id)
      if (held && trains(held)) {
        refuseLoss(held.run, 'paused')
        return stop(held, 'pause')
      }
      if (held) return leave(held, { state: 'paused' })
      const { state, request } = await resting(id)
      if (state === 'done') throw isDone(request.name)
    },
    async resume(id) {
      assertOpen()
      if (await activeOf(id)) return
      const { state, request } = await resting(id)
      if (state === 'done') throw isDone(request.name)
      // An early finish requested before applies only where there is a checkpoint.
      const started = await runs.hasCheckpoint(id)
      await takeUp(id, (run) => ({ finishing: run.finishing && started }))
    },
    async finish(id) {
      assertOpen()
      const held = await activeOf(id)
      const { state, request, progress } = held?.run ?? (await resting(id))
      if (state === 'done') throw isDone(request.name)
      const learned = await runs.hasCheckpoint(id)
      if (!learned && !(held && trains(held) && progress && progress.samples > 0)) {
        throw nothingLearned(request.name)
      }
      if (!held) return takeUp(id, () => ({ finishing: true }))
      // Past the training stage the run is ending anyway.
      const measured = trains(held) && progress && progress.stage !== 'training'
      if (held.run.finishing || measured) return
      if (trains(held)) refuseLoss(held.run, 'finished early')
      change(held, { finishing: true })
      if (trains(held)) await stop(held, 'finish')
      await record.save(held)
    },
    async cancel(id) {
      const held = await activeOf(id)
      if (held && trains(held)) return stop(held, 'cancel')
      if (held) return discard(held)
      await restingOrDamaged(id)
      await remove(id)
    },
    aside: (work) =>
      asides.run(work, () => {
        assertOpen()
        if (line.length > 0) throw busy(line[0].run.request.name)
      }),
    busy: () => line.some((held) => held.run.state === 'waiting' || trains(held)),
    async close() {
      closed = true
      await asides.close()
      await Promise.all(
        line.map((held) => {
          if (trains(held)) return stop(held, 'close')
          // A run about to leave has its final state, which must not be overwritten: a finished run would be resumed,
          // and its model created twice.
          return held.run.state === 'waiting' ? leave(held, { state: 'interrupted' }) : held.left
        }),
      )
      await working
      record.close()
    },
  }
}

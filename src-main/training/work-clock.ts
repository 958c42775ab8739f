/** Shorter interruptions count as work, ms. */
const leastMs = 2000
/** Below this share of processor time a long interval was one of rest: at work, at least one core is busy. */
const restingShare = 0.1

/** Time and processor time of this process with its threads, ms. */
export interface TimeSource {
  now(): number
  processor(): number
}

const ofProcess: TimeSource = {
  now: () => performance.now(),
  processor() {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1000
  },
}

/**
 * Measures the time that a process works, without the time that it is suspended: asleep with its computer, or stopped.
 * Some systems' clocks stand still while the computer sleeps, others' go on. An interval between two readings of more
 * than 2 s, in which the process used less than a tenth of a processor, counts as the processor time used.
 * @returns reads the seconds of work since its creation; to be read at least once in each step of the work
 */
export function createWorkClock({ now, processor }: TimeSource = ofProcess): () => number {
  let [last, used, worked] = [now(), processor(), 0]
  return () => {
    const [at, usedNow] = [now(), processor()]
    const [passed, busy] = [at - last, usedNow - used]
    worked += passed > leastMs && busy < restingShare * passed ? busy : passed
    ;[last, used] = [at, usedNow]
    return worked / 1000
  }
}

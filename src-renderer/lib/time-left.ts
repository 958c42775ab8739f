/**
 * Estimated remaining time, s, at the rate since computing began: after queueing, reading and loading.
 * @param seconds computing @param from fraction done when it began @param share fraction done now
 * @returns null while the time is too short for an estimate
 */
export function timeLeft(seconds: number, from: number, share: number): number | null {
  const done = share - from
  return seconds > 2 && done > 0.1 ? (seconds * (1 - share)) / done : null
}

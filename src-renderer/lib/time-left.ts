/**
 * How long a work still takes, s, if it goes on as it went since it began in earnest: after waiting, reading and loading.
 * @param seconds at work @param from share done when it began @param share done by now
 * @returns null while that is too short to be told from
 */
export function timeLeft(seconds: number, from: number, share: number): number | null {
  const done = share - from
  return seconds > 2 && done > 0.1 ? (seconds * (1 - share)) / done : null
}

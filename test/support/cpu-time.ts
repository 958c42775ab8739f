/** Seconds of a processor that this program has used, its threads included: a busy machine does not stretch them. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/**
 * What no call answers for: a promise that fails with nobody listening, an error thrown out of an event. Each is told on
 * standard error once, with its trace. After the former the process goes on, since what failed was one piece of work;
 * after the latter its state is not known any more, and it ends in order.
 * @param end closes what is open and ends the process
 */
export function handleFaults(end: (error: unknown) => void): void {
  const told = new Set<string>()
  const tell = (what: string, error: unknown): void => {
    const trace = error instanceof Error ? (error.stack ?? error.message) : String(error)
    if (!told.has(trace)) console.error(`Nagumo met a fault of its own (${what}):\n${trace}`)
    told.add(trace)
  }
  process.on('unhandledRejection', (error) => tell('work that nobody waited for failed', error))
  process.on('uncaughtException', (error) => {
    tell('an error that nothing caught', error)
    end(error)
  })
}

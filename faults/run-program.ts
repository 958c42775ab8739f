/**
 * Runs a harness to its exit code and ends the process with it: 2, with the usage, where its options are wrong; 1 where
 * it is stopped by SIGINT or SIGTERM.
 * @param clearAway leaves no processes, mounts or files behind; also when stopped
 * @param stopped called first when stopped
 */
export function runProgram(
  main: () => Promise<number>,
  { usage, clearAway, stopped }: { usage: string; clearAway(): void; stopped?(): void },
): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      stopped?.()
      clearAway()
      process.exit(1)
    })
  main()
    .catch((error: Error) => {
      console.error(`${error.message}\n\n${usage}`)
      return 2
    })
    .then((code) => {
      clearAway()
      process.exit(code)
    })
}

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'

export interface Child {
  pid: number
  /** The next line that it says. */
  line(): Promise<string>
  say(line: string): void
  /** Its exit code, once it has ended; fails with what it said of an error. */
  ended(): Promise<number | null>
  kill(signal?: NodeJS.Signals): Promise<void>
}

/** Starts a program beside the test under the same Node; it is killed where it still runs when the test ends. */
export function startChild(script: string, args: string[]): Child {
  const child: ChildProcess = spawn(process.execPath, [script, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let complaint = ''
  child.stderr!.on('data', (part: Buffer) => {
    complaint += part.toString()
  })
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]()
  const ended = once(child, 'close').then(([code]) => code as number | null)
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return {
    pid: child.pid!,
    async line() {
      const { done, value } = await lines.next()
      if (done) throw new Error(`The program ended. It said: ${complaint}`)
      return value
    },
    say: (line) => void child.stdin!.write(`${line}\n`),
    async ended() {
      const code = await ended
      if (code !== 0 && complaint) throw new Error(complaint)
      return code
    },
    async kill(signal = 'SIGKILL') {
      child.kill(signal)
      await ended
    },
  }
}

import { AVOID_NATIVE } from '../tensorflow/native-facts.mjs'
import { noteNativeFailure } from '../tensorflow/native-failure.ts'
import { isNativeInUse } from './channel.ts'
import type { ForkCompute } from './compute.ts'
import type { Ending } from './ending.ts'

/** Signals of crashes in native code. */
const faults = new Set(['SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGFPE', 'SIGABRT', 'SIGTRAP'])

/**
 * Starts processes without native TensorFlow once it has crashed one: it may pass its probe and crash later, so that
 * every call would fail. Shared by all processes of a program, including trainings, and stored for the next program. A
 * crash counts where native TensorFlow was being loaded or in use and Nagumo did not kill the process. SIGKILL by the
 * system mostly means lack of memory, which WebAssembly would not cure: it counts from the second time on. Where memory
 * ran out by the process's own words, it never counts.
 */
export function guardNative(fork: ForkCompute): ForkCompute {
  let avoid: string | null = null
  let systemKills = 0

  function judge({ stoppedBy, outOfMemory }: Ending): string | null {
    if (outOfMemory === 'yes') return null
    if (stoppedBy === 'SIGKILL' && ++systemKills < 2) return null
    if (stoppedBy !== 'SIGKILL' && !faults.has(stoppedBy ?? '')) return null
    return stoppedBy
  }

  return (environment = {}) => {
    const process = fork(avoid === null ? environment : { ...environment, [AVOID_NATIVE]: avoid })
    let native: string | null = null
    let killed = false
    process.onMessage((message) => {
      if (isNativeInUse(message)) native = message.native
    })
    return {
      send: process.send,
      onMessage: process.onMessage,
      kill() {
        killed = true
        process.kill()
      },
      onExit(listener) {
        process.onExit((ending) => {
          const fault = native !== null && !killed ? judge(ending) : null
          if (native === null || fault === null) return listener(ending)
          avoid = `it aborted a calculation (${fault})`
          noteNativeFailure(avoid, native)
          listener({
            ...ending,
            reason: `${ending.reason} while native TensorFlow was running. From now on WebAssembly is used instead`,
          })
        })
      },
    }
  }
}

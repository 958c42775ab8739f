import { client, whenComputeDied } from './link.ts'
import { messageOf } from './notices.svelte.ts'
import type { BackendInfo, SystemInfo } from './types.ts'

/** What the window runs on: the program and which TensorFlow is at work. */
class System {
  info = $state.raw<SystemInfo | null>(null)
  backend = $state.raw<BackendInfo | null>(null)
  /** Why the numerics did not start. */
  backendFailure = $state<string | null>(null)

  /** A question whose own failure asks no other. */
  #asking = false

  async load(): Promise<void> {
    const info = client.system.info().then((value) => {
      // Another window has opened another project: all that is shown here is of the one before.
      if (this.info && this.info.libraryFolder !== value.libraryFolder) location.reload()
      this.info = value
    })
    whenComputeDied(() => {
      if (!this.#asking) void this.#askBackend()
    })
    await Promise.allSettled([info, this.#askBackend()])
  }

  async #askBackend(): Promise<void> {
    this.#asking = true
    try {
      this.backend = await client.system.backend()
      this.backendFailure = null
    } catch (error) {
      this.backendFailure = messageOf(error)
    } finally {
      this.#asking = false
    }
  }
}

export const system = new System()

import { client, whenComputeDied } from './link.ts'
import { messageOf } from './notices.svelte.ts'
import type { BackendInfo, SystemInfo } from './types.ts'

/** The program and the TensorFlow backend in use. */
class System {
  info = $state.raw<SystemInfo | null>(null)
  backend = $state.raw<BackendInfo | null>(null)
  /** Why the compute process did not start. */
  backendFailure = $state<string | null>(null)

  /** A request whose own failure triggers no further one. */
  #asking = false

  async load(): Promise<void> {
    const info = client.system.info().then((value) => {
      // Another window has opened another project: everything shown here is of the previous one.
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

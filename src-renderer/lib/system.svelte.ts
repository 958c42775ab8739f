import { client } from './link.ts'
import { messageOf } from './notices.svelte.ts'
import type { BackendInfo, SystemInfo } from './types.ts'

/** What the window runs on: the program and which TensorFlow is at work. */
class System {
  info = $state.raw<SystemInfo | null>(null)
  backend = $state.raw<BackendInfo | null>(null)
  /** Why the numerics did not start. */
  backendFailure = $state<string | null>(null)

  async load(): Promise<void> {
    const info = client.system.info().then((value) => {
      this.info = value
    })
    const backend = client.system.backend().then(
      (value) => {
        this.backend = value
        this.backendFailure = null
      },
      (error) => {
        this.backendFailure = messageOf(error)
      },
    )
    await Promise.allSettled([info, backend])
  }
}

export const system = new System()

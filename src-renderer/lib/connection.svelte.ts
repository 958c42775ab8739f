import { connection as link, look } from './link.ts'
import { type Connection, isGone, type Look } from './way.ts'

/** The window's connection to the workbench. */
class ConnectionWatch {
  status = $state<Connection>('connecting')
  stopped = $derived(isGone(this.status))

  /** Tries to reconnect now. */
  look(): Promise<Look> {
    return look()
  }

  /** Subscribes; `found` runs on every (re)connection. Returns an unsubscribe function. */
  watch(found: () => void): () => void {
    return link.subscribe((now) => {
      const before = this.status
      this.status = now
      if (now === 'connected' && before !== 'connected') found()
    })
  }
}

export const connection = new ConnectionWatch()

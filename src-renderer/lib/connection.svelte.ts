import { connection as link, look } from './link.ts'
import { type Connection, isGone, type Look } from './way.ts'

/** How the window stands to the workbench behind it. */
class ConnectionWatch {
  status = $state<Connection>('connecting')
  stopped = $derived(isGone(this.status))

  /** Looks for it now. */
  look(): Promise<Look> {
    return look()
  }

  /** Begins to watch. `found` runs whenever the workbench is there (again). Returns how to stop. */
  watch(found: () => void): () => void {
    return link.subscribe((now) => {
      const before = this.status
      this.status = now
      if (now === 'connected' && before !== 'connected') found()
    })
  }
}

export const connection = new ConnectionWatch()

import { RPCLink } from '@orpc/client/message-port'
import { askForPort, herePort } from '../../src-main/contract/port-words.ts'
import type { Way } from './way.ts'

/** Electron: calls go through a MessagePort from the preload script. The window closes with the workbench. */
export function connectByPort(): Way {
  const link = new Promise<RPCLink<Record<never, never>>>((resolve) => {
    window.addEventListener('message', (event) => {
      if (event.source !== window || event.data !== herePort || !event.ports[0]) return
      const port = event.ports[0]
      const made = new RPCLink({ port })
      port.start()
      resolve(made)
    })
    window.postMessage(askForPort, location.origin)
  })
  return {
    link: () => ({
      call: async (path, input, options) => (await link).call(path, input, options),
    }),
    subscribe(listener) {
      let wanted = true
      listener('connecting')
      link.then(() => {
        if (wanted) listener('connected')
      })
      return () => {
        wanted = false
      }
    },
    look: async () => 'nothing',
    whenMoving: () => {},
  }
}

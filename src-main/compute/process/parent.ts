import type { Parent } from './serve.ts'

/** Electron's `process.parentPort`, in a utility process. */
interface ParentPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown }) => void): void
}

/** The parent of this process, which ends when its parent does. */
export function findParent(): Parent {
  const port = (process as { parentPort?: ParentPort }).parentPort
  if (port) {
    return {
      send: (message) => port.postMessage(message),
      onMessage: (listener) => port.on('message', (event) => listener(event.data)),
    }
  }
  if (!process.send) throw new Error('This program is part of Nagumo, which starts it; run npm start.')
  process.on('disconnect', () => process.exit())
  // Ctrl+C reaches every process of a terminal; the parent handles it.
  process.on('SIGINT', () => {})
  return {
    // The parent may have exited before the response is sent; `disconnect` ends the process then.
    send: (message) => process.connected && process.send?.(message, () => {}),
    onMessage: (listener) => process.on('message', listener),
  }
}

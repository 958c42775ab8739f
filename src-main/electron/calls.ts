import type { AnyRouter } from '@orpc/server'
import { type BrowserWindow, ipcMain } from 'electron'
import { fileCalls, maxMessageBytes } from '../contract/limits.ts'
import { herePort } from '../contract/port-words.ts'
import { countRefused, serveFrames } from '../rpc/serve-frames.ts'
import { isOwnPage } from './own-pages.ts'

/**
 * Serves the calls of our own window's page, over the port from its preload script.
 * @param router of the open project: resolved at each connection
 * @returns waits until all pages are gone and their calls have ended
 */
export function answerCalls(router: () => AnyRouter, ownWindow: () => BrowserWindow | null) {
  const open = new Set<Promise<void>>()
  const refused = countRefused()
  ipcMain.on(herePort, (event) => {
    const { sender, senderFrame, ports } = event
    const own = ownWindow()?.webContents
    if (!own || sender !== own || senderFrame !== own.mainFrame) return
    if (!isOwnPage(senderFrame.url) || ports.length !== 1) return
    const [port] = ports
    const frames = serveFrames(
      router(),
      { send: (message) => port.postMessage(message), close: () => port.close() },
      { limits: { message: maxMessageBytes, files: fileCalls }, refused },
    )
    port.on('message', ({ data }) => {
      frames.receive(typeof data === 'string' ? data : new Uint8Array(data))
    })
    // What a page sends as it is closed comes before this, however late.
    const ended = new Promise<void>((resolve) => {
      port.on('close', () => resolve(frames.end()))
    })
    open.add(ended)
    void ended.then(() => open.delete(ended))
    port.start()
  })
  return async (): Promise<void> => void (await Promise.all(open))
}

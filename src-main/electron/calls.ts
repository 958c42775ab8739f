import type { AnyRouter } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import { type BrowserWindow, ipcMain } from 'electron'
import { herePort } from '../../src-renderer/lib/port-words.ts'
import { windowAddress } from './content.ts'

/** Answers the calls of our own window's page, over the port that its preload hands over. */
export function answerCalls(router: AnyRouter, ownWindow: () => BrowserWindow | null): void {
  const handler = new RPCHandler(router)
  ipcMain.on(herePort, (event) => {
    const { sender, senderFrame, ports } = event
    const own = ownWindow()?.webContents
    if (!own || sender !== own || senderFrame !== own.mainFrame) return
    if (senderFrame.url.split('#')[0] !== windowAddress || ports.length !== 1) return
    handler.upgrade(ports[0])
    ports[0].start()
  })
}

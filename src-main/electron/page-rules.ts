import type { WebContents } from 'electron'
import { isOwnPage } from './own-pages.ts'

/** For every page: no other pages, windows, frames or webviews, and no WebRTC that bypasses a proxy. */
export function keepToOwnPages(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  contents.on('will-attach-webview', (event) => event.preventDefault())
  const stay = (event: { preventDefault(): void }, url: string) => {
    if (!isOwnPage(url)) event.preventDefault()
  }
  contents.on('will-navigate', stay)
  contents.on('will-redirect', stay)
  // Of frames too. Electron 22, used by the tests of the real window, lacks the event: there only the pages' policy
  // (default-src 'none') blocks frames.
  contents.on('will-frame-navigate', (event) => stay(event, event.url))
}

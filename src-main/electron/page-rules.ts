import type { WebContents } from 'electron'
import { isOwnPage } from './own-pages.ts'

/** For every page there may be: no other pages, windows, frames or webviews, and no way past a proxy by WebRTC. */
export function keepToOwnPages(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  contents.on('will-attach-webview', (event) => event.preventDefault())
  const stay = (event: { preventDefault(): void }, url: string) => {
    if (!isOwnPage(url)) event.preventDefault()
  }
  contents.on('will-navigate', stay)
  contents.on('will-redirect', stay)
  // Of frames too. Electron 22, which the tests of the real window run on, has none of it: there the policy of the
  // pages alone (default-src 'none') keeps frames out.
  contents.on('will-frame-navigate', (event) => stay(event, event.url))
}

import type { Session } from 'electron'
import { isOwnDownload, isOwnOrigin, isOwnPage } from './own-pages.ts'

/** What the window's page may: write to the clipboard ("Copy table"). */
const allowed = ['clipboard-sanitized-write']

/**
 * What pages of a session may: write to the clipboard, from the window's own page; no devices, no screen, no requests to
 * anywhere, and no downloads but of files that the window made itself, which the person names.
 */
export function closeSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, decide, { requestingUrl, isMainFrame }) =>
    decide(allowed.includes(permission) && isMainFrame && isOwnPage(requestingUrl)),
  )
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => allowed.includes(permission) && isOwnOrigin(origin),
  )
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest(({ url }, decide) => {
    decide({ cancel: !/^(app|blob|data|devtools):/.test(url) })
  })
  session.on('will-download', (event, item) => {
    if (!isOwnDownload(item.getURL())) event.preventDefault()
  })
}

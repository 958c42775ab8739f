export const windowAddress = 'app://nagumo/'

/** Whether a URL is the window's page, with any fragment. */
export function isOwnPage(url: string): boolean {
  return url.split('#')[0] === windowAddress
}

/** Whether an origin, as Chromium writes it (“app://nagumo”, with or without “/”), is the window's. */
export function isOwnOrigin(origin: string): boolean {
  return `${origin.replace(/\/$/, '')}/` === windowAddress
}

/** Whether a download was created by the window: a saved file or figure. */
export function isOwnDownload(url: string): boolean {
  return url.startsWith(`blob:${windowAddress}`)
}

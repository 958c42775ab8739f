export const windowAddress = 'app://nagumo/'

/** Whether an address is that of the window's page; behind “#” stands where in the window it is. */
export function isOwnPage(url: string): boolean {
  return url.split('#')[0] === windowAddress
}

/** Whether an origin, as Chromium writes it (“app://nagumo”, with or without “/”), is the window's. */
export function isOwnOrigin(origin: string): boolean {
  return `${origin.replace(/\/$/, '')}/` === windowAddress
}

/** Whether a download is of what the window made itself: a file that it saves, a figure. */
export function isOwnDownload(url: string): boolean {
  return url.startsWith(`blob:${windowAddress}`)
}

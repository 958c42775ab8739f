import type { IncomingMessage } from 'node:http'

/** The body of a request; empty where it exceeds the limit or is aborted. @param most characters */
export async function shortBody(request: IncomingMessage, most: number): Promise<string> {
  let text = ''
  try {
    for await (const chunk of request) {
      text += chunk
      if (text.length > most) return ''
    }
  } catch {
    return ''
  }
  return text
}

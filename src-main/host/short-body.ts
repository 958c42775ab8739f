import type { IncomingMessage } from 'node:http'

/** The body of a request; empty where it is longer than what is asked for here, or cut off. @param most characters */
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

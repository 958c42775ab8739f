const [quote, backslash, open, close, openList, closeList] = Buffer.from('"\\{}[]')

/**
 * Nesting depth of a JSON text, without parsing it: a megabyte of brackets takes a parser hundreds of megabytes and
 * most of a second.
 */
export function nestingOf(json: Uint8Array): number {
  let depth = 0
  let deepest = 0
  let inText = false
  for (let i = 0; i < json.length; i++) {
    const byte = json[i]
    if (inText) {
      if (byte === backslash) i++
      else if (byte === quote) inText = false
    } else if (byte === quote) inText = true
    else if (byte === open || byte === openList) deepest = Math.max(deepest, ++depth)
    else if (byte === close || byte === closeList) depth--
  }
  return deepest
}

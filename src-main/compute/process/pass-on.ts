/** Kept of it: V8's last words with their stack trace. */
const most = 8192

/**
 * Writes what a process says to standard error to ours.
 * @returns reads the end of what it has said so far
 */
export function passOn(from: NodeJS.ReadableStream | null): () => string {
  goOnWithoutReader()
  let said = ''
  from?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-most)
    process.stderr.write(chunk)
  })
  return () => said
}

let listening = false
/** Nobody may be reading our standard error: that ends no work. */
function goOnWithoutReader(): void {
  if (listening) return
  listening = true
  process.stderr.on('error', () => undefined)
}

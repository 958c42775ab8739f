/** Kept of it: V8's last words with their stack trace. */
const most = 8192

/**
 * Writes what a process says to standard error to ours.
 * @returns reads the end of what it has said so far
 */
export function passOn(from: NodeJS.ReadableStream | null): () => string {
  let said = ''
  from?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-most)
    write(chunk)
  })
  return () => said
}

/** As the console does it: nobody may be reading. */
function write(chunk: Buffer): void {
  const { stderr } = process
  const ignore = () => undefined
  stderr.once('error', ignore)
  stderr.write(chunk, () => stderr.removeListener('error', ignore))
}

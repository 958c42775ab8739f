/** Downloads a text as a file. */
export function saveText(fileName: string, mime: string, text: string): void {
  saveBlob(fileName, new Blob([text], { type: mime }))
}

/** Downloads bytes as a file. */
export function saveBlob(fileName: string, blob: Blob): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  // The browser reads the URL after this task.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

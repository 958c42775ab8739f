/** Hands a text to the person as a file. */
export function saveText(fileName: string, mime: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: mime }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  // The browser reads the URL after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

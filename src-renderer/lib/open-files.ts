/** What the file dialog offers first; the dialog lets a person choose others all the same. */
const accepted = '.csv,.txt,.tsv,.dat,.asc,text/csv,text/plain'

/** Shows the system's file dialog and hands over what was chosen. Call it from a click or a key press. */
export function chooseFiles(take: (files: File[]) => void): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = true
  input.accept = accepted
  input.addEventListener('change', () => take([...(input.files ?? [])]), { once: true })
  input.click()
}

/** What the file dialog offers first; the dialog lets a person choose others all the same. */
const recordings =
  '.csv,.txt,.tsv,.dat,.asc,.atf,.itx,.ibw,.abf,.nwb,.h5,.hdf5,.mat,.xlsx,.xlsm,.ods,text/csv,text/plain'

/**
 * Shows the system's file dialog and hands over what was chosen. Call it from a click or a key press.
 * @param folder a folder is chosen, and all files in it and below are handed over
 */
export function chooseFiles(
  take: (files: File[]) => void,
  {
    accept = recordings,
    multiple = true,
    folder = false,
  }: { accept?: string; multiple?: boolean; folder?: boolean } = {},
): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = multiple
  input.accept = accept
  input.webkitdirectory = folder
  input.hidden = true
  input.addEventListener('change', () => take([...(input.files ?? [])]), { once: true })
  for (const end of ['change', 'cancel']) input.addEventListener(end, () => input.remove(), { once: true })
  // In the page, since the browser may drop an input that nothing holds while its dialog is open.
  document.body.append(input)
  input.click()
}

/** File types that the dialog offers first; others can be chosen too. */
const recordings =
  '.csv,.txt,.tsv,.dat,.asc,.atf,.itx,.ibw,.abf,.nwb,.h5,.hdf5,.mat,.xlsx,.xlsm,.ods,text/csv,text/plain'

/**
 * Shows the system's file dialog and passes on the chosen files. Must be called from a click or a key press.
 * @param folder a folder is chosen, and all files in it and below are passed on
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
  // Attached to the page, since the browser may drop an unreferenced input while its dialog is open.
  document.body.append(input)
  input.click()
}

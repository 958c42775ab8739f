/** Esc clears a non-empty search field, and does nothing else then. */
export function emptyOnEscape(event: KeyboardEvent & { currentTarget: HTMLInputElement }): void {
  const field = event.currentTarget
  if (event.key !== 'Escape' || field.value === '') return
  field.value = ''
  field.dispatchEvent(new Event('input', { bubbles: true }))
  event.preventDefault()
  event.stopPropagation()
}

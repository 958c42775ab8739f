/** The largest file that is read, in bytes. */
export const maxFileBytes = 512 * 1024 * 1024
/** The largest file of a model, in bytes. */
export const maxModelBytes = 80 * 1024 * 1024

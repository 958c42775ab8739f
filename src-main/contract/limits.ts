/** The largest file that is read, in bytes. */
export const maxFileBytes = 512 * 1024 * 1024

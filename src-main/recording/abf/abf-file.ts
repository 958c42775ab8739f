import type { FileHandle } from 'node:fs/promises'
import { NagumoError } from '../../contract/errors.ts'

/** An open little-endian file. Reads never go beyond its end, and sizes stated in the file are checked first. */
export class AbfFile {
  constructor(
    readonly handle: FileHandle,
    /** As dropped, for messages. */
    readonly name: string,
    readonly bytes: number,
  ) {}

  /**
   * @param what name of the range, for the message: “its header”
   * @throws NagumoError FILE_UNREADABLE where the file is too short
   */
  async read(start: number, length: number, what: string): Promise<DataView> {
    this.require(start, length, what)
    const buffer = Buffer.alloc(length)
    for (let done = 0; done < length; ) {
      const { bytesRead } = await this.handle.read(buffer, done, length - done, start + done)
      if (bytesRead === 0) throw this.truncated(start + length, what)
      done += bytesRead
    }
    return new DataView(buffer.buffer, buffer.byteOffset, length)
  }

  /** @throws NagumoError FILE_UNREADABLE where the range does not lie in the file */
  require(start: number, length: number, what: string): void {
    if (!Number.isSafeInteger(start) || !Number.isSafeInteger(length) || start < 0 || length < 0) {
      throw this.damaged(`${what} would lie at byte ${start} and be ${length} bytes long`)
    }
    if (start + length > this.bytes) throw this.truncated(start + length, what)
  }

  /** @param found what is wrong with the header, as a clause */
  damaged(found: string): NagumoError {
    return new NagumoError(
      'FILE_UNREADABLE',
      `${this.name} is an ABF file with a damaged header: ${found}. Copy the original file again.`,
    )
  }

  private truncated(needed: number, what: string): NagumoError {
    return new NagumoError(
      'FILE_UNREADABLE',
      `${this.name} is too short: ${what} would end at byte ${needed}, and the file has ${this.bytes} bytes. It is truncated or its header is damaged; copy the original file again.`,
    )
  }
}

/** Decodes a name or unit: up to the first zero byte, trimmed; Latin-1, as written by Windows programs. */
export function textAt(view: DataView, start: number, length: number): string {
  const bytes = Buffer.from(view.buffer, view.byteOffset + start, length)
  const end = bytes.indexOf(0)
  return bytes
    .subarray(0, end < 0 ? length : end)
    .toString('latin1')
    .trim()
}

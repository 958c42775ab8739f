import type { FileHandle } from 'node:fs/promises'
import { NagumoError } from '../../contract/errors.ts'
import { XmlError, type XmlHandler, XmlScanner } from './xml-scanner.ts'
import { type Archive, openArchive, textOf, ZipError } from './zip-file.ts'

/** Limits on the decompressed size: a factor, plus an allowance, and an absolute maximum in bytes. */
const mostUnpacked = { times: 100, more: 64 * 2 ** 20, ever: 2 ** 30 }

/** The parts of a spreadsheet file, each an XML text. */
export class SheetPackage {
  private spent = 0

  private constructor(
    private readonly archive: Archive,
    private readonly bytes: number,
    readonly file: string,
    private readonly signal: AbortSignal | undefined,
  ) {}

  /** @throws ZipError */
  static async open(
    handle: FileHandle,
    file: string,
    bytes: number,
    signal?: AbortSignal,
  ): Promise<SheetPackage> {
    return new SheetPackage(await openArchive(handle), bytes, file, signal)
  }

  has(part: string): boolean {
    return this.archive.entries.has(part)
  }

  /** Scans a part. @throws ZipError, XmlError; NagumoError FILE_TOO_LARGE, CANCELLED */
  async scan(part: string, handler: XmlHandler): Promise<void> {
    const scanner = new XmlScanner(handler)
    for await (const piece of textOf(this.archive, part, (bytes) => this.spend(bytes))) scanner.push(piece)
    scanner.end()
  }

  private spend(bytes: number): void {
    if (this.signal?.aborted) throw new NagumoError('CANCELLED', `Reading ${this.file} was cancelled.`)
    this.spent += bytes
    const room = Math.min(mostUnpacked.ever, mostUnpacked.times * this.bytes + mostUnpacked.more)
    if (this.spent <= room) return
    throw new NagumoError(
      'FILE_TOO_LARGE',
      `${this.file} decompresses to more than is read from a file of its size. Save only the trace and its times, as CSV or as a separate sheet.`,
    )
  }
}

/** Why a file is not a valid sheet; null for any other error. */
export function damageOf(error: unknown): string | null {
  return error instanceof ZipError || error instanceof XmlError ? error.message : null
}

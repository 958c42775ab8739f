import { deflateRawSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { NagumoError } from '../../src-main/contract/errors.ts'
import { readRecording } from '../../src-main/recording/index.ts'
import { lines, read, table, write } from './files.ts'

/** The first bytes of a file of some format, zeros behind them. */
const bytes = (magic: string): Buffer => Buffer.concat([Buffer.from(magic, 'latin1'), Buffer.alloc(400)])

/** A zip archive with one entry, as far as its first entry goes. */
function zip(entry: string, content = '', stored = false): Buffer {
  const head = Buffer.alloc(30)
  head.write('PK\x03\x04', 'latin1')
  head.writeUInt16LE(stored ? 0 : 8, 8)
  head.writeUInt16LE(entry.length, 26)
  return Buffer.concat([head, Buffer.from(entry), stored ? Buffer.from(content) : deflateRawSync(content)])
}

const packedIgor = Buffer.from([11, 0, 0, 0, 52, 0, 0, 0, ...Array<number>(600).fill(0)])

async function refusal(content: string | Buffer, name: string): Promise<NagumoError> {
  const error = await readRecording(write(content), name).catch((error: unknown) => error)
  if (error instanceof NagumoError) return error
  throw new Error(`${name} was expected to be refused`)
}

describe('formats that are not read are named, with the export that is', () => {
  it.each<[string, string | Buffer, RegExp]>([
    ['cell.wcp', bytes('VER=9\r\nCTIME=01/01/2024 12:00:00\r\nNC=2\r\n'), /WinWCP or WinEDR.*Axon \(ABF\)/],
    ['cell.axgx', bytes('axgx\x00\x00\x00\x06'), /AxoGraph recording.*tab-delimited text/],
    ['cell.axgd', bytes('AxGr\x00\x01'), /AxoGraph recording/],
    ['cell.smr', bytes('\x09\x00(C) CED 87'), /Spike2 recording \(\.smr\).*as text/],
    ['cell.smrx', bytes('S64\x00'), /Spike2 recording \(\.smrx\)/],
    ['cell.cfs', bytes('CEDFILE"'), /Signal \(CED, \.cfs\)/],
    ['cell.tdms', bytes('TDSm'), /LabVIEW recording \(TDMS\)/],
    ['cell.rhd', bytes('\x02\x27\x91\xc6'), /Intan recording/],
    ['cell.rhs', bytes('\xac\x27\x91\xd6'), /Intan recording/],
    ['cell.edf', bytes('0       '), /EDF recording/],
    ['cell.bdf', bytes('\xffBIOSEMI'), /BDF recording/],
    ['cell.dat', bytes('DAT2'), /HEKA recording.*as text/],
    ['cell.pgf', bytes('eerT'), /part of a HEKA recording/],
    ['cell.adicht', bytes('AD'), /LabChart recording.*as text/],
    [
      'cell.mat',
      Buffer.from([0, 0, 0, 0, 1, 0, 0, 0, ...Array<number>(400).fill(0)]),
      /MATLAB file.*level 4/,
    ],
    ['cell.ncs', bytes('######## Neuralynx Data File Header'), /Neuralynx.*extracellular/],
    ['cell.npy', bytes('\x93NUMPY\x01\x00'), /NumPy array \(\.npy\).*numpy\.savetxt/],
    ['cell.npz', zip('v.npy'), /archive of NumPy arrays.*numpy\.savetxt/],
    ['cell.npz', bytes('PK\x03\x04'), /archive of NumPy arrays/],
    ['cell.parquet', bytes('PAR1'), /Parquet table.*to_csv/],
    ['cell.feather', bytes('ARROW1'), /Arrow \(Feather\)/],
    ['cell.pkl', bytes('\x80\x04\x95'), /Python pickle;.*never opened/],
    ['cell.pxp', packedIgor, /packed experiment of Igor Pro \(\.pxp\);.*\.ibw.*\.itx/],
    ['cell.pxp', gzipSync(packedIgor), /packed experiment of Igor Pro \(\.pxp\), compressed;.*\.itx/],
    ['cell.gz', gzipSync(packedIgor), /packed experiment of Igor Pro \(\.pxp\), compressed/],
    ['cell.tdms.gz', gzipSync(bytes('TDSm')), /a gzip archive of a LabVIEW recording/],
    ['cell.csv.gz', gzipSync('t,v\n0,1\n'), /a gzip archive; that is not read\. Unpack it first/],
    ['cell.docx', zip('[Content_Types].xml'), /Office file without a sheet/],
    ['cell.xlsb', zip('[Content_Types].xml'), /binary Excel file \(\.xlsb\).*save it as \.xlsx/],
    ['cell.numbers', zip('Index/Document.iwa'), /sheet of Numbers.*export it as Excel/],
    ['cell.xls', bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'), /old Office file .*protected by a password/],
    ['cell.zip', zip('cell.csv'), /a zip archive.*Unpack it first/],
    [
      'cell.nwb',
      'version https://git-lfs.github.com/spec/v1\noid sha256:0123456789abcdef\nsize 83456789\n',
      /Git LFS pointer.*git lfs pull/,
    ],
    ['cell.vhdr', 'Brain Vision Data Exchange Header File Version 1.0\n', /BrainVision.*extracellular/],
    ['cell.bin', bytes('\x01\x02\x03'), /binary file \(byte 4 is zero\) of an unknown format/],
  ])('%s', async (name, content, message) => {
    const error = await refusal(content, name)
    expect(error.code).toBe('FILE_BINARY')
    expect(error.message).toMatch(message)
    expect(error.message.startsWith(`${name} is `)).toBe(true)
  })

  it('a text whose first word is that of a format is a text', async () => {
    for (const word of ['TDSm', 'VER=9', 'PLEX', 'axgx', 'S64', 'version']) {
      const { reading } = await read(`${word}\n${table(lines(50))}`)
      expect(reading.format).toBe('text')
    }
  })
})

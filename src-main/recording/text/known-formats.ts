/** An unsupported format, and how to export from it. */
export interface KnownFormat {
  /** Magic bytes, one character per byte. */
  magic: string
  /** Offset of the magic bytes, if not 0. */
  at?: number
  what: string
  /** Advice to the user; a general one if omitted. */
  remedy?: string
}

const python = 'In Python, save time and voltage with numpy.savetxt, and open that.'
const pandas = 'In Python, read it with pandas and save it with to_csv; open that.'
const fromSheet = 'Save the trace as .xlsx or CSV, and open that.'
const unpack = 'Unpack it first.'
const dempster = 'In WinWCP or WinEDR, export it as Axon (ABF) or as ASCII text, and open that.'
const igor =
  'In Igor Pro, save the waves as Igor binary (.ibw), as Igor text (.itx) or as delimited text, and open that.'
const outside =
  'Such files contain extracellular recordings. A membrane potential recorded in current clamp is needed.'

export const packedIgor = { what: 'a packed experiment of Igor Pro (.pxp)', remedy: igor }
export const numpyArchive = { what: 'an archive of NumPy arrays (.npz)', remedy: python }
export const binarySheet = {
  what: 'a binary Excel file (.xlsb)',
  remedy: 'In Excel, save it as .xlsx, and open that.',
}
export const numbersSheet = {
  what: 'a sheet of Numbers',
  remedy: 'In Numbers, export it as Excel (.xlsx) or CSV, and open that.',
}
export const officeFile = {
  what: 'an Office file without a sheet (.docx, .pptx)',
  remedy: fromSheet,
}

/** Unsupported formats that users may try to open, by magic bytes. */
export const knownFormats: readonly KnownFormat[] = [
  {
    magic: 'DAT1',
    what: 'a HEKA recording (PatchMaster, Pulse)',
    remedy: 'In PatchMaster, export it as text (ASCII) or for Igor Pro, and open that.',
  },
  {
    magic: 'DAT2',
    what: 'a HEKA recording (PatchMaster, Pulse)',
    remedy: 'In PatchMaster, export it as text (ASCII) or for Igor Pro, and open that.',
  },
  { magic: 'VER=', what: 'a recording of WinWCP or WinEDR', remedy: dempster },
  ...['axgx', 'AxGr'].map((magic) => ({
    magic,
    what: 'an AxoGraph recording',
    remedy: 'In AxoGraph, save it as tab-delimited text, and open that.',
  })),
  {
    magic: '(C) CED 87',
    at: 2,
    what: 'a Spike2 recording (.smr)',
    remedy: 'In Spike2, export the waveform as text (Export As … .txt), and open that.',
  },
  {
    magic: 'S64',
    what: 'a Spike2 recording (.smrx)',
    remedy: 'In Spike2, export the waveform as text (Export As … .txt), and open that.',
  },
  {
    magic: 'CEDFILE',
    what: 'a recording of Signal (CED, .cfs)',
    remedy: 'In Signal, export the frames as text, and open that.',
  },
  {
    magic: 'TDSm',
    what: 'a LabVIEW recording (TDMS)',
    remedy: 'Export it as text from LabVIEW, or from Excel with the TDM add-in as CSV, and open that.',
  },
  ...['\x02\x27\x91\xc6', '\xac\x27\x91\xd6'].map((magic) => ({
    magic,
    what: 'an Intan recording (RHD or RHS)',
    remedy: 'With Intan’s reader for MATLAB or Python, save time and voltage as CSV, and open that.',
  })),
  {
    magic: '0       ',
    what: 'an EDF recording',
    remedy: 'Export it as text or CSV from the recording program or EDFbrowser, and open that.',
  },
  {
    magic: '\xffBIOSEMI',
    what: 'a BDF recording',
    remedy: 'Export it as text or CSV from the recording program or EDFbrowser, and open that.',
  },
  { magic: '######## Neuralynx', what: 'a Neuralynx recording', remedy: outside },
  ...['NEURALEV', 'NEURALCD', 'NEURALSG', 'BRSMPGRP'].map((magic) => ({
    magic,
    what: 'a Blackrock recording',
    remedy: outside,
  })),
  { magic: 'PLEX', what: 'a Plexon recording', remedy: outside },
  { magic: '\x93NUMPY', what: 'a NumPy array (.npy)', remedy: python },
  { magic: 'PAR1', what: 'a Parquet table', remedy: pandas },
  { magic: 'ARROW1', what: 'an Arrow (Feather) table', remedy: pandas },
  ...['\x80\x02', '\x80\x03', '\x80\x04', '\x80\x05'].map((magic) => ({
    magic,
    what: 'a Python pickle',
    remedy: `Pickles can run code and are never opened. ${python}`,
  })),
  {
    magic: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1',
    what: 'an old Office file (.xls, .doc), or one that is protected by a password',
    remedy: 'Save it without a password as .xlsx, or save the sheet as CSV, and open that.',
  },
  { magic: 'PK\x05\x06', what: 'an empty zip archive' },
  { magic: 'BZh', what: 'a bzip2 archive', remedy: unpack },
  { magic: '\xfd7zXZ\x00', what: 'an xz archive', remedy: unpack },
  { magic: '\x28\xb5\x2f\xfd', what: 'a Zstandard archive', remedy: unpack },
  { magic: '7z\xbc\xaf\x27\x1c', what: 'a 7-Zip archive', remedy: unpack },
  { magic: '\x89PNG', what: 'a PNG picture' },
  { magic: '\xff\xd8\xff', what: 'a JPEG picture' },
  { magic: 'GIF8', what: 'a GIF picture' },
  { magic: 'II*\x00', what: 'a TIFF picture' },
  { magic: 'MM\x00*', what: 'a TIFF picture' },
  { magic: '%PDF-', what: 'a PDF document' },
  { magic: 'RIFF', what: 'a RIFF file (WAV sound or AVI film)' },
  { magic: 'SQLite format 3\x00', what: 'an SQLite database' },
  { magic: '\x7fELF', what: 'a program' },
  { magic: 'MZ\x90\x00', what: 'a program' },
]

/** Binary files not identifiable by their first bytes, by file extension. */
export const knownEndings: readonly { ending: RegExp; what: string; remedy: string }[] = [
  { ending: /\.px[pt]$/i, ...packedIgor },
  {
    ending: /\.adi(cht|dat)$/i,
    what: 'a LabChart recording',
    remedy: 'In LabChart, export it as text (.txt) with times, and open that.',
  },
  {
    ending: /\.(pul|pgf|amp|sol|onl)$/i,
    what: 'a part of a HEKA recording (PatchMaster, Pulse)',
    remedy: 'In PatchMaster, export the recording as text (ASCII) or for Igor Pro, and open that.',
  },
  {
    ending: /\.(ibw|bwav)$/i,
    what: 'an Igor binary wave that is damaged or of an unknown version',
    remedy: igor,
  },
  {
    ending: /\.mat$/i,
    what: 'a MATLAB file that is damaged, or of level 4',
    remedy: 'In MATLAB, load it and save time and voltage with “save trace.mat … -v7.3”, and open that.',
  },
  { ending: /\.(wcp|edr)$/i, what: 'a recording of WinWCP or WinEDR', remedy: dempster },
]

/** Texts that are not tables, by their beginning. */
export const knownTexts: readonly { start: RegExp; what: string; remedy: string }[] = [
  {
    start: /^version https:\/\/git-lfs\.github\.com\/spec\//,
    what: 'a Git LFS pointer to a file that was not fetched',
    remedy: 'Fetch the file itself with “git lfs pull”, or download it from its page, and open that.',
  },
  {
    start: /^Brain ?Vision Data Exchange Header File/i,
    what: 'the header of a BrainVision recording',
    remedy: outside,
  },
]

"""Writes small spreadsheets with openpyxl, pandas and odfpy, and expected.json: their voltages as openpyxl (.xlsx) and
pandas (.ods) read them.

    pip install numpy pandas openpyxl odfpy && python make_fixtures.py
"""

import datetime
import json
import os

import numpy as np
import openpyxl
import pandas as pd
from odf import number, style
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

os.chdir(os.path.dirname(os.path.abspath(__file__)))
n, dt = 300, 0.05
random = np.random.default_rng(6)
i = np.arange(n)


def voltage():
    """A membrane at rest with noise and spikes, mV, with all digits of a double."""
    return -65 + 0.4 * random.standard_normal(n) + 90 * np.exp(-(((i % 100) - 50) ** 2) / 18)


time, v1, v2 = dt * i, voltage(), voltage()
current = np.where((i > 50) & (i < 250), 120.0, 0.0)
expected = {}


def workbook(name, fill, sheet="cell 3"):
    book = openpyxl.Workbook()
    book.active.title = sheet
    fill(book)
    book.save(name)
    return name


def rows(sheet, *columns, header=None):
    if header:
        sheet.append(header)
    for row in zip(*columns):
        sheet.append([None if x is None else x.item() if hasattr(x, "item") else x for x in row])


def read_columns(name, sheet, first_row, columns):
    cells = openpyxl.load_workbook(name, data_only=True)[sheet]
    return [[cells.cell(first_row + k, c).value for k in range(n)] for c in columns]


# ---- Excel: numbers are shown with one decimal, and kept with all
def plain(book):
    sheet = book.active
    rows(sheet, time, v1, v2, current, header=["time (ms)", "V1 (mV)", "V2 (mV)", "I (pA)"])
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.number_format = "0.0"


workbook("plain.xlsx", plain)
expected["plain.xlsx"] = read_columns("plain.xlsx", "cell 3", 2, [2, 3])


def preamble(book):
    sheet = book.active
    sheet.append(["Cell 3, <layer 5> & \"soma\"", None, None])
    sheet.append(["Sampling rate (Hz)", 20000])
    sheet.append([])
    sheet.append(["time", "voltage"])
    sheet.append(["ms", "mV"])
    missing = [None if k in (7, 8) else v for k, v in enumerate(v1)]
    rows(sheet, time, missing)
    sheet.append(["Mean", float(v1.mean())])
    sheet.column_dimensions["A"].width = 20


workbook("preamble.xlsx", preamble)


def merged(book):
    sheet = book.active
    sheet.append(["Recording of 1 May", None, None])
    sheet.merge_cells("A1:C1")
    sheet.append(["time (ms)", "Vm (mV)", None])
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("B2:C2")
    sheet.append([None, "trial 1", "trial 2"])
    rows(sheet, time, v1, v2)


workbook("merged.xlsx", merged)
expected["merged.xlsx"] = read_columns("merged.xlsx", "cell 3", 4, [2, 3])


def several(book):
    book.active.append(["Cells of this day"])
    for k in range(20):
        book.active.append([f"cell {k}", "layer 5"])
    trace = book.create_sheet("trace")
    rows(trace, time, v1, header=["time (ms)", "Vm (mV)"])
    again = book.create_sheet("filtered")
    rows(again, time[:100], v2[:100], header=["time (ms)", "Vm (mV)"])


workbook("several.xlsx", several, "notes")
expected["several.xlsx"] = read_columns("several.xlsx", "trace", 2, [2])


def clock(book):
    sheet = book.active
    sheet.append(["time", "Vm (mV)"])
    for k, v in enumerate(v1):
        sheet.append([(43200 + k * 0.001) / 86400, float(v)])
        sheet.cell(k + 2, 1).number_format = "hh:mm:ss.000"


workbook("clock.xlsx", clock)
expected["clock.xlsx"] = read_columns("clock.xlsx", "cell 3", 2, [2])


def dated(book):
    sheet = book.active
    sheet.append(["time", "Vm (mV)"])
    start = datetime.datetime(2024, 5, 1, 23, 59, 59, 900000)
    for k, v in enumerate(v1):
        sheet.append([start + datetime.timedelta(milliseconds=k), float(v)])


workbook("dated.xlsx", dated)
expected["dated.xlsx"] = read_columns("dated.xlsx", "cell 3", 2, [2])


def commas(book):
    text = [f"{v:.3f}".replace(".", ",") for v in v1]
    rows(book.active, time, text, header=["time (ms)", "Vm (mV)"])


workbook("commas.xlsx", commas)
expected["commas.xlsx"] = [[float(s.replace(",", ".")) for s in read_columns("commas.xlsx", "cell 3", 2, [2])[0]]]


def formulas(book):
    rows(book.active, time, v1, header=["time (ms)", "V (uncorrected)"])
    book.active["C1"] = "Vm (mV)"
    for k in range(n):
        book.active[f"C{k + 2}"] = f"=B{k + 2}-12"


workbook("formulas.xlsx", formulas)


def beside(book):
    """Figures beside the table, and formulas without a value where nothing is read."""
    rows(book.active, time, v1, header=["time (ms)", "Vm (mV)"])
    book.active["E2"], book.active["E3"] = "Mean", "=AVERAGE(B2:B301)"


workbook("beside.xlsx", beside)
expected["beside.xlsx"] = read_columns("beside.xlsx", "cell 3", 2, [2])
workbook("empty.xlsx", lambda book: None)
workbook("text.xlsx", lambda book: [book.active.append(["notes", "of the day"]) for _ in range(30)])

def two_clocks(book):
    rows(book.active, time, v1, [None] * n, 2 * time, v2, header=["t (ms)", "A (mV)", None, "t (ms)", "B (mV)"])


workbook("two-clocks.xlsx", two_clocks)
expected["two-clocks.xlsx"] = read_columns("two-clocks.xlsx", "cell 3", 2, [2, 5])

# ---- OpenDocument
frame = pd.DataFrame({"time_ms": time, "V1_mV": v1, "V2_mV": v2})
with pd.ExcelWriter("plain.ods", engine="odf") as writer:
    frame.to_excel(writer, sheet_name="cell 3", index=False)
read = pd.read_excel("plain.ods", engine="odf")
expected["plain.ods"] = [read["V1_mV"].tolist(), read["V2_mV"].tolist()]

document = OpenDocumentSpreadsheet()
table = Table(name="lab")


def text_cell(text, **options):
    cell = TableCell(valuetype="string", **options)
    cell.addElement(P(text=text))
    return cell


def float_cell(value):
    cell = TableCell(valuetype="float", value=repr(float(value)))
    cell.addElement(P(text=f"{value:.1f}".replace(".", ",")))
    return cell


row = TableRow()
row.addElement(text_cell("Recording <3> & more", numbercolumnsspanned=2))
row.addElement(CoveredTableCell())
table.addElement(row)
table.addElement(TableRow(numberrowsrepeated=2))
row = TableRow()
for name in ("clock", "Vm (mV)"):
    row.addElement(text_cell(name))
table.addElement(row)
for k, v in enumerate(v1):
    row = TableRow()
    seconds = 1 + k / 1000
    cell = TableCell(valuetype="time", timevalue=f"PT13H02M{seconds:09.6f}S")
    cell.addElement(P(text="13:02:01"))
    row.addElement(cell)
    # Two samples are missing.
    row.addElement(TableCell() if k in (7, 8) else float_cell(v))
    row.addElement(TableCell(numbercolumnsrepeated=16000))
    table.addElement(row)
end = TableRow(numberrowsrepeated=1048000)
end.addElement(TableCell(numbercolumnsrepeated=16384))
table.addElement(end)
document.spreadsheet.addElement(table)
document.save("clock.ods")
read = pd.read_excel("clock.ods", engine="odf", header=None)
numbers = pd.to_numeric(read.iloc[:, 1], errors="coerce").to_numpy()[-n:]
expected["clock.ods"] = [[None if np.isnan(v) else float(v) for v in numbers]]

with open("expected.json", "w") as f:
    json.dump(expected, f)
    f.write("\n")

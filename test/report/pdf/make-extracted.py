"""What others read in the PDF of the sample document: records extracted.json beside this file.

    pip install pypdf==7.1.1 pdfplumber==0.11.10
    python make-extracted.py sample.pdf && npx biome format --write extracted.json

sample.pdf is `documentToPdf(sampleDocument, { fonts })` of sample-document.ts. pypdf reads text, bookmarks, language,
tags and fonts; pdfplumber (pdfminer.six) says where each letter lies: none may lie beyond the margins, and no two
words may overlap.
"""

import json
import sys
from pathlib import Path

import pdfplumber
import pypdf

path = sys.argv[1]
reader = pypdf.PdfReader(path)
root = reader.trailer["/Root"]


def tags(element, counts):
    element = element.get_object()
    if isinstance(element, list):
        for child in element:
            tags(child, counts)
    elif isinstance(element, dict):
        if "/S" in element:
            counts[element["/S"]] = counts.get(element["/S"], 0) + 1
        if "/K" in element:
            tags(element["/K"], counts)
    return counts


def titles(items):
    return [titles(item) if isinstance(item, list) else [item.title, reader.get_destination_page_number(item) + 1] for item in items]


def overlap(a, b):
    across = min(a["x1"], b["x1"]) - max(a["x0"], b["x0"])
    down = min(a["bottom"], b["bottom"]) - max(a["top"], b["top"])
    height = min(a["bottom"] - a["top"], b["bottom"] - b["top"])
    return across > 0.5 and down > 0.4 * height


outside, overlapping, margin = [], [], 56.6
with pdfplumber.open(path) as pdf:
    for number, page in enumerate(pdf.pages, 1):
        for char in page.chars:
            # A line that was broken at a space ends with it, beyond the margin.
            if char["text"].isspace():
                continue
            if char["x0"] < margin or char["x1"] > page.width - margin or char["top"] < margin - 2 or char["bottom"] > page.height - 20:
                outside.append([number, char["text"], round(char["x0"], 1), round(char["top"], 1)])
        words = page.extract_words()
        for i, word in enumerate(words):
            for other in words[i + 1 :]:
                if overlap(word, other):
                    overlapping.append([number, word["text"], other["text"]])

Path(__file__).with_name("extracted.json").write_text(
    json.dumps(
        {
            "versions": {"pypdf": pypdf.__version__, "pdfplumber": pdfplumber.__version__},
            "title": reader.metadata.title,
            "creationDate": str(reader.metadata.raw_get("/CreationDate").get_object()),
            "language": root["/Lang"],
            "bookmarks": titles(reader.outline),
            "tags": tags(root["/StructTreeRoot"]["/K"], {}),
            "pages": [page.extract_text() for page in reader.pages],
            "outside": outside,
            "overlapping": overlapping,
        },
        ensure_ascii=False,
        indent=1,
    )
    + "\n",
    encoding="utf-8",
)

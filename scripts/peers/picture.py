#!/usr/bin/env python3
"""The table and the picture at the top of docs/BENCHMARKS.md, from docs/benchmarks.csv: picture.py [CSV [SVG]].

Columns of the file: what, unit, ours, limit, best peer, peer (times in the unit; the last two may be empty). The limit is the time that the
products of the usual way take in Float (Double for ridge) at the processor's peak: ours can be below it where products of whole numbers
do. Prints the table; needs gnuplot.
"""

import csv
import subprocess
import sys


def number(text):
    return float(text) if text else None


def table(rows):
    print("| | ours | of the limit | best peer | times ours |\n|---|---:|---:|---:|---:|")
    for row in rows:
        ours, limit, peer = number(row["ours"]), number(row["limit"]), number(row["best peer"])
        theirs = f"{row['best peer']} {row['unit']} ({row['peer']})" if peer else ""
        print(f"| {row['what']} | {row['ours']} {row['unit']} | {limit / ours:.2f} | {theirs} | {f'{peer / ours:.1f}' if peer else ''} |")


def picture(rows, path):
    lines = []
    for place, row in enumerate(reversed(rows)):
        ours, limit, peer = number(row["ours"]), number(row["limit"]), number(row["best peer"])
        lines.append(f"{place} {limit / ours} {limit / peer if peer else 0} \"{row['what']}\"")
    data = "\n".join(lines)
    script = f"""$rows << END
{data}
END
set terminal svg size 860,{60 + 44 * len(rows)} font 'sans,12' background 'white'
set output '{path}'
set xlabel 'part of the limit: 1 is the peak of the processor in Float'
set xrange [0:*]
set yrange [-0.6:{len(rows) - 0.4}]
set ytics ()
set grid x
set key outside top center horizontal
set arrow from 1, graph 0 to 1, graph 1 nohead lw 2 lc rgb '#555555'
set style fill solid
set boxwidth 0.36
plot $rows using ($2/2):($1+0.19):($2/2):(0.17):ytic(4) with boxxyerror lc rgb '#2b6ca3' title 'ours', \\
     $rows using ($3/2):($1-0.19):($3/2):(0.17) with boxxyerror lc rgb '#c9a227' title 'best peer'
"""
    subprocess.run(["gnuplot"], input=script, text=True, check=True)


def main():
    source, path = (sys.argv[1:] + ["docs/benchmarks.csv", "docs/benchmarks.svg"][len(sys.argv) - 1:])[:2]
    with open(source, encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    table(rows)
    picture(rows, path)


if __name__ == "__main__":
    main()

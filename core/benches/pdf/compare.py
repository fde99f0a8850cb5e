"""Sets the worksheet of benches/pdf.rs with typst, WeasyPrint and headless Chromium + KaTeX.

Run by scripts/bench-pdf, which prepares what it needs. An engine and ours take turns, sheet by sheet.
"""

import html
import pathlib
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent
KATEX = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else None
PAIRS = (HERE / "tasks.txt").read_text(encoding="utf-8").splitlines()
LATEX, TYPST = PAIRS[0::2], PAIRS[1::2]
FONTS = HERE.parent.parent / "assets" / "fonts"


def other(text, number):
    """Every sheet has other numbers in text and formulas: nobody may remember the last one."""
    return text.replace("3", str(number + 3))


class Listok:
    """Our engine in a process of its own, asked for one sheet at a time; it times itself."""

    def __init__(self):
        command = [sys.argv[2], "--turns"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.times, self.with_thumbnail = [], []
        self.cold = self.ask("0")

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        nanoseconds, self.pages, self.size, self.peak = map(int, self.process.stdout.readline().split())
        return nanoseconds / 1e9

    def turn(self, number):
        self.times.append(self.ask(f"{number}"))
        self.with_thumbnail.append(self.ask(f"{number}+"))


def line(name, pages, times, cold, size, peak_kb, ours):
    times = sorted(times)
    warm = statistics.median(times)
    print(
        f"{name}\tpages {pages}\twarm {warm * 1000:.1f} ms\tp95 {times[int(len(times) * 0.95) - 1] * 1000:.1f} ms"
        f"\tcold {cold * 1000:.1f} ms\tbytes {size}\tpeak {peak_kb} KB"
        f"\ttime ×{warm / statistics.median(ours.times):.2f}\tbytes ×{size / ours.size:.2f}\tmemory ×{peak_kb / ours.peak:.1f}",
        flush=True,
    )


def pages_of(pdf):
    path = pathlib.Path(tempfile.mkdtemp()) / "page.pdf"
    path.write_bytes(pdf)
    info = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    return int(re.search(r"Pages:\s+(\d+)", info).group(1))


def compare(name, make, runs, peak):
    """Lets an engine and ours take turns: what else the machine does then weighs on both alike."""
    ours = Listok()
    began = time.perf_counter()
    pdf = make(0)
    cold, times = time.perf_counter() - began, []
    for number in range(1, runs + 1):
        ours.turn(number)
        began = time.perf_counter()
        pdf = make(number)
        times.append(time.perf_counter() - began)
    line("listok", ours.pages, ours.times, ours.cold, ours.size, ours.peak, ours)
    line("with thumbnail", ours.pages, ours.with_thumbnail, ours.cold, ours.size, ours.peak, ours)
    line(name, pages_of(pdf), times, cold, len(pdf), peak(), ours)


def own_peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def typst():
    import typst as engine

    def source(number):
        tasks = "\n".join(
            f"+ {other(text, number)}\n  #v(20pt) #line(length: 100%, stroke: 0.5pt) #v(20pt) #line(length: 100%, stroke: 0.5pt)"
            for text in TYPST
        )
        return (
            '#set page(paper: "a4", margin: (x: 18mm, y: 12mm), numbering: "1 из 1")\n'
            '#set text(font: "PT Serif", size: 12pt, lang: "ru")\n#set par(justify: true)\n'
            f"= Проверочная работа № {number}\n_Алгебра, 8 класс_\n\n{tasks}\n"
        ).encode()

    # Its quickest way: one compiler for all sheets, fonts loaded once, none looked for in the system.
    fonts = engine.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])
    compiler = engine.Compiler(font_paths=fonts, ignore_system_fonts=True)
    compare("typst", lambda number: compiler.compile(source(number), format="pdf"), 60, own_peak)


STYLE = """
@page { size: A4; margin: 12mm 18mm } body { font: 12pt 'PT Serif', serif; text-align: justify; hyphens: auto }
h1 { font-size: 16pt } hr { border: 0; border-top: .5pt solid; margin: 20pt 0 0 } li { break-inside: avoid; margin-bottom: 8pt }
"""


def page(number, formula, head=""):
    tasks = ""
    for text in LATEX:
        parts = other(text, number).split("$")
        line = "".join(formula(part) if i % 2 else html.escape(part) for i, part in enumerate(parts))
        tasks += f"<li>{line}<hr><hr></li>"
    title = f"<h1>Проверочная работа № {number}</h1><p><i>Алгебра, 8 класс</i></p>"
    return f"<!doctype html><html lang=ru><meta charset=utf-8>{head}<style>{STYLE}</style>{title}<ol>{tasks}</ol>"


def weasyprint():
    import weasyprint as engine
    import ziamath

    def formula(latex):
        return ziamath.Latex(latex, size=16, inline=True).svg()

    def make(number):
        return engine.HTML(string=page(number, formula)).write_pdf()

    compare("weasyprint", make, 8, own_peak)


def chromium():
    import shutil

    from playwright.sync_api import sync_playwright

    head = f'<link rel=stylesheet href="file://{KATEX}/katex.min.css"><script src="file://{KATEX}/katex.min.js"></script>'
    script = "<script>document.querySelectorAll('.f').forEach(e=>katex.render(e.textContent,e,{throwOnError:false}))</script>"

    def formula(latex):
        return f"<span class=f>{html.escape(latex)}</span>"

    def memory(pid):
        children = subprocess.run(["ps", "-eo", "pid,ppid"], capture_output=True, text=True).stdout.split("\n")[1:]
        pairs = [tuple(map(int, line.split())) for line in children if line.strip()]
        family = {pid}
        while True:
            grown = family | {p for p, parent in pairs if parent in family}
            if grown == family:
                break
            family = grown
        total = 0
        for p in family:
            try:
                text = pathlib.Path(f"/proc/{p}/smaps_rollup").read_text()
                total += int(re.search(r"Pss:\s+(\d+)", text).group(1))
            except (OSError, AttributeError):
                pass
        return total

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        tab = browser.new_page()
        file = pathlib.Path(tempfile.mkdtemp()) / "page.html"

        def make(number):
            file.write_text(page(number, formula, head) + script, encoding="utf-8")
            tab.goto(f"file://{file}")
            return tab.pdf(format="A4", prefer_css_page_size=True, tagged=True)

        owner = subprocess.run(["pgrep", "-o", "-f", "chromium.*headless"], capture_output=True, text=True).stdout.split()
        compare("chromium", make, 20, lambda: memory(int(owner[0])) if owner else 0)
        browser.close()


{"typst": typst, "weasyprint": weasyprint, "chromium": chromium}[sys.argv[1]]()

"""Draws ratios as bars that begin at 1: to the left what is faster, in SVG."""

import math
from xml.sax.saxutils import escape

STYLE = """
    .axis { stroke: #d0d7de; stroke-width: 1 }
    .one { stroke: #1f2328; stroke-width: 1.5 }
    .ours { fill: #0969da }
    .peer { fill: #8c959f }
    text { fill: #1f2328 }
    .small { fill: #57606a; font-size: 12px }
    .head { font-weight: 600 }
    @media (prefers-color-scheme: dark) {
      .axis { stroke: #30363d }
      .one { stroke: #e6edf3 }
      .ours { fill: #58a6ff }
      .peer { fill: #6e7681 }
      text { fill: #e6edf3 }
      .small { fill: #9198a1 }
    }
"""
WIDTH, LABELS, RIGHT, ROW, BAR = 860, 290, 56, 22, 14


def ticks(ratios):
    """The powers of two that enclose them, and 1."""
    low = min(0, math.floor(math.log2(min(ratios))))
    high = max(1, math.ceil(math.log2(max(ratios))))
    return [2.0 ** n for n in range(low, high + 1)]


def picture(title, legend, panels):
    """The SVG of panels: (heading, [(label, ratio, whether it is ours)])."""
    marks = ticks([ratio for _, bars in panels for _, ratio, _ in bars])
    scale = (WIDTH - LABELS - RIGHT) / math.log2(marks[-1] / marks[0])

    def x_of(ratio):
        return LABELS + scale * math.log2(ratio / marks[0])

    y, body = 0, []
    for heading, bars in panels:
        y += 24
        body.append(f'<text class="head" x="10" y="{y}">{escape(heading)}</text>')
        top = y + 24
        bottom = top + ROW * len(bars)
        for mark in marks:
            kind = "one" if mark == 1 else "axis"
            body.append(f'<path class="{kind}" d="M{x_of(mark):.1f} {top}V{bottom}"/>')
            body.append(f'<text class="small" text-anchor="middle" x="{x_of(mark):.1f}" '
                        f'y="{top - 6}">{mark:g}</text>')
        for at, (label, ratio, ours) in enumerate(bars):
            row = top + ROW * at
            left, right = sorted((x_of(1), x_of(ratio)))
            body.append(f'<rect class="{"ours" if ours else "peer"}" x="{left:.1f}" '
                        f'y="{row + (ROW - BAR) / 2:g}" width="{right - left:.1f}" '
                        f'height="{BAR}"/>')
            body.append(f'<text text-anchor="end" x="{LABELS - 10}" y="{row + 16}">'
                        f'{escape(label)}</text>')
            body.append(f'<text class="small" x="{right + 6:.1f}" y="{row + 15}">'
                        f'{ratio:.2f}</text>')
        y = bottom + 12
    y += 14
    body.append(f'<text class="small" x="10" y="{y}">{escape(legend)}</text>')
    y += 10
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" '
            'font-family="sans-serif" font-size="14" role="img" '
            'aria-labelledby="title">\n'
            f'  <title id="title">{escape(title)}</title>\n'
            f"  <style>{STYLE}  </style>\n  " + "\n  ".join(body) + "\n</svg>\n")

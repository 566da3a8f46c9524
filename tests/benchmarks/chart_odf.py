"""A chart as an OpenDocument chart object: what LibreOffice Calc and Writer draw themselves."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from chart_content import LYING, ROUND, STACKED
from chart_frame import contrast, title_size
from chart_pages import Chart

_CLASSES = {"pie": "chart:circle", "ring": "chart:ring", "line": "chart:line"}
_SYMBOLS = ("circle", "square", "diamond", "arrow-up", "x")
_PLACES = {"bottom": "bottom", "top": "top", "right": "end", "none": "bottom"}


def object_styles(chart: Chart) -> str:
    """Gradients, which LibreOffice looks for beside the content."""
    turn = 900 if chart.kind in LYING else 0
    return "".join(
        f'<draw:gradient draw:name="G{index}" draw:style="linear" draw:angle="{turn}"'
        f' draw:start-color="{colour}" draw:end-color="#f2f2f2" draw:border="0%"/>'
        for index, colour in enumerate(chart.look.colours)
    )


def object_content(chart: Chart) -> tuple[str, str]:
    """Automatic styles and body of the chart."""
    return "".join(_styles(chart)), _body(chart)


def _styles(chart: Chart) -> Iterator[str]:
    look = chart.look
    text = f'<style:text-properties fo:font-family="{look.font}" fo:font-size="{look.size}pt" fo:color="#000000"/>'
    yield _number_style(
        "values", chart.content.numbers.decimals, chart.content.numbers.sign, bool(chart.content.numbers.space)
    )
    sign = "" if look.axis.title else chart.content.numbers.sign
    yield _number_style("ticks", 0, sign, bool(chart.content.numbers.space))
    border = 'draw:stroke="solid" svg:stroke-color="#999999"' if look.border else 'draw:stroke="none"'
    wall = (
        f'draw:fill="solid" draw:fill-color="{look.wall}"'
        if look.wall and chart.kind not in ROUND
        else 'draw:fill="none"'
    )
    yield _style("chart", "", f'<style:graphic-properties {border} draw:fill="none"/>')
    yield _style("wall", "", f'<style:graphic-properties draw:stroke="none" {wall}/>')
    yield _style("heading", "", text.replace(f"{look.size}pt", f"{title_size(chart)}pt"))
    yield _style("legend", "", f'<style:graphic-properties draw:stroke="none" draw:fill="none"/>{text}')
    yield _style("title", 'style:rotation-angle="90"' if chart.kind not in LYING else "", text)
    yield _style("plot", _plot(chart))
    yield _style("values-axis", _value_axis(chart), f"{_LINE}{text}", "ticks")
    yield _style("names-axis", _name_axis(chart), f"{_LINE}{text}")
    yield _style("grid", "", '<style:graphic-properties draw:stroke="solid" svg:stroke-color="#c8c8c8"/>')
    yield _style("hidden", 'chart:data-label-number="none"')
    for index in range(len(look.colours)):
        yield _style(f"paint{index}", _labels(chart), _paint(chart, index) + _label_text(chart, index), "values")
        # A point's style stands alone: it must say again what its series says, but for the label.
        yield _style(f"bare{index}", f'chart:data-label-number="none" {_symbol(chart, index)}', _paint(chart, index))


_LINE = '<style:graphic-properties draw:stroke="solid" svg:stroke-color="#808080"/>'


def _style(name: str, properties: str, rest: str = "", numbers: str = "") -> str:
    data = f' style:data-style-name="{numbers}"' if numbers else ""
    own = f"<style:chart-properties {properties}>{_SEPARATOR}</style:chart-properties>" if properties else ""
    return f'<style:style style:name="{name}" style:family="chart"{data}>{own}{rest}</style:style>'


_SEPARATOR = "<chart:label-separator><text:p><text:line-break/></text:p></chart:label-separator>"


def _number_style(name: str, decimals: int, sign: str, grouping: bool) -> str:
    return (
        f'<number:number-style style:name="{name}" number:language="sv" number:country="SE">'
        f'<number:number number:decimal-places="{decimals}" number:min-decimal-places="{decimals}"'
        f' number:min-integer-digits="1" number:grouping="{str(grouping).lower()}"/>'
        f"<number:text>{sign}</number:text></number:number-style>"
    )


def _plot(chart: Chart) -> str:
    lying, stacked = str(chart.kind in LYING).lower(), str(chart.kind in STACKED).lower()
    full = ' chart:percentage="true"' if chart.kind in ("full", "hfull") else ""
    gap = round(100 * chart.look.gap / (1 - chart.look.gap))
    start = ' chart:angle-offset="90"' if chart.kind in ROUND else ""
    return (
        f'chart:vertical="{lying}" chart:stacked="{stacked}"{full} chart:gap-width="{gap}"'
        f' chart:overlap="{100 if stacked == "true" else 0}" chart:auto-position="true" chart:auto-size="true"{start}'
        f' chart:symbol-type="automatic" chart:treat-empty-cells="leave-gap"'
    )


def _value_axis(chart: Chart) -> str:
    if chart.kind in ROUND:
        return 'chart:display-label="false" chart:visible="false"'
    axis, full = chart.look.axis, chart.kind in ("full", "hfull")
    # A percentage axis is counted from 0 to 1.
    scale = 100 if full else 1
    return (
        f'chart:display-label="{str(axis.shown).lower()}" chart:visible="{str(axis.shown).lower()}"'
        f' chart:link-data-style-to-source="{str(full).lower()}" chart:minimum="{axis.low / scale}"'
        f' chart:maximum="{axis.high / scale}" chart:interval-major="{axis.step / scale}" chart:text-overlap="true"'
    )


def _name_axis(chart: Chart) -> str:
    shapes = {
        "rot45": 'style:rotation-angle="45"',
        "rot90": 'style:rotation-angle="90"',
        "stagger": 'chart:label-arrangement="stagger-even"',
    }
    turned = ' chart:reverse-direction="true"' if chart.kind in LYING and chart.above else ""
    return (
        f'chart:display-label="true" chart:text-overlap="true" text:line-break="true"{turned}'
        f" {shapes.get(chart.look.names, '')}"
    )


def _labels(chart: Chart) -> str:
    place = {"centre": "center", "end": "outside", "above": "top", "named": "outside"}.get(
        chart.look.labels, chart.look.labels
    )
    shown = "none" if chart.look.labels == "none" else "value"
    named = ' chart:data-label-text="true"' if chart.look.labels == "named" else ""
    return (
        f'chart:data-label-number="{shown}"{named} chart:link-data-style-to-source="false"'
        f' chart:label-position="{place}" {_symbol(chart, 0)}'
    )


def _symbol(chart: Chart, index: int) -> str:
    if chart.kind != "line":
        return ""
    name = _SYMBOLS[index % len(_SYMBOLS)]
    size = 'chart:symbol-width="2mm" chart:symbol-height="2mm"'
    return f'chart:symbol-type="named-symbol" chart:symbol-name="{name}" {size}'


def _paint(chart: Chart, index: int) -> str:
    look, colour = chart.look, chart.look.colours[index]
    if chart.kind == "line":
        stroke = f'svg:stroke-width="0.6mm" svg:stroke-color="{colour}"'
        return f'<style:graphic-properties {stroke} draw:fill-color="{colour}"/>'
    stroke = 'draw:stroke="solid" svg:stroke-color="#303030"' if look.outline else 'draw:stroke="none"'
    fill = f'draw:fill="gradient" draw:fill-gradient-name="G{index}"' if look.gradient else 'draw:fill="solid"'
    return f'<style:graphic-properties {stroke} {fill} draw:fill-color="{colour}"/>'


def _label_text(chart: Chart, index: int) -> str:
    look = chart.look
    colour = contrast(look.colours[index]) if look.labels in ("inside", "centre") and not look.gradient else "black"
    shade = {"black": "#000000", "white": "#ffffff"}[colour]
    return f'<style:text-properties fo:font-family="{look.font}" fo:font-size="{look.size}pt" fo:color="{shade}"/>'


def _body(chart: Chart) -> str:
    look = chart.look
    many = len(chart.content.series) > 1 or (chart.kind in ROUND and look.labels != "named")
    legend = f'<chart:legend chart:legend-position="{_PLACES[look.legend]}" chart:style-name="legend"/>' if many else ""
    size = f'svg:width="{look.width}pt" svg:height="{look.height}pt"'
    title = (
        f'<chart:title chart:style-name="heading"><text:p>{chart.title}</text:p></chart:title>' if chart.title else ""
    )
    return (
        f'<chart:chart {size} chart:class="{_class(chart)}" chart:style-name="chart">{title}{legend}'
        f'<chart:plot-area chart:style-name="plot" chart:data-source-has-labels="both">{_axes(chart)}'
        f"{''.join(_series(chart, index) for index in range(len(chart.content.series)))}"
        f'<chart:wall chart:style-name="wall"/></chart:plot-area>{_table(chart)}</chart:chart>'
    )


def _class(chart: Chart) -> str:
    return _CLASSES.get(chart.kind, "chart:bar")


def _axes(chart: Chart) -> str:
    last = len(chart.content.categories) + 1
    names = f'<chart:categories table:cell-range-address="local-table.$A$2:.$A${last}"/>'
    title = chart.look.axis.title
    title = f'<chart:title chart:style-name="title"><text:p>{title}</text:p></chart:title>' if title else ""
    lined = chart.look.grid and chart.kind not in ROUND
    grid = '<chart:grid chart:style-name="grid" chart:class="major"/>' if lined else ""
    return (
        f'<chart:axis chart:dimension="x" chart:name="primary-x" chart:style-name="names-axis">{names}</chart:axis>'
        f'<chart:axis chart:dimension="y" chart:name="primary-y" chart:style-name="values-axis">{title}{grid}'
        "</chart:axis>"
    )


def _series(chart: Chart, index: int) -> str:
    column, last = chr(ord("B") + index), len(chart.content.categories) + 1
    where = f'chart:values-cell-range-address="local-table.${column}$2:.${column}${last}"'
    points = "".join(_point(chart, index, place) for place in range(len(chart.content.categories)))
    return (
        f'<chart:series chart:style-name="paint{index}" {where} chart:label-cell-address="local-table.${column}$1"'
        f' chart:class="{_class(chart).replace("ring", "circle")}">{points}</chart:series>'
    )


def _point(chart: Chart, index: int, place: int) -> str:
    paint = place if chart.kind in ROUND else index
    bare = chart.labels[index][place] is None and chart.look.labels != "none"
    if chart.kind in ROUND or bare:
        return f'<chart:data-point chart:style-name="{"bare" if bare else "paint"}{paint}"/>'
    return "<chart:data-point/>"


def _table(chart: Chart) -> str:
    content = chart.content
    rows = [_row([_text("")] + [_text(name or "Värde") for name in content.series])]
    for category, column in zip(content.categories, zip(*content.values, strict=True), strict=True):
        rows.append(_row([_text(category)] + [_number(value) for value in column]))
    return (
        '<table:table table:name="local-table"><table:table-header-columns><table:table-column/>'
        "</table:table-header-columns><table:table-columns>"
        f'<table:table-column table:number-columns-repeated="{len(content.series)}"/></table:table-columns>'
        f"<table:table-header-rows>{rows[0]}</table:table-header-rows>"
        f"<table:table-rows>{''.join(rows[1:])}</table:table-rows></table:table>"
    )


def _row(cells: list[str]) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _text(text: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>'


def _number(value: float) -> str:
    cell = f'<table:table-cell office:value-type="float" office:value="{value}">'
    return f"{cell}<text:p>{value}</text:p></table:table-cell>"

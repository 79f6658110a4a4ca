"""The Word report of two to four pages, filled into the trust's or the shipped templates/report/board.docx."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from policyclerk.adapters.report_charts import bars_of_colours, bars_of_months, bars_of_nights
from policyclerk.domain.errors import TemplateError

NAME = "report/board.docx"
_PICTURES = ("logo.png", "logo.jpg")
_WIDE_CM = 16.5
_ASKED = {"law": "the law", "guidance": "guidance", "list": "the DfE list"}
_MOST = {"red": 12, "meetings": 6, "moves": 8, "gaps": 9, "conflicts": 6}
"""Lines of each table: the report is to be read in a meeting; the page and the workbook have the rest."""


def word_report(view: Mapping[str, Any], *, folders: Sequence[Path], colours: Mapping[str, str]) -> bytes:
    """The report as a Word file.

    Args:
        view: the board's view.
        folders: template folders, the first that has the template (and a logo) wins.
        colours: the trust's, by name.

    Raises:
        TemplateError: the template is missing, damaged, or asks for what it is not given.
    """
    from docx.opc.exceptions import PackageNotFoundError
    from docx.shared import Cm
    from docxtpl import DocxTemplate, InlineImage  # type: ignore[import-untyped]
    from jinja2 import StrictUndefined
    from jinja2 import TemplateError as JinjaError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    template = _first(folders, NAME)
    out = io.BytesIO()
    try:
        document = DocxTemplate(str(template))
        pictures = _pictures(view, colours)
        context = _context(view)
        for name, (picture, _) in pictures.items():
            context[name] = InlineImage(document, io.BytesIO(picture), width=Cm(_WIDE_CM))
        logo = next(
            (folder / name for folder in folders for name in _PICTURES if (folder / name).is_file()), None
        )
        context["logo"] = InlineImage(document, str(logo), height=Cm(1.8)) if logo else None
        environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
        document.render(context, jinja_env=environment, autoescape=True)
        _finish(document, view, colours, [told for _, told in pictures.values()], has_logo=logo is not None)
        document.save(out)
    except JinjaError as fault:
        raise TemplateError(
            "template_error", f"{NAME} cannot be filled in: {fault}. Put the shipped one back."
        ) from fault
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, PackageNotFoundError) as fault:
        raise TemplateError(
            "template_error",
            f"{NAME} is missing or damaged ({type(fault).__name__}). Put the shipped one back.",
        ) from fault
    return out.getvalue()


def _first(folders: Sequence[Path], name: str) -> Path:
    return next((folder / name for folder in folders if (folder / name).is_file()), folders[-1] / name)


def _pictures(view: Mapping[str, Any], colours: Mapping[str, str]) -> dict[str, tuple[bytes, str]]:
    """Name in the template -> the picture and what it shows, in words; in the order in which they stand there."""
    groups, what = (view["committees"], "approving body") if view["school"] else (view["schools"], "school")
    found: dict[str, tuple[bytes, str]] = {}
    if view["total"]:
        told = "; ".join(f"{row['name']}: {_colours_in_words(row)}" for row in groups[:20])
        found["schools_chart"] = (bars_of_colours(groups, colours), f"Policies by {what} and colour. {told}.")
    points = view["trend"]["points"]
    if len(points) > 1:
        told = "; ".join(f"{_uk(point['day'])}: {_colours_in_words(point)}" for point in points)
        found["trend_chart"] = (bars_of_nights(points, colours), f"Policies by colour over time. {told}.")
    months = view["load"]["months"]
    if view["load"]["total"]:
        told = "; ".join(
            f"{m['label']}: {m['now']} as things stand, {m['proposed']} as proposed" for m in months
        )
        found["load_chart"] = (bars_of_months(months, colours), f"Reviews due by month. {told}.")
    return found


def _colours_in_words(counts: Mapping[str, int]) -> str:
    return ", ".join(
        f"{counts[severity]} {severity}" for severity in ("red", "amber", "blue", "grey", "green")
    )


def _context(view: Mapping[str, Any]) -> dict[str, Any]:
    """What the template may use: short texts, and None for a picture that there is no need of."""
    sentences = view["in_short"]
    reds = [policy for policy in view["policies"] if policy["status"] == "red"]
    return {
        "trust": _text(view["trust"]),
        "about": _text(view["school"] or view["trust"]),
        "on": _uk(view["today"]),
        "first": _text(sentences[0], 600),
        "rest": [_text(sentence, 600) for sentence in sentences[1:]],
        "summary": [
            {"colour": severity.capitalize(), "count": count, "meaning": view["meanings"][severity]}
            for severity, count in view["summary"].items()
        ],
        "groups": "approving body" if view["school"] else "school",
        "schools_chart": None,
        "trend_chart": None,
        "load_chart": None,
        "reds": [_red(policy) for policy in _cut(reds, "red")],
        "reds_more": _more(reds, "red"),
        "meetings": [_meeting(sitting) for sitting in _cut(view["agenda"]["sittings"], "meetings")],
        "meetings_more": _more(view["agenda"]["sittings"], "meetings"),
        "load": view["load"],
        "moves": [_move(move) for move in _cut(view["load"]["moves"], "moves")],
        "moves_more": _more(view["load"]["moves"], "moves"),
        "coverage": _coverage(view["coverage"]),
        "conflicts": len(view["conflicts"]),
        "problems": len(view["register_problems"]),
        "done": {**view["done"], "since": _uk(view["done"]["since"]), "drafts": len(view["done"]["drafts"])},
        "documents": view["documents"],
        "by_role": view["audience"] != "school",
    }


def _red(policy: Mapping[str, Any]) -> dict[str, str]:
    why = next((f["message"] for f in policy["findings"] if f["severity"] == "red"), "")
    statutory = ", statutory" if policy["statutory"] else ""
    return {
        "title": _text(policy["title"]),
        "where": _text(f"{policy['school']}{statutory}"),
        "owner": _text(policy["owner"], 60),
        "due": _short(policy["due"]) if policy["due"] else "not known",
        "why": _text(why, 160),
    }


def _meeting(sitting: Mapping[str, Any]) -> dict[str, str]:
    titles = [_text(policy["title"], 70) for policy in sitting["policies"][:6]]
    rest = len(sitting["policies"]) - len(titles)
    school = f", {sitting['school']}" if sitting["school"] else ""
    return {
        "on": _short(sitting["on"]),
        "papers": _short(sitting["papers"]),
        "body": _text(f"{sitting['body']}{school}"),
        "policies": "; ".join([*titles, f"and {rest} more"] if rest else titles),
    }


def _move(move: Mapping[str, Any]) -> dict[str, str]:
    return {
        "title": _text(move["title"]),
        "school": _text(move["school"]),
        "due": _short(move["due"]),
        "proposed": move["proposed"],
    }


def _coverage(coverage: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if coverage is None:
        return None
    gaps = []
    for row in coverage["rows"]:
        missing = [school for school, cell in row["cells"].items() if cell["status"] == "not found"]
        if row["trust"] and row["trust"]["status"] == "not found":
            missing = ["the whole trust"]
        if missing:
            named = ", ".join(missing[:4]) + (f" and {len(missing) - 4} more" if len(missing) > 4 else "")
            gaps.append(
                {"title": _text(row["title"]), "asked": _ASKED[row["asked_by"]], "schools": _text(named, 200)}
            )
    return {
        "counts": [
            {"status": status.capitalize(), "count": count} for status, count in coverage["counts"].items()
        ],
        "gaps": _cut(gaps, "gaps"),
        "more": _more(gaps, "gaps"),
        "question": _text(coverage["question"] or "", 600),
        "version": coverage["version"],
        "as_at": _uk(coverage["as_at"]) if coverage["as_at"] else "no day stated",
    }


def _cut(items: Sequence[Any], name: str) -> list[Any]:
    return list(items[: _MOST[name]])


def _more(items: Sequence[Any], name: str) -> int:
    return max(len(items) - _MOST[name], 0)


def _text(value: str, most: int = 120) -> str:
    """A text on one line without the signs that XML cannot hold, cut to what a table can show."""
    kept = (sign for sign in value if sign.isspace() or sign.isprintable())
    line = " ".join("".join(kept).split())
    return line if len(line) <= most else line[: most - 1] + "…"


def _short(day: str) -> str:
    return f"{date.fromisoformat(day):%d/%m/%Y}"


def _uk(day: str) -> str:
    known = date.fromisoformat(day)
    return f"{known.day} {known:%B %Y}"


def _finish(
    template: Any, view: Mapping[str, Any], colours: Mapping[str, str], told: Sequence[str], *, has_logo: bool
) -> None:
    """Say in words what each picture shows, colour the headings as the trust does, name the file."""
    from docx.shared import RGBColor

    document = template.docx
    words = [f"Logo of {view['trust']}"] if has_logo else []
    pictures = document.element.body.xpath(".//wp:docPr")
    for picture, text in zip(pictures, [*words, *told], strict=False):
        picture.set("descr", text[:2000])
        picture.set("title", text.partition(".")[0][:250])
    brand = RGBColor.from_string(colours.get("brand", "#22456b").lstrip("#").upper())
    for name in ("Title", "Heading 1", "Heading 2"):
        if name in [style.name for style in document.styles]:
            document.styles[name].font.color.rgb = brand
    for row in document.tables[0].rows[1:] if document.tables else ():
        for run in row.cells[0].paragraphs[0].runs:  # the colour's own name, in that colour
            run.font.color.rgb = RGBColor.from_string(
                colours.get(run.text.lower(), "#000000").lstrip("#").upper()
            )
    document.core_properties.title = _text(
        f"Policy report, {view['school'] or view['trust']}, {_uk(view['today'])}", 250
    )
    document.core_properties.author = _text(view["trust"], 250)

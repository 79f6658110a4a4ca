"""The words that made-up school documents are put together from: labels, dates, people, sentences.

The labels and the forms of dates are those that published school policies use; the names and sentences are invented.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from random import Random

from policyclerk.domain.school_year import DEFAULT_SPANS

SCHOOLS = (
    "Oakfield Primary School",
    "St Brannoc's CE Junior School",
    "Hartley Bridge Academy",
    "The Meadowsweet Federation",
    "Northgate High School",
    "Larkrise Learning Trust",
)
TITLES = (
    "Behaviour Policy",
    "Child Protection and Safeguarding Policy",
    "Charging and Remissions Policy",
    "Complaints Procedure",
    "Online Safety Policy",
    "Accessibility Plan",
    "Supporting Pupils with Medical Conditions Policy",
    "Data Protection Policy",
    "Staff Code of Conduct",
)
OWNERS = (
    "Mrs J Smith",
    "Headteacher",
    "Deputy Headteacher (Pastoral)",
    "SENDCo",
    "School Business Manager",
    "Mr A. Okafor, Assistant Head",
    "Designated Safeguarding Lead",
    "Director of Education",
    "K. Patel",
    "HR Manager",
)
BODIES = (
    "Full Governing Body",
    "Governing Board",
    "Board of Trustees",
    "Local Governing Body",
    "Finance and Resources Committee",
    "Trust Board",
    "FGB",
    "Governors",
    "Curriculum and Standards Committee",
    "Headteacher",
    "LGB",
    "the Governing Body",
)
NEXT = (
    "Next Review Planned",
    "Next review date",
    "Date of next review",
    "Date for next review",
    "Date for review",
    "Next review",
    "Next Full Review Due",
    "Next review deadline",
    "This policy is due for review on",
    "POLICY TO BE REVIEWED",
    "TO BE REVIEWED",
    "Next Update",
    "Next Revision date",
    "NextReview",
    "Next review due",
    "Next review due by",
    "Next review due on",
    "To be reviewed by",
    "Review due",
    "Due for review",
    "Review by",
    "Date of next policy review",
    "Policy to be reviewed on",
    "Next scheduled review",
    "Renewal date",
    "Date due for review",
    "Policy Review Due",
    "Next policy review date",
    "Planned review date",
    "Review due date",
    "Date to be reviewed",
    "Date next review due",
    "Next formal review",
    "Scheduled review date",
    "Expiry date",
    "Policy due for review",
    "Review before",
    "Date policy to be reviewed",
    "Next due",
    "Valid until",
    "Date to be revised",
    "Review after",
)
LAST = (
    "Latest Review",
    "Last reviewed on",
    "Last reviewed",
    "Last review date",
    "Date of Last Review",
    "Date Reviewed",
    "Reviewed",
    "Policy reviewed",
    "Last Updated",
    "Revised",
    "Amended",
    "This Version Agreed on",
    "Last Review",
    "Policy last reviewed",
    "Date last reviewed",
    "Date of last update",
    "Updated",
    "Last revised",
    "Reviewed on",
    "Date of latest review",
    "Most recent review",
    "Policy updated",
    "Last amended",
    "Review completed",
    "Date policy last reviewed",
    "Date of most recent review",
    "Previous review",
    "Date policy reviewed",
    "Last review",
    "Date revised",
    "Date of current review",
    "Date this policy was reviewed",
    "Policy revised",
    "Date updated",
    "Reviewed and updated",
    "Latest revision",
    "Date most recently reviewed",
    "Publication update",
    "Policy update",
    "This issue",
    "Last reviewed by governors on",
)
AMBIGUOUS = ("Review date", "Policy review date", "Date of review", "Review", "REVIEW DATE")
APPROVED = (
    "Approved on",
    "Date approved",
    "Approval Date",
    "Date of approval",
    "Governor Approval",
    "Ratified",
    "Date Adopted",
    "This policy was adopted on",
    "Authorised Date",
    "Date agreed",
    "Date Minuted",
    "Date ratified",
    "Ratified on",
    "Adopted on",
    "Approved",
    "Date policy approved",
    "Adopted",
    "Agreed on",
    "Last approved",
    "Date of adoption",
    "Policy approved on",
    "Ratification date",
    "Date of ratification",
    "Date policy adopted",
    "Policy adopted",
    "Date signed off",
    "Approval granted on",
    "Policy agreed",
    "Endorsed on",
    "Date review approved",
)
APPROVED_BY = (
    "Date approved by the Trust Board",
    "Date approved by Governors",
    "Date agreed by governors",
    "Date approved by Corporation",
    "Approved by Board of Directors",
    "Approved by Trust Board",
    "Approved by the Board of Trustees on",
    "Ratified by Governing Body",
    "Date ratified by the Trust Board",
    "Adopted by Governing Body",
    "Adopted by Directors",
    "Agreed by Governors",
    "Approved by the Governing Body on",
    "Adopted by the Governing Body",
    "Approved by Governors on",
    "Ratified by the Local Governing Body on",
    "Approved by LGB",
    "Policy approved by the Governing Body",
    "Date approved by LGC",
    "Ratified by the Full Governing Board",
    "Approved by the Resources Committee on",
    "Ratified by Trustees",
    "Ratified by the Larkrise Learning Trust Board",
    "Date ratified by Management Committee",
    "Adopted by the Headteacher and Chair of Governors on",
    "Approved by Governors Finance Committee",
)
"""Labels that name the body and are followed by the date."""
APPROVER = (
    "Approved by",
    "Approved By",
    "Approver",
    "Ratified by",
    "Adopted by",
    "Responsible Committee",
    "Committee",
    "Approval body",
    "Approving body",
    "Authorised by",
    "Agreed by",
    "Committee responsible",
    "Approval level",
    "Approving committee",
    "Policy approved by",
    "Approved/ratified by",
)
OWNER = (
    "Policy Owner",
    "Owner",
    "Owner(s)",
    "Owners Name",
    "Person responsible for policy",
    "School Leadership leads",
    "Coordinator",
    "Statutory Executive Lead",
    "Policy Lead",
    "Responsible person",
    "Person responsible",
    "Member of staff responsible",
    "Document owner",
    "Lead member of staff",
    "Policy holder",
    "Responsible officer",
    "Policy owner (role)",
    "SLT responsible",
    "Named person",
    "Staff responsible",
    "Responsible member of SLT",
    "Lead person",
    "Owned by",
    "Policy Co-ordinator",
    "SLT Lead",
    "Policy manager",
    "Owner of document",
    "SLT link",
)
OTHER_PEOPLE = (
    "Author",
    "Revision author",
    "Prepared by",
    "Nominated Governor",
    "Monitoring Governor",
    "Link Governor",
    "Chair of Governors",
    "Reviewed by",
    "Chair",
    "Contact",
    "DSL",
    "Written by",
)
VERSION = (
    "Version",
    "Version Number",
    "Version No",
    "Version no.",
    "Revision No",
    "Revision Number",
    "Issue Number",
    "Issue",
    "Document version",
    "Policy version",
    "Ver",
    "Version control",
    "Current version",
    "Version #",
)
ISSUED = (
    "Issue Date",
    "Date Issued",
    "Published date",
    "Date created",
    "Date of Policy",
    "Date published",
    "Date of issue",
    "Policy date",
    "Date written",
    "Publication date",
    "Latest version issued on",
    "Introduced",
    "Date introduced",
)
REFERENCE = ("Policy Number", "Policy No", "Reference", "Document reference", "Ref", "Policy ref")
CYCLE_LABELS = (
    "Review Period",
    "Review requirements",
    "Review frequency",
    "Review cycle",
    "Frequency of review",
    "Policy review cycle",
    "Review schedule",
    "Review interval",
    "Cycle of review",
    "Review timetable",
    "Lifespan",
    "Frequency of review period",
)
CYCLES = (
    ("Annually", 12),
    ("Annual", 12),
    ("3 years", 36),
    ("Every two years", 24),
    ("1 year", 12),
    ("Every 3 years, or earlier if needed", 36),
    ("Biennial", 24),
    ("12 months", 12),
    ("Termly", 4),
    ("Two-yearly", 24),
)
NO_DATES = (
    "regularly updated",
    "TBC",
    "As practice changes",
    "NOT YET APPROVED",
    "-",
    "",
    "n/a",
    "dd/mm/yyyy",
    "[date]",
    "<insert date>",
    "________",
    "…………",
    "to be confirmed",
    "Click or tap to enter a date.",
    "C.D. Brown",
    "As required",
    "2015-2018",
    "May",
    "Autumn 1 2021/24/27",
    "XX/XX/XXXX",
    "pending",
    "31/02/2023",
)
PROSE = (
    "The school aims to give every child a safe and happy place to learn, and to work with families to that end.",
    "All staff are expected to know this policy and to act on it at all times when they are with pupils.",
    "The headteacher reports to governors once a term on incidents, and governors ask questions about what they hear.",
    "Parents who have a worry should speak to the class teacher first, and then to a member of the leadership team.",
    "Records are kept securely and are seen only by those who need them for their work with the child.",
    "Training takes place at the beginning of each school year, and new staff are trained when they start.",
    "Pupils are taught how to keep themselves safe, and how to ask for help when something has gone wrong.",
    "Visitors sign in at the office, wear a badge and are accompanied by a member of staff.",
    "Equipment is checked regularly, and what is broken is taken out of use until it has been mended.",
)
TRAPS_IN_PROSE = (
    "The Equality Act 2010 came into force on 1 October 2010 and applies to all that the school does.",
    "Incidents that took place before 12 March 2019 were recorded on paper in the school office.",
    "The risk assessment of 14/05/2018 was reviewed by the site manager and found to be still in order.",
    "Staff should use version 4.2 of the recording software, or version 5.0 where it has been installed.",
    "A new school day, which starts at 8.45 and ends at 3.15, was agreed with parents in June 2017.",
    "Children born between 1 September 2012 and 31 August 2013 will start in Reception in September 2017.",
    "In January 2016 the local authority published its plan for places, and the school was asked to help.",
    "Access rights are reviewed annually by the network manager, who reports to the bursar.",
    "Each child's plan is reviewed every term; the review date is written on the front of the plan.",
    "The results of the survey of 3rd May 2016 were approved by the school council.",
    "Further details are in section 10.2.14 and in Appendix 3.1 of the handbook.",
    "Ofsted last inspected the school on 22 November 2022 and judged it to be good.",
    "Please ring 01632 960 123 between 9.00 and 12.30 to speak to the attendance officer.",
    "The insurance certificate was last updated in February 2024 and is displayed in the entrance hall.",
    "Guidance issued by the department in September 2019 was taken into account.",
    "A review of lettings was due in March 2018 and has been put off.",
    "Contracts are reviewed in April 2025 by the finance team.",
)


@dataclass(frozen=True, slots=True)
class Written:
    """A date as somebody wrote it, and the days it stands for."""

    text: str
    start: date
    end: date
    precision: str
    form: str

    @property
    def key(self) -> tuple[date, date, str]:
        """What a reader must find."""
        return self.start, self.end, self.precision


_MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905


def _ordinal(day: int) -> str:
    return "th" if 10 <= day <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def written(rng: Random, year: int, month: int, *, form: str | None = None) -> Written:
    """A day, month, term or year in one of the forms that schools use."""
    day = rng.randint(1, monthrange(year, month)[1])
    name, end = _MONTHS[month - 1], _ordinal(day)
    short = "Sept" if month == 9 else name[:3]
    days = {
        "d/m/y": f"{day:02}/{month:02}/{year % 100:02}",
        "d/m/yyyy": f"{day:02}/{month:02}/{year}",
        "d.m.y": f"{day}.{month}.{year % 100:02}",
        "d.m.yyyy": f"{day:02}.{month:02}.{year}",
        "d-m-yyyy": f"{day:02}-{month:02}-{year}",
        "1st M": f"{day}{end} {name} {year}",
        "31 st M": f"{day} {end} {name} {year}",
        "M 4th": f"{short} {day}{end} {year}",
        "d M": f"{day} {name} {year}",
        "d M,": f"{day} {name}, {year}",
        "d Mon": f"{day} {short} {year}",
        "d-Mon-y": f"{day}-{name[:3]}-{year % 100:02}",
        "d.m.y (body)": f"{day:02}.{month:02}.{year % 100:02} (Resources)",
        "d M (FGB)": f"{day} {name} {year} (FGB)",
        "weekday": f"{date(year, month, day):%A} {day}{end} {name} {year}",
        "d M nbsp": f"{day}\u00a0{name}\u00a0{year}",
    }
    months = {
        "M yyyy": f"{name} {year}",
        "M  yyyy": f"{name}  {year}",
        "Mon yyyy": f"{short} {year}",
        "Mon-y": f"{name[:3]}-{year % 100:02}",
        "Mon - y": f"{short} - {year % 100:02}",
        "Mon y": f"{name[:3]} {year % 100:02}",
        "m/yyyy": f"{month:02}/{year}",
        "M | y": f"{name} | {year % 100:02}",
        "M yyyy.": f"{name} {year}.",
    }
    season = "autumn" if month >= 9 else "spring" if month <= 3 else "summer"
    terms = {
        "Term yyyy": (f"{season.title()} {year}", None),
        "TERM yyyy": (f"{season.upper()} {year}", None),
        "Term term yyyy": (f"{season.title()} Term {year}", None),
        "Term h yyyy": (f"{season.title()} 2 {year}", 2),
    }
    school_year = year if month >= 9 else year - 1
    chosen = form or rng.choice([*days, *days, *months, *months, *terms, "yyyy/yy"])
    if chosen in days:
        return Written(days[chosen], date(year, month, day), date(year, month, day), "day", chosen)
    if chosen in months:
        last = date(year, month, monthrange(year, month)[1])
        return Written(months[chosen], date(year, month, 1), last, "month", chosen)
    if chosen in terms:
        text, half = terms[chosen]
        return Written(text, *DEFAULT_SPANS(season, half, year), "term", chosen)
    span = date(school_year, 9, 1), date(school_year + 1, 8, 31)
    return Written(f"{school_year}/{(school_year + 1) % 100:02}", *span, "year", "yyyy/yy")

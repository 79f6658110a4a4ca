"""The spellings under which schools head their columns, per tab and per field of ours.

Spellings are compared without case, spaces and punctuation. A field's first spelling is the one the documentation
uses. Headings that mean one thing or another by their neighbours are in `BY_NEIGHBOURS`.
"""

from typing import Literal

TabKind = Literal["policies", "people", "schools", "terms", "meetings", "acknowledgements"]


def _spellings(**fields: str) -> dict[str, tuple[str, ...]]:
    return {name: tuple(text.split(" | ")) for name, text in fields.items()}


POLICIES = _spellings(
    ref=(
        "Ref | Reference | Ref no | Ref number | Reference no | Reference number | Policy ref | Policy "
        "reference | Policy no | Policy number | Policy ID | ID | No | Number | Code | Policy code | "
        "Document no | Document reference | Doc ref | Policy ref no | Policy reference number | Unique ID |"
        " Unique identifier | SharePoint unique identifier"
    ),
    title=(
        "Policy | Policy name | Policy title | Title | Name of policy | Policies | Name | Document name | "
        "Document title | Policy/Document | Policy or document | Policy / procedure | Policy or procedure |"
        " Policy and procedure | Local policy name | Title of policy | Policy document | School policy | "
        "Trust policy | Core policies | Core policy | Policy or plan | Policy / plan | Name of document | "
        "Policies and procedures | Policy procedure | Document policy | Local policy | Local policies | "
        "School policies | Trust policies | Policy name / title | Name of the policy | Doc | Name of policy / "
        "procedure | Policy list"
    ),
    school=(
        "School | School name | Schools | Academy | Academy name | Academies | School / Academy | Setting |"
        " Site | Establishment | Applies to | Scope | Which school | School or trust | Trust or school | "
        "Trust / school | School / trust | Trust / local | Local / trust"
    ),
    category=(
        "Category | Policy category | Policy type | Type | Type of policy | Group | Area | Policy area | "
        "Theme | Department | Section | Area / department | Responsible department"
    ),
    statutory=(
        "Statutory | Statutory policy (Y/N) | Statutory Y/N | Is statutory | Statutory / Local | Statutory "
        "or local | Statutory / non-statutory | Statutory or non-statutory | Statutory status | Statutory "
        "requirement | Legal requirement | Required by law | Statutory or recommended | Legally required | "
        "S / NS | Stat"
    ),
    owner=(
        "Owner | Owner(s) | Owners | Policy owner | Policy owners | Owners name | Owner name | Author | "
        "Policy author | Policy lead | Lead | Lead officer | Lead person | Staff lead | SLT lead | School "
        "leadership leads | Person responsible | Person responsible for policy | Responsible person | "
        "Responsible | Responsibility | Responsible officer | Who is responsible | Coordinator | "
        "Co-ordinator | Prepared by | Revision author | Statutory executive lead | Reviewer | Reviewed by |"
        " Document owner | Staff responsible | Responsible member of staff | Policy holder | Named officer "
        "| Named responsible officer | Lead member of staff | Staff member responsible | Policy manager | "
        "Executive lead | Trust lead | Responsible persons | Persons responsible | Written by | Assigned to"
        " | Who | Leads | Policy leads | Policy authors | SLT link | Responsible member of SLT | Accountable "
        "person"
    ),
    owner_email=(
        "Owner email | Owner e-mail | Owner's email | Owner email address | Email | E-mail | Email address "
        "| Contact email | Lead email | Policy owner email | Author email | Responsible person email | "
        "Owner's email address | Email of owner | Email (owner) | Responsible email"
    ),
    approver=(
        "Approver | Approved by | Approving body | Approval body | Approval by | Who approves | To be "
        "approved by | Responsible committee | Committee | Responsible body | Governors' link committee | "
        "Governor approval | Delegated to | Responsibility with/or delegated to | Ratified by | Adopted by "
        "| Governing committee | Approving committee | Approver name | Committee responsible | Body | "
        "Agreed by | Signed off by | Adopted by governing body | Approval authority | Governor committee | "
        "Governors committee | Delegated body | Ratifying body | Approver / body | Approving committee / "
        "body | Authorised by | Committee / governor | Body responsible for approval | Reviewing committee"
    ),
    approval_level=(
        "Approval level | Level of approval | Level | Approval required | Required approval level | "
        "Approval delegation | Approval code | Level of delegation | Delegation level | Required approval"
    ),
    cycle=(
        "Review cycle | Cycle | Review frequency | Frequency | Review period | Frequency of review | Review"
        " schedule | Government review cycle | Recommended frequency | Recommended review cycle | Review "
        "requirements | Review interval | How often | Review term | Reviewed every | Renewal period | Cycle"
        " (months) | Cycle of review | Review cycle (years) | Cycle (years) | Review timescale | Policy "
        "review cycle | Recommended review frequency | Statutory review cycle | DfE review cycle | How "
        "often reviewed | Review every | How often is it reviewed | Review pattern | Required review cycle | Frequency in years | Frequency in months"
    ),
    last_reviewed=(
        "Last reviewed | Last review | Last review date | Date of last review | Latest review | Date "
        "reviewed | Reviewed | Reviewed on | Last reviewed on | Last updated | Last update | Date last "
        "reviewed | Updated | Date updated | Revised | Date revised | Last revised | Last revision date | "
        "Amended | Date amended | Policy reviewed | Previous review | Date of last update | Review "
        "completed | Date last updated | This version agreed on | Latest review date | Date of latest "
        "review | Review completed on | Last amended | Date of revision | Last reviewed date | Most "
        "recent review | Date of most recent review | Last policy review | Date of last revision"
    ),
    next_review=(
        "Next review | Next review date | Date of next review | Date for next review | Date for review | "
        "Next review due | Next full review due | Next review deadline | Next review planned | Review due |"
        " Review due date | Due for review | Date due for review | Due | Due date | Date due | Next due | "
        "Next update | Next revision date | To be reviewed | Policy to be reviewed | To be reviewed on | "
        "Review by | Review by date | Renewal date | Expiry date | Next scheduled review | Date to be "
        "reviewed | This policy is due for review on | Next review is due in | Next review on | Next review"
        " due date | Review due by | Due for renewal | Next renewal | Review month | Next review month | "
        "Next review term | Next review year | Next reviewed | Date next due | Next date | Due by | "
        "Review deadline | Review next due | Date of next scheduled review | Planned review | Planned "
        "review date | Scheduled review | Date due for renewal | Next review by | Next review due by | Date of next policy review | Review no later than | "
        "Next policy review | The next review is due in"
    ),
    approved_on=(
        "Approved on | Date approved | Approval date | Date of approval | Approved | Approved date | Date "
        "approved by governors | Date approved by the trust board | Date approved by trustees | Date "
        "approved by board | Date approved by LGB | Date ratified | Ratified | Ratified on | Date adopted |"
        " Adopted | Adopted on | Adoption date | Date agreed | Agreed | Date minuted | Authorised date | "
        "Date ratified by the trust board | Date approved by corporation | Date of ratification | Governors"
        " approved | Ratification date | Date of adoption | Date signed off | Agreed on | Governor approval"
        " date | Governors approval date | Board approval date | Date of governor approval | Date approved "
        "by board of trustees | Approved by governors on | Trust board approval date | Date approved by "
        "governing body | Academy adoption date | Date adopted by governors | Date noted"
    ),
    minute_ref=(
        "Minute ref | Minute reference | Minute no | Minute number | Minute | Minutes | Minutes ref | "
        "Minutes reference | Minuted | Minute number and date"
    ),
    version=(
        "Version | Version number | Version no | Ver | Current version | Revision no | Revision number | "
        "Revision | Issue number | Issue no"
    ),
    status="Status | Policy status | Current status | Stage | State",
    document=(
        "Document | Document link | Link | Link to policy | Policy link | File | File name | Filename | "
        "File path | File link | Path | Word file | Hyperlink | SharePoint link | Drive link | Location | "
        "Document location | URL | Word document | Link to document | Hyperlink to policy | Policy document"
        " link | Link to file | Link to Word document | Policy (link) | Word link | Policy (Word)"
    ),
    website=(
        "Website | On website | On the website | Publish on website | Published on website | Website "
        "required | Published | Publish on trust website | Website link | Website URL | Web | Website "
        "address | Required on website | On website?"
    ),
    acknowledgement=(
        "Acknowledgement | Acknowledgment | Acknowledgement required | Staff acknowledgement | Staff "
        "acknowledgement required | Staff to read | Read and understood | Staff sign | Staff to sign | "
        "Staff must read | Staff to read and sign | Staff ack required | Acknowledgement needed"
    ),
    notes=(
        "Notes | Note | Comments | Comment | Remarks | Further information | Additional information | "
        "Actions | Actions log | Notes / actions | Notes / comments | Comments / actions | Other "
        "information"
    ),
    outcome="Outcome | Review outcome | Outcome of review | Outcome of the review",
    outcome_on="Outcome on | Outcome date | Date of outcome",
    extended_to="Extended to | Extension to | Extension date | Extended until | Extension until",
    extension_agreed_by=(
        "Extension agreed by | Extension approved by | Extension authorised by | Extension agreed"
    ),
    accepted="Accepted | Accepted findings | Accepted until | Accepted risks",
)

PEOPLE = _spellings(
    name="Name | Person | Full name | Staff name | Who",
    role="Role | Job title | Position | Job | Title | Post",
    body="Body | Committee | Board | Governing body | Group | Member of",
    school="School | Academy | School name | Setting | Site",
    email="Email | E-mail | Email address | E-mail address | Mail | Address",
    active="Active | Current | Still here | In post | Active?",
    away_from="Away from | Absent from | Leave from",
    away_until="Away until | Away to | Absent until | Leave until | Back on",
    deputy="Deputy | Cover | Stand-in | Covered by",
)

SCHOOLS = _spellings(
    school="School | School name | Name | Academy | Academy name | Schools",
    short_name="Short name | Abbreviation | Initials | Short | Code | Known as",
    phase="Phase | School phase | Age phase",
    kind="Type | School type | Kind | Status",
    headteacher="Headteacher | Head teacher | Head | Principal | Executive headteacher | Head of school",
)

TERMS = _spellings(
    school="School | Academy | School name | Schools",
    term="Term | Half-term | Name | Half term | Term name | Period",
    starts="Starts | Start | Start date | From | First day | Begins | Opens",
    ends="Ends | End | End date | To | Last day | Until | Closes",
)

MEETINGS = _spellings(
    body="Body | Committee | Meeting | Board | Meeting of | Group",
    school="School | Academy | School name",
    date="Date | Meeting date | Date of meeting | On | When",
    papers_out="Papers out | Papers | Papers due | Papers date | Agenda out | Papers circulated",
)

ACKNOWLEDGEMENTS = _spellings(
    person="Person | Name | Staff | Staff name | Who | Email | Member of staff",
    policy="Policy | Policy name | Policy title | Title | Ref | Policy ref",
    version="Version | Version number | Edition",
    date="Date | Read on | Acknowledged on | Date read | Date acknowledged | Signed on",
)

WORDS: dict[TabKind, dict[str, tuple[str, ...]]] = {
    "policies": POLICIES,
    "people": PEOPLE,
    "schools": SCHOOLS,
    "terms": TERMS,
    "meetings": MEETINGS,
    "acknowledgements": ACKNOWLEDGEMENTS,
}

NEEDED: dict[TabKind, tuple[tuple[str, ...], ...]] = {
    "acknowledgements": (("person",), ("policy",), ("date", "version")),
    "terms": (("starts",), ("ends",)),
    "meetings": (("body",), ("date",)),
    "people": (("name", "email"), ("email", "role", "body")),
    "schools": (("school",), ("short_name", "phase", "kind", "headteacher")),
    "policies": (("title",),),
}
"""What makes a tab of a kind: of every group at least one heading. Of kinds that fit equally well the first wins."""

BY_NEIGHBOURS: dict[str, tuple[str, ...]] = {
    "Review date": ("next_review", "last_reviewed"),
    "Date of review": ("next_review", "last_reviewed"),
    "Policy review date": ("next_review", "last_reviewed"),
    "Review": ("next_review", "last_reviewed"),
    "Review on": ("next_review", "last_reviewed"),
    "Last approved": ("last_reviewed", "approved_on"),
    "Last approved date": ("last_reviewed", "approved_on"),
    "Statutory policy": ("title", "statutory"),
    "Statutory policies": ("title", "statutory"),
    "Next": ("next_review",),
    "Last": ("last_reviewed",),
    "Government policy": ("title",),
    "RAG": ("status",),
    "RAG rating": ("status",),
    "RAG status": ("status",),
    "Traffic light": ("status",),
    "Procedure": ("title",),
}
"""What a heading means alone, and what it means where another column already is the first; none of it is sure."""

"""The spellings of the labels of document control: data, for `labels` to match with.

Sources: cover pages, footers and review tables of published school policies. A blank stands for up to six, one
behind which a question mark stands may be missing.
"""

from typing import Literal

Field = Literal[
    "title",
    "organisation",
    "reference",
    "version",
    "status",
    "owner",
    "author",
    "approver",
    "approved",
    "approval",  # body and date in one ("Approved:", "Ratified by governors:")
    "last",
    "next",
    "review",  # "Review date": last or next, as its neighbours tell
    "reviewer",
    "issued",
    "effective",  # in force from: weaker than a date of issue
    "date",  # a bare "Date"
    "cycle",
    "minute",
    "ignored",  # a label of a control block that no field is made of; it ends the value before it
]

_DOC = r"(?:the )?(?:policy|document|procedure|plan|protocol|handbook|statement|guide|form)"
BODY = (
    r"(?:the )?(?:(?:[a-z'’&.-]+ ){0,5}(?:(?:sub-?)?committee|trust board|governing (?:body|board)|board of (?:trustees|directors|governors|management)|academy council)|"
    r"(?:full )?(?:local )?(?:trust |academy |school )?(?:governing (?:body|board)|governors?|trustees|directors|trust board|"
    r"board(?: of (?:trustees|directors|governors))?|management(?: board)?|governance committee|(?:local )?(?:advisory|stakeholder) (?:board|body)|"
    r"lgc|lsb|lab|lgb|aac|bog|bot|bod|gb|smt|trust executive|headteacher|head teacher|head|principal|slt|ceo|fgb|lgb|"
    r"corporation|executive|(?:senior )?leadership team|council|proprietor|bom|chair(?: of (?:the )?(?:governors|trustees|governing body|board))?))"
)
BODIES = rf"{BODY}(?: (?:and|&) {BODY})?"
_DUE = r"(?: (?:date|due date|due|deadline|planned|by|on|in|is|is due|due by|due on|due in|is due in|is due on|will be|will be in|month|year))*"
_ON = r"(?: (?:date|on|in|by|is|was|at))*"

# Longest meaning first: where two patterns fit at one place the longer match wins.
PATTERNS: tuple[tuple[Field, str], ...] = (
    ("next", r"next(?= ?:)"),
    ("last", r"last(?= ?:)"),
    (
        "next",
        rf"(?:date (?:of|for) |due |{_DOC} )?(?:the )?next ?(?:full |policy |scheduled |planned |formal |annual |governor |major )*(?:review|revision|update|reviewed)(?: by {BODY})?{_DUE}",
    ),
    (
        "next",
        r"(?:policy )?review date \(next\)|next (?:version|issue|edition)(?: is)? (?:due|planned|date)(?: (?:on|in|by|date))?",
    ),
    (
        "last",
        r"(?:policy )?review date \((?:last|latest|previous)\)|date (?:the )?(?:policy|document) (?:was )?(?:last )?(?:reviewed|revised|updated)|review completed(?: on)?",
    ),
    (
        "next",
        rf"(?:date (?:of|for) )?(?:the )?(?:planned|scheduled|future|forthcoming) (?:review|revision){_DUE}",
    ),
    (
        "next",
        rf"(?:date|due date|scheduled|planned|due) for (?:the )?(?:full |policy )?(?:review|revision|renewal){_DUE}",
    ),
    (
        "next",
        rf"(?:this )?(?:{_DOC} )?(?:is |will be )?(?:to be |due to be |due for |next )(?:next )?review(?:ed)?{_DUE}",
    ),
    ("next", r"(?:policy )?(?:review|renewal) (?:due(?: date| by| on| in)?|by|deadline)(?: date)?"),
    (
        "next",
        r"(?:re-?review|renewal|expiry|expiration|revalidation) date|(?:expires|renew by|(?:policy )?valid (?:until|to)|revise by|review before|review after)(?: on| in| date)?|next due(?: date)?|(?:date )?to be revised(?: by| on| in)?",
    ),
    (
        "last",
        rf"(?:{_DOC} )?(?:date )?(?:of |was )?(?:the )?(?:last|latest|most recent|most recently|previous|previously) (?:full |policy |formal )?(?:review|reviewed|revision|revised|update|updated|amendment|amended|modified|modification|edited){_ON}",
    ),
    (
        "last",
        r"(?:date|month) (?:of |when )?(?:the )?(?:last |latest |most recent )?(?:reviewed|revised|revision|updated|update|amended|amendment|modified|modification|of revision|of amendment)(?: (?:on|by))?",
    ),
    ("last", rf"(?:this )?{_DOC} (?:was )?(?:last )?(?:reviewed|revised|updated|amended){_ON}"),
    (
        "last",
        r"(?:reviewed|revised|updated|amended|modified|revision|amendment|modified|update)(?: (?:date|on|and updated(?: on)?|and approved(?: on)?|and agreed(?: on)?))*",
    ),
    (
        "last",
        rf"(?:last )?(?:reviewed|revised|updated)(?: and (?:agreed|approved|updated|adopted))? by {BODY}{_ON}|date (?:last )?(?:reviewed|revised|updated) by {BODY}",
    ),
    (
        "last",
        r"this version agreed on|(?:this (?:version|issue|edition|revision)|current (?:issue|edition))(?: dated)?|(?:publication|policy|document|last|latest) update(?: on)?|(?:date of (?:this |current )version|version date|current version date)",
    ),
    (
        "review",
        r"(?:policy |document )?review(?:ed)? ?date|date of (?:policy )?review|review(?: on)?|date of reviews?|review month",
    ),
    ("last", r"reviewed (?:with|and) no (?:changes?|amendments?)(?: (?:made|needed|required))?(?: on)?"),
    ("review", rf"review by {BODY}(?: on)?"),
    (
        "approved",
        rf"(?:date|month) (?:of |it was |when )?(?:approved|ratified|adopted|authorised|authorized|agreed|minuted|approval|ratification|adoption|agreement|authorisation|last approved|last approval|endorsed)(?: (?:on|at|in))?(?: by {BODY})?",
    ),
    (
        "approved",
        r"date of (?:first|initial|original) (?:approval|ratification|adoption)",
    ),
    (
        "approved",
        rf"(?:last |first |original )?(?:policy )?(?:approval|ratification|adoption|authorised|authorisation|approved|ratified|adopted|agreed|adoption) (?:date|on|in)(?: by {BODY})?",
    ),
    (
        "approved",
        rf"(?:this )?{_DOC} was (?:approved|ratified|adopted|agreed) (?:on|in)|last approved(?: on)?",
    ),
    (
        "approval",
        rf"(?:this )?(?:{_DOC} )?(?:was |formally |last )?(?:approved|ratified|adopted|agreed|authorised|authorized|endorsed)(?: and (?:adopted|approved|ratified|agreed))?(?: (?:by|at) (?:{BODIES})| (?:fgb|lgb|full governing (?:body|board)))(?: meeting)?(?: (?:on|of|at|in|date))?",
    ),
    (
        "approval",
        r"(?:approved|ratified|adopted|agreed|authorised|authorized)(?: and (?:adopted|approved|ratified|agreed))?|(?:policy |document )?approval",
    ),
    (
        "approver",
        (
            r"(?:approved|ratified|adopted|authorised|authorized|agreed|signed off|endorsed)(?:(?: and |/| or )(?:approved|issued|adopted|ratified|agreed))? by(?: \((?:name|body|board)\))?|(?:policy |document )?approver(?:\(s\)|s)?|approving (?:body|committee|authority|manager)|(?:policy )?approval (?:body|authority|level|by|committee)|level of approval|(?:final |formal )?approval by|"
            r"(?:governor|governors|board|trust board|governing body) approval|(?:responsible|reviewing|lead|approving|delegated) (?:governor'?s?'? )?committee|governor'?s?'? (?:sub-?)?committee(?: responsible| for review)?|governing (?:body|board) committee|board or committee|(?:responsible )?(?:sub-?)?committee(?: responsible)?|approval (?:needed|given|granted) by|authorisation by resolution of|approved at|ratifying (?:body|committee)|body responsible for approval"
        ),
    ),
    (
        "owner",
        (
            r"named (?:person|officer|lead)|owned by|owner of (?:the )?(?:doc|document|policy)|(?:policy |document |process |procedure |business |executive |accountable |strategic |operational )?owner(?:\(s\)|s)?(?: name| role| title)?|owners? name|lead|(?:named )?(?:person|member of staff|staff(?: member)?|officer|post|role|individual|lead|department|slt member)(?:\(s\)|s)? responsible(?: for (?:this |the )?(?:policy|document|review))?|"
            r"responsible (?:person|officer|owner|staff|lead|post|position|role|department|individual|manager|member of staff|slt)(?:\(s\)|s)?|(?:policy |document )(?:lead|manager|holder|co-?ordinator|custodian)|responsibility(?: of)?|responsible(?: for policy)?|"
            r"(?:statutory )?executive lead|slt (?:lead|link|owner)|school leadership leads?|lead (?:officer|person|member of staff|professional)|co-?ordinator|maintained by"
        ),
    ),
    (
        "author",
        r"(?:policy |document |original |revision )?(?:author|writer)(?:\(s\)|s)?(?: name)?|(?:prepared|written|created|produced|drafted|compiled|authored|developed|issued|originated) by|prepared for",
    ),
    (
        "reviewer",
        r"(?:last |latest )?(?:reviewed|revised|modified|updated|amended|edited|checked|verified) by|reviewer(?:\(s\)|s)?",
    ),
    (
        "version",
        r"(?:document |policy |current |latest )?(?:version|issue|revision|edition)(?: (?:number|no|num|status|ref|reference|control|#))?\.?(?: ?#)?|ver(?: no)?\.?|v(?=\s?[:.]?\s?[0-9])\.?|rev(?: no)?\.?(?=[\s:.]{0,2}[0-9])",
    ),
    (
        "reference",
        r"(?:controlled )?(?:document|policy|procedure|form|control|file|doc) ?(?:number|no|reference(?: number| no)?|ref(?: no)?|id|identifier|code)\.?|reference(?: number| no| code)?|ref(?: no)?|(?:our )?ref\.?|doc\.? id|policy #|identification code|(?:registration|unique) (?:reference|ref)(?: (?:number|no))?",
    ),
    (
        "title",
        r"(?:policy|document|procedure|plan|standard) ?(?:title|name)|(?:title|name) of (?:the )?(?:policy|document|procedure)|title|document|policy|subject",
    ),
    (
        "organisation",
        r"(?:name of )?(?:the )?(?:school|academy|trust|organisation|organization|company|college|federation|council|agency|client)(?: name)?",
    ),
    ("status", r"(?:document |policy |approval )?status|(?:current )?state"),
    (
        "cycle",
        r"(?:policy |document )?(?:review|revision) (?:cycle|period|frequency|interval|requirements?|schedule|term|timescale|frequency \(months\))(?: comments?)?|(?:cycle|frequency) of (?:the )?(?:policy )?review(?: period)?|(?:policy )?life ?(?:span|time)|to be reviewed every|how often reviewed|reviewed every|review every",
    ),
    (
        "issued",
        (
            r"(?:date )?(?:first )?(?:issued?|published|publication|released?|created?|creation) (?:date|on|from)|date (?:of )?(?:first )?(?:issued?|published|publication|release|released|created|creation|policy|of policy|of the policy|written|policy written|this policy|document|produced|prepared)|"
            r"date of (?:the )?(?:policy|document) creation|(?:latest|current|this) version (?:issued|published|released|dated)(?: on)?|(?:issued|published|released|created|introduced)(?: on)?|introduction(?: date)?|date introduced|(?:document|policy) date|plan date|dated|date (?:this|the) (?:policy|document|statement|report|plan|version) was (?:first )?(?:issued|published|written|created|produced)"
        ),
    ),
    (
        "effective",
        (
            r"(?:date )?(?:policy )?(?:effective|implementation|implemented|commencement|applicable|start|in force) (?:date|on|from)|date (?:of )?(?:implementation|implemented|effective|commencement)|"
            r"effective(?: from)?|in force (?:from|since)|(?:policy )?valid from(?: date)?|date effective|date applied|appl(?:ies|icable|ied) from|(?:go )?live (?:date|from)|with effect from|comes? into (?:force|effect)(?: on| from)?"
        ),
    ),
    ("minute", r"minute (?:no|number|ref|reference)\.?|minuted?"),
    ("date", r"date|on"),
    (
        "ignored",
        (
            r"date shared(?: with)?(?: (?:the )?(?:academy |school )?(?:staff|parents|governors))?|dsl|senco|sendco|signed|signature|print(?:ed)? name|name|position|job title|page|classification|contact|tel|telephone|email|e-mail|linked (?:policies|documents)|related (?:policies|documents|documentation)|(?:links? (?:to|with)|linked|related|relevant|associated)(?: to)?(?: (?:other|relevant|related|school|trust))* (?:policies|documents|procedures)|category|audience|primary audience|distribution|location|document location|scope|purpose|"
            r"(?:date )?(?:presented|submitted|sent|circulated|communicated|consulted)(?: (?:to|with))?(?: (?:the )?(?:governors|governing body|trustees|staff|unions|parents|trade unions))?(?: on)?|(?:date of )?(?:staff |union |parent )?consultation(?: with (?:staff|unions|trade unions|parents))?|supersedes (?:version|policy)|(?:date of )?previous version|nominated (?:governor|trustee)|link (?:governor|trustee)|monitoring (?:governor|trustee)|(?:governor|trustee) (?:lead|link|responsible)|(?:responsible|lead) (?:governor|trustee)|publish(?:ed)? on (?:the )?(?:trust |school )?website|department|statutory|website|policy type|type|level|document type|supersedes|replaces(?: policy)?|documents? superseded|language|target audience|keywords|confidentiality|domain|policy area|line of business|version history|chair(?: of governors)?|headteacher|summary of changes?|changes|reason for (?:review|change)|consultation|consulted"
        ),
    ),
)

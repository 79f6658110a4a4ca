"""Words of which titles and names of organisations are made, and words that are neither: data, for `title` to match with."""

import re

from policyclerk.word.word_pattern import one_of

KIND = one_of(
    "polic(?:y|ies) | procedures? | protocol | plan | statement | handbook | "
    "guid(?:e|elines?|ance) | standards? | f(?<!sixth f)orm | code of (?:conduct|practice) | "
    "charter | strategy | methodology | manual | framework | scheme | agreement | description | "
    "assessment | template | report | glossary | architecture | process | regulations? | rules | "
    "road ?map | roles and responsibilities | business case | document | application for | "
    "prospectus | terms of reference | pathway | offer | principles"
)
STRONG_KIND = one_of(
    "policy | procedures? | protocol | plan | handbook | code of conduct | statement | standard | "
    "guidelines | form | strategy | agreement"
)
ORGANISATION = one_of(
    "school | schools | academy | academies | college | nursery | pre-?school | kindergarten | "
    "multi[- ]academy trust | academy trust | trust | federation | learning partnership | "
    "partnership | council | university | institute | diocese | hospitals? | nhs | playgroup | "
    "ysgol | ysgolion | coleg | pupil referral (?:unit|service) | children['’]s centre | ltd | limited | plc | llp | inc | pvt | gmbh | "
    "corporation | authority | foundation | alliance | collegiate | consortium | enterprises | homes | club | association | society | "
    r"charity | hospice | cic | childcare | city of \w+ | "
    "c(?:ommunity|atholic|e| of e) (?:primary|infants?|juniors?) | "
    "rc (?:primary|infants?|juniors?) | v[ac] (?:primary|infants?|juniors?)",
    then=r"\b\.?",
)
"""These three are matched against small letters."""
SCHOOL_NAME = re.compile(
    r"\b(?:(?:St\.?|Saint|The|Our|Holy|All|[A-Z][\w'’.-]+)[ ](?:(?:of|the|and|&|upon|on|le|St\.?|CE|C\.?E\.?|C of E|RC|VA|VC|[A-Z][\w'’.-]+)[ ]){0,6})"
    r"(?:Multi[- ]Academy Trust|Academy Trust|Academies Trust|School|Academy|College|Nursery|Federation|Learning Partnership|Partnership)\b(?:[ ](?:and|&)[ ](?:Nursery|Pre-?School|Sixth Form))?"
)
NOT_A_SCHOOL = re.compile(
    r"^(?:The|This|Our|Each|Every|All|In|At|For|Any|Your|Primary|Secondary|Infant|Junior|High|Nursery|Whole|Academy|Learning|Independent|Forest|After|Sunday|Summer|Academies?|Community|Special|Maintained|State|Headteacher|Governing|National|Model|Dear|Sixth)\s+(?:Form |Primary |Secondary |Learning |Whole |Special |Infant |Junior |High )?(?:School|Academy|College|Nursery|Partnership|Federation|Academy Trust)$"
)
BOILERPLATE = re.compile(
    r"^(?:contents?|table of contents?|index|document control|version (?:control|history)|introduction|purpose|scope|page|aims?|rationale|confidential(?!ity).*|general information|this (?:policy|document).*|uncontrolled.*|draft|official(?:[ :–-].*)?|internal(?: (?:use|only|document|and|&).*)?|restricted(?:[ :–-].*)?|private(?: (?:and|&|use).*)?|approved.*|signed.*|foreword|preamble|(?:school |trust |college |academy )?polic(?:y|ies)(?: (?:and|&) procedures?)? (?:documents?|details|information|control|title|statement)|document (?:details|information|title|name)|(?:whole[ -]school|model|key|our) polic(?:y|ies)|(?:policy|document) (?:review|revision|approval|change|amendment)s? (?:sheet|record|log|history|table|register|schedule)|history of (?:changes|revisions|versions)|(?:[\w-]+ )*policy document)$",
    re.IGNORECASE,
)
SENTENCE = re.compile(
    r"[.!?;]$|\b(?:is|are|will|must|should|has|have|shall|please|complete)\b", re.IGNORECASE
)
DATE_TAIL = re.compile(
    r"[\s,|–—-]*(?:\(?(?<![a-z])(?:revised|updated|reviewed|version|v|approved|next review|review (?:date|due))\b.*|"
    r"\(?(?:(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|autumn|spring|summer|michaelmas|lent)[a-z]{0,6}\.?\s+(?:term\s+)?)?(?:19|20)\d\d(?:\s?[/–-]\s?\d{2,4})?\)?)\s*$",
    re.IGNORECASE,
)
HEADER_NOISE = re.compile(r"\bpage\s*\d*(?:\s*(?:of|/)\s*\d+)?\b|^\s*\d+\s*$", re.IGNORECASE)
NUMBERED = re.compile(r"\(?\d+(?:\.\d+)*[.)]?\s(?!\s?[–—-]\s)")
OWN_NUMBER = re.compile(r"^\d{1,3}[a-z]?\s?[–—-]\s+", re.IGNORECASE)
BARE_KIND = re.compile(
    r"(?:(?:and|&)\s+)?(?:polic(?:y|ies)|procedures?|statement|plan|handbook|protocol|strategy|guidelines)"
    r"(?:\s+(?:and|&)\s+(?:procedures?|guidelines|guidance|practice))?",
    re.IGNORECASE,
)
OF_MODELS = re.compile(r"\b(?:council|diocese|authority|board of education)\b", re.IGNORECASE)
"""Words for those whose models schools adopt."""
LINES_BELOW_TITLE = frozenset({"policy statement", "policy", "statement of intent", "aim", "aims"})
"""Headings right below the numbered title of one policy among many ("1.2 Safeguarding children")."""
SHORT_NAME = re.compile(
    r"(?!(?:Lower|Upper|Early|Key|Years?|Transition|Whole|Middle|Primary|From|Maths|English|Science)\b)"
    r"(?:[A-Z][\w'’.-]*\s){1,4}(?:Primary|Infants?|Juniors?|Grammar|High|Comprehensive|Sixth Form)"
)
"""A school's name without the word for it ("Great Oakford Primary"): weak, so only where nothing else names one."""
SCHOOL_WORDS = ("school", "academy", "college", "partnership", "trust")
BODY = re.compile(r"\b(?:board|committee|governing body|governors|trustees|headteacher)\b", re.IGNORECASE)
NO_NAME = re.compile(
    r"(?:out|on|off|in|at|to|from|with|about|using|keeping|after|before|working|whole|all(?! (?:saints|souls|hallows)\b)|any|how|what|why|our(?! (?:lad(?:y|ies)|saviour)\b)|my|your|this|every|no|produced|written|prepared|published|issued|provided|adapted)\b|"
    r"(?:school|academy|college|trust|nursery|council|university|hospital)\b(?!\s+(?:of|for|at|in)\b)",
    re.IGNORECASE,
)
"""How lines begin that hold such a word and name nobody: "School Uniform", "Out of College Activities"."""
SIGNED = re.compile(r"\bsign(?:ed|ature)\b", re.IGNORECASE)
OFFICE_LAST = re.compile(
    r"\b(?:secretary|manager|officer|director|lead|leader|head|clerk|chair|adviser|advisor|administrator|registrar|"
    r"bursar|assistant|co-?ordinator|staff|executive)\W*$",
    re.IGNORECASE,
)
"""Ends of what is somebody's office: "Ann Reed, Trust Secretary"."""
OFFICE_FIRST = re.compile(
    r"(?:(?:executive|deputy|assistant|acting|interim|associate|co|vice)[ -])*"
    r"(?:head(?: ?(?:teacher|master|mistress))?|principal|director|chair(?:man|woman|person)?|clerk|secretary|"
    r"president|warden|bursar|manager)\b(?: [\w&]+){0,3}? (?:of|to)\b",
    re.IGNORECASE,
)
"""Its beginnings: "Head of School", "Clerk to the Trust"."""
NUMBER_OF = re.compile(r"\b(?:number|registered|no\.)(?!\w)", re.IGNORECASE)
IN_SCHOOL = re.compile(r"\b(?:in|at|to|from) (?:the )?(?:school|academy|college|nursery)$", re.IGNORECASE)
DONE_ON = re.compile(
    r"\b(?:agreed|approved|adopted|ratified|reviewed|review|updated)(?: on| in)?\W+\d[\d./-]*\s*$",
    re.IGNORECASE,
)
"""Ends of lines that tell of a day ("Policy agreed 09.25"), and are no title."""
SHORTENED = re.compile(r"\b(?:ltd|inc|plc|pvt|co)\.$", re.IGNORECASE)
DATE_BELONGS = re.compile(r"\b(?:for|in|of|from|until|during)$", re.IGNORECASE)
"""Ends of a title to which the date behind it belongs ("Admission Arrangements for September 2027")."""
CONNECTED = re.compile(r"(?:\b(?:and|of|for|the|in|on|to|&)|[:&–-])$", re.IGNORECASE)

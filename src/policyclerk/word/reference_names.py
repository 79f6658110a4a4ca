"""Names of guidance, bodies, terms and services that the reader looks for, besides laws, which it knows by their form.

Whatever config/references.toml ships is among them (a test holds that), and what is current as well: `read` tells what a
document names, not what is wrong with it.
"""

from collections.abc import Iterable

GUIDANCE = (
    *("keeping children safe in education", "kcsie", "kcsi in education"),
    *("working together to safeguard children", "working together to improve school attendance"),
    *("every child matters", "what to do if you are worried a child is being abused"),
    "what to do if you're worried a child is being abused",
    "guidance for safer working practice for adults who work with children and young people in education settings",
    "guidance for safer working practice for adults who work with children and young people",
    "guidance for safer working practice for those working with children and young people in education settings",
    *("guidance for safer working practice", "guidance for safe working practice"),
    *("safeguarding children and safer recruitment in education", "safer recruitment in education"),
    *("prevent duty guidance", "prevent duty", "special educational needs and disability code of practice"),
    *("special educational needs code of practice", "send code of practice", "sen code of practice"),
    *(
        "early years foundation stage",
        "eyfs",
        "governance handbook",
        "governors handbook",
        "governors' handbook",
    ),
    *("academy trust handbook", "academies financial handbook", "competency framework for governance"),
    *("teachers' standards", "standards for teachers", "preventing and tackling bullying"),
    *("searching, screening and confiscation", "searching screening and confiscation"),
    *("behaviour and discipline in schools", "behaviour in schools", "sexual violence and sexual harassment"),
    *("exclusion from maintained schools", "suspension and permanent exclusion from maintained schools"),
    *("sex and relationship education guidance", "sex and relationships education guidance"),
    *("relationships education, relationships and sex education", "statutory framework for the early years"),
    *("managing medicines in schools", "supporting pupils at school with medical conditions"),
    *("employment practices data protection code", "employment practices code"),
    *("statutory policies for schools", "common inspection framework", "education inspection framework"),
    *("social inclusion: pupil support", "ensuring a good education for children who cannot attend school"),
    *("general data protection regulations", "general data protection regulation", "uk gdpr", "gdpr"),
    *("dpa", "school admissions code", "teaching online safety in schools", "information sharing advice"),
)
"""In small letters; a year that goes with one of these is part of its name."""

TERMS = (
    *(
        "statement of special educational needs",
        "statements of special educational needs",
        "statement of sen",
    ),
    *("statements of sen", "statemented", "school action plus", "school action", "early years action"),
    *("newly qualified teacher", "newly qualified teachers", "peer on peer abuse", "peer-on-peer abuse"),
    *("e-safety", "esafety", "fixed term exclusion", "fixed-term exclusion", "fixed term exclusions"),
    *("fixed-term exclusions", "fixed period exclusion", "fixed-period exclusion", "fixed period exclusions"),
    *(
        "designated person for child protection",
        "child protection coordinator",
        "child protection co-ordinator",
    ),
    *("designated child protection officer", "child protection liaison officer", "police check"),
    *("palm-top", "palm-tops", "palmtop", "palmtops", "local safeguarding children board"),
    *("local safeguarding children's board", "local safeguarding children boards"),
    *("local safeguarding children's boards", "local safeguarding board"),
    *("independent safeguarding authority", "vetting and barring scheme", "criminal records bureau"),
    *("criminal record bureau", "disclosure and barring service", "local education authority"),
    *(
        "local education authorities",
        "primary care trust",
        "primary care trusts",
        "clinical commissioning group",
    ),
    *("clinical commissioning groups", "children's trust", "national college for teaching and leadership"),
    *("teaching regulation agency", "education and skills funding agency", "education funding agency"),
    *(
        "general teaching council",
        "training and development agency",
        "teaching agency",
        "young people's learning agency",
    ),
    *("department for children, schools and families", "department for children schools and families"),
    *(
        "department for education and skills",
        "department for education and employment",
        "department for education",
    ),
    *("department of education", "regional schools commissioner", "regional schools commissioners"),
    *("information commissioner's office", "information commissioner", "data protection commissioner"),
    *("standards and testing agency", "public health england", "uk council for child internet safety"),
    *(
        "uk council for internet safety",
        "thinkuknow",
        "think u know",
        "child exploitation and online protection",
    ),
    *(
        "connexions",
        "criminal records check",
        "child protection coordinators",
        "list 99",
        "protection of children act list",
        "poca list",
    ),
    *(
        "race relations act",
        "sex discrimination act",
        "disability discrimination act",
        "disability equality duty",
    ),
    *("regulation of investigatory powers act", "special educational needs and disability act"),
    *(
        "disability equality scheme",
        "race equality policy",
        "gifted and talented",
        "general teaching council for england",
        "race relations (amendment) act",
    ),
)
"""In small letters, wherever they stand; a year beside them is not theirs."""

EXACT = (
    *(
        "DCSF",
        "DfES",
        "DfEE",
        "DFES",
        "DfE",
        "DFE",
        "LSCB",
        "LSCBs",
        "ISA",
        "CRB",
        "DBS",
        "NCTL",
        "TRA",
        "ESFA",
    ),
    *(
        "EFA",
        "YPLA",
        "GTC",
        "GTCE",
        "GTCe",
        "TDA",
        "NCSL",
        "BECTA",
        "Becta",
        "QCA",
        "QCDA",
        "Ofsted",
        "OFSTED",
    ),
    *("CEOP", "UKCCIS", "UKCIS", "ICO", "ACAS", "Acas", "NSPCC", "STA", "UKHSA", "LEA", "LEAs", "PCT", "CCG"),
    *("NQT", "NQTs", "ECT", "ECTs", "RIPA", "DDA", "SENDA", "SRE", "RSC", "IEP", "IEPs", "LSP", "SENCo"),
    *("MySpace", "My Space", "Myspace", "MYSPACE", "Bebo", "BEBO", "Friendster", "Windows Live Spaces"),
    *("Windows Live Messenger", "MSN Messenger", "MSN", "Google+", "Google Plus", "Google Music", "SkyDrive"),
    *(
        "Yapper",
        "del.icio.us",
        "Twitter",
        "twitter",
        "Facebook",
        "Instagram",
        "Snapchat",
        "SnapChat",
        "TikTok",
    ),
    *(
        "WhatsApp",
        "YouTube",
        "LinkedIn",
        "Vine",
        "Periscope",
        "Skype",
        "Flickr",
        "Tumblr",
        "Habbo",
        "Habbo Hotel",
    ),
    *("Yahoo! Messenger", "AIM", "Google Hangouts", "Picasa", "Adobe Flash", "Internet Explorer", "Ask.fm"),
    *("BlackBerry Messenger", "BBM", "Formspring", "Sarahah", "Yik Yak", "Musical.ly", "musical.ly", "Piczo"),
)
"""As they are written: in small letters these are other words, or nothing."""
_KNOWN = frozenset(name.lower() for name in (*GUIDANCE, *TERMS, *EXACT))


def unknown_names(names: Iterable[str]) -> tuple[str, ...]:
    """Those of these names that the reader does not look for by itself."""
    return tuple(name for name in names if name.lower() not in _KNOWN)

"""What a message says: the context that the templates below templates/emails/<kind>/ are given.

Every key below is always there (templates are strict); a value that is not known is None, a list without entries is
empty. Days are ISO texts ("2026-11-23") for the templates' own date filters, counts are whole numbers. `kind` is added
by the renderer. One shape serves all five kinds:

    trust               the trust's name
    today               the day of the run
    recipient_name      name for the salutation, None where only an address is known
    redirected_from     {"name", "address"} of the true recipient while [rollout] redirect is set, else None; a
                        template that is given one says at the top for whom the message was meant
    first_run           True in the one summary that a first run over an old register sends
    backlog             reminders already past that were passed over by that first run (0 in every other message)
    sections            list of {"role", "heading", "items"}, never empty but for a summary of a trust in order and
                        for alerts; in this order:
                          role "alert"       something of the run itself (items empty, see `problems`)
                          role "escalation"  overdue, told to somebody above the owner
                          role "approver"    to be approved or signed by the recipient or the recipient's body
                          role "owner"       the recipient's own to review
                          role "with-owner"  for a clerk: still with its owner, not yet for the body (told only)
                          role "red"         trust summary: what is red (told only)
                          role "amber"       trust summary: the ten amber policies to look at first (told only)
                          role "blue"        trust summary: review date unknown (told only)
                          role "nobody"      trust summary: due, but there is nobody to write to (told only)
                          role "held"        trust summary: passed over by the first run (told only)
    sections[].items    list of
        policy          key of the policy as in every output
        ref             the Ref as typed, None where there is none
        title           the policy's title
        school          the school's name, None for the whole trust
        statutory       True, False, or None where the register says nothing
        owner           the owner as typed, names joined by ", "; None where there is none
        approver        the approver as typed, None where there is none
        severity        colour of the policy's worst finding: "red", "amber", "blue", "grey" or "green"
        stage           "with owner", "awaiting approval", "awaiting signature", "in order" or None
        status          the policy's standing in words: "Red: review overdue 412 days, statutory"
        since           first day on which the worst finding was true, None where unknown
        due_on          the day the review is due, None where no date can be told
        days_overdue    days since then where it is past, else 0
        days_left       days until then where it is not past, else 0; None without a date
        needed_by       the day by which the owner must be ready, None where no date can be told
        meeting         {"body", "on"} of the approving body's meeting that this is about, else None
        action          what the recipient is asked to do: "Review it and send it to the clerk by 30 November 2026."
        why             why it is said now: "14 days after the due date", "away: Jo Smith until 4 December 2026"
        findings        list of {"kind", "words", "severity", "message", "since"}, worst first; accepted ones left out
        evidence        list of {"source", "where", "raw"} of the due date and of the findings, without repeats
        draft           path of the draft relative to the project directory, None where there is none
        draft_link      always None unless drafts can be linked to
        document        path of the document relative to the project directory, None where there is none
        document_link   its web address under [documents] web_root, else None
        new             True for what this message tells for the first time (it spends a key), False for what is
                        repeated from earlier
    summary             {"red", "amber", "blue", "grey", "green"}: policies by their worst finding, and "total"
    by_school           list of {"school", "red", "amber", "blue", "grey", "green", "total"}, school None first
    register_problems   number of cells and rows of the register that could not be understood
    problems            list of {"kind", "message"}: what the run could not do and what is to be known of it; filled in
                        alerts and trust summaries, empty in every other message

An owner digest, approver digest or escalation to somebody who is also the trust's contact carries the sections of the
summary behind its own, so that one message does for all.
"""

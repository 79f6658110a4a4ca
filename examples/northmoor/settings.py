"""The example's settings file, every line explained for the person who keeps it."""

TRUST_TOML = """\
# Settings of the Northmoor Learning Trust for policyclerk.
# A line that begins with # is a remark. Text stands in "quotation marks"; true and false do not.
# What is not named here keeps its usual value; config/trust.example.toml of policyclerk lists everything.

[trust]
name = "Northmoor Learning Trust"            # how the trust is called in mails and reports
contact = "governance@northmoor.example"     # gets the weekly summary, and word when something fails

[register]
kind = "xlsx"                                # the register is an Excel file ("google" for a Google spreadsheet)
path = "register.xlsx"                       # where it lies, seen from this trust's folder
write_back = true                            # fill the columns named "Policyclerk ..." at the right; no other cell is touched

[documents]
root = "policies"                            # the folder with the Word files; the originals are never changed

[mail]
kind = "folder"                              # no message leaves: each becomes a file in outbox/ that you can open and read
reply_to = "governance@northmoor.example"    # where the answers go that a message offers

[reminders]
backlog = "send"                             # the first night writes about every policy that is late; "summary" goes gently
"""

"""What the flows may be told, once for all of them: Prefect makes one pydantic model of each flow's signature out of these.

So its pages show a form with these limits, and what lies outside them is refused before anything is touched. The fields stay side by side
and not within one field of their own: a schedule that sets one of them (`papers_day`) would take the place of the whole, the trust's folder
with it; and what was deployed earlier, or calls a flow by these names, would no longer fit.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

Directory = Annotated[str, Field(min_length=1, examples=["/srv/trust"])]
Today = Annotated[date | None, Field(ge=date(1990, 1, 1), le=date(2199, 12, 31))]
"""As far as the calendars of the command line reach."""
AllowMails = Annotated[int | None, Field(ge=1)]
Output = Annotated[str | None, Field(min_length=1)]
School = Annotated[str | None, Field(min_length=1)]
Audience = Literal["board", "school", "inspector"]
Form = Literal["html", "word", "excel", "csv", "evidence", "calendar"]

"""The board's report: how the policies stand, over time and beside one another, as plain values. Pure.

`board_view` puts everything together; page, Word report, workbook, .csv and evidence pack all show that one view, so
that their numbers are the same.
"""

"""The law, read aloud: one decision, straight from the bound policy.

This is the slow and readable evaluator. It shares no code with the compiled ones and never sees
their plan, so it is an independent witness: they are tested against it, cell by cell.

    fields → derived → checklist → flags          fields.py  formulas.py  flags.py
    criteria → contributions → scores             points.py  scores.py
    the walk down the tiers, at worst and best    found.py   tiers.py  axes.py  both_ways.py
    what the previous decision does to it         moves.py
    segments and stages                           classes.py
    what earlier assessments found                warnings.py
    seats, by the facts of the run                seats.py
    outcome, benefits, reasons                    walk.py    actions.py   reasons.py

`walk.interpret` is the whole of it. What reads the cases of a policy takes single parts (groups,
raters, rates, windows): `keytier check` does not load the rest.
"""

"""The worklist of a run: who waits for a person, what is asked of whom, and the answers read back.

`lines` collects, `sheet` writes what a person fills in, `answers` vets it, `merge` puts it into a
copy of the customers' file.
"""

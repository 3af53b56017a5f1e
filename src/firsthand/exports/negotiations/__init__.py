"""What is handed on of a negotiation: our amendments as tracked changes, tables, records for machines, Akoma Ntoso.

Everything is made of a `Negotiation` as somebody may see it; nothing here decides who may see what.
"""

"""Texts under negotiation: drafts are cut and compared, and what became of asks is proposed to a person who decides.

What is for the network and its allies is handled here as well as what is for everyone; `audiences` parts them.
"""

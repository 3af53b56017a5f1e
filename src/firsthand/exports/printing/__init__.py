"""What is printed: sheets in large print and with little ink, a leaflet, a card. Typst sets them.

No text ever becomes code: templates are fixed, and what they say comes to them as JSON.
"""

"""What coordinators do with what came through the door: open, review, apply, deliver, forget.

Runs on the coordinators' own machine and never beside the front.
"""

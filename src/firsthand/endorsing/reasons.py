"""Why an entry wants a coordinator's look, in a sentence each. It knows nobody's name."""

from firsthand.endorsing.bursts import Common
from firsthand.endorsing.resemblance import Likeness

MARKS = {
    "honeypot": "A field that no person sees was filled in.",
    "words": "The words that were signed are not those of that version of the text.",
    "version": "There is no such version of the text.",
    "earlier": "An earlier wording was signed, which has changed since.",
    "language": "The version does not exist in the language that was read.",
    "closed": "It came while nobody was asked to sign.",
    "early": "It came before signing was open.",
    "late": "It came after the last day.",
    "capacity": "Nobody was asked to sign in this capacity.",
    "fields": "Some choices were none that the form offers; the most careful ones were taken.",
    "cleaned": "Characters were taken out that hide or turn others.",
    "cut": "A field was longer than the form allows, and was cut.",
    "letters": "A word mixes letters of several alphabets.",
    "place": "It asks to be counted under a country, and names none.",
    "email": "What was given as an e-mail address is none.",
    "address": "The letter went to another address than the one in the signature.",
    "voucher": "Somebody was named to vouch who is not asked to.",
    "vouch": "A party was named to vouch: ask it first.",
    "invitation": "Its invitation is not good for this statement, or was not made with this key.",
    "used": "Its invitation was used more often than it allows.",
    "expired": "Its invitation had expired.",
    "twice": "The same form was sent twice, with different words; the first ones are here.",
    "asked": "You wanted to ask about it first.",
    "disavowed": "The owner of the address says that it was somebody else.",
}
"""Key -> sentence."""

GRAVE = frozenset(MARKS) - {"earlier", "vouch"}
"""Marks that keep an entry from being confirmed together with others."""

LIKENESSES = {
    Likeness.IMPERSONATION: "May pass itself off as {}: nothing shows an address of that domain.",
    Likeness.LOOKS: "Looks the same as {}, in other letters.",
    Likeness.ADDRESS: "Has the address of {}.",
    Likeness.NAME: "Has the name of {}.",
    Likeness.ACRONYM: "May be the same as {}, abbreviated.",
    Likeness.NEAR: "Is nearly written like {}.",
    Likeness.PARTY: "Is {}, to go by the domain of its address.",
}
"""What another one is called stands for the braces."""

BURSTS = {
    Common.COUNTRY: "One of {count} from {value} on {day}.",
    Common.DOMAIN: "One of {count} with addresses at {value} on {day}.",
    Common.AFFILIATION: "One of {count} who named “{value}” on {day}.",
    Common.NOTE: "One of {count} with the same note on {day}.",
}

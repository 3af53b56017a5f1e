"""The words of letters to those who signed, in the interface's languages. They say nothing that the reader doesn't know
of themselves: whoever sees one on a screen learns of no other signer."""

from msgspec import Struct


class Words(Struct, frozen=True):
    """Subject and text; what stands in braces is filled in."""

    subject: str
    text: str


FINAL = {
    "en": Words(
        "{title}: the text as it was signed",
        "Thank you for signing. You asked for the final text; here it is.\n\n{title}\n\n{words}\n\n"
        "On the web, with those who want to be named:\n{page}\n\n"
        "No other letter about it will come. Should you ever want to take your signature back, the code on your "
        "receipt "
        "does it:\n{withdraw}\n",
    ),
    "fr": Words(
        "{title} : le texte tel qu’il a été signé",
        "Merci d’avoir signé. Vous avez demandé le texte final ; le voici.\n\n{title}\n\n{words}\n\n"
        "Sur le web, avec celles et ceux qui veulent être nommés :\n{page}\n\n"
        "Vous ne recevrez pas d’autre lettre à ce sujet. Si vous voulez un jour retirer votre signature, le code de "
        "votre reçu suffit :\n{withdraw}\n",
    ),
    "es": Words(
        "{title}: el texto tal como se firmó",
        "Gracias por firmar. Usted pidió el texto final; aquí está.\n\n{title}\n\n{words}\n\n"
        "En la web, con quienes quieren que se les nombre:\n{page}\n\n"
        "No recibirá ninguna otra carta sobre esto. Si algún día quiere retirar su firma, basta el código de su "
        "comprobante:\n{withdraw}\n",
    ),
    "ru": Words(
        "{title}: текст в том виде, в каком он подписан",
        "Спасибо за подпись. Вы просили прислать окончательный текст; вот он.\n\n{title}\n\n{words}\n\n"
        "В сети, с именами тех, кто хочет быть назван:\n{page}\n\n"
        "Других писем об этом не будет. Если вы когда-нибудь захотите отозвать подпись, достаточно кода из вашей "
        "квитанции:\n{withdraw}\n",
    ),
}
"""To who asked for it when they signed. Fields: title, words, page, withdraw."""

AGAIN = {
    "en": Words(
        "{title}: the words have changed",
        "You signed “{title}”. Its words have changed since. Your signature stands under the words that you read, "
        "apart "
        "from the others.\n\nWhat has changed:\n{changes}\n\nIf you want to sign the new words as well:\n{link}\n\n"
        "If you do nothing, nothing happens to your signature. If you want to take it back, the code on your "
        "receipt does "
        "it:\n{withdraw}\n",
    ),
    "fr": Words(
        "{title} : le texte a changé",
        "Vous avez signé « {title} ». Le texte a changé depuis. Votre signature figure sous les mots que vous avez "
        "lus, à "
        "part des autres.\n\nCe qui a changé :\n{changes}\n\nSi vous voulez signer aussi le nouveau "
        "texte :\n{link}\n\n"
        "Si vous ne faites rien, votre signature reste ce qu’elle est. Pour la retirer, le code de votre reçu "
        "suffit :\n"
        "{withdraw}\n",
    ),
    "es": Words(
        "{title}: el texto ha cambiado",
        "Usted firmó «{title}». Desde entonces el texto ha cambiado. Su firma figura bajo las palabras que leyó, "
        "aparte "
        "de las demás.\n\nLo que ha cambiado:\n{changes}\n\nSi quiere firmar también el texto nuevo:\n{link}\n\n"
        "Si no hace nada, su firma queda como está. Para retirarla basta el código de su comprobante:\n{withdraw}\n",
    ),
    "ru": Words(
        "{title}: текст изменился",
        "Вы подписали «{title}». С тех пор текст изменился. Ваша подпись стоит под теми словами, которые вы читали, "
        "отдельно от других.\n\nЧто изменилось:\n{changes}\n\nЕсли вы хотите подписать и новый текст:\n{link}\n\n"
        "Если вы ничего не сделаете, с вашей подписью ничего не произойдёт. Чтобы отозвать её, достаточно кода из "
        "вашей "
        "квитанции:\n{withdraw}\n",
    ),
}
"""To who signed words that have changed. Fields: title, changes, link, withdraw."""

NEXT = {
    "en": Words(
        "{title}: will your organisation sign?",
        "When {name} signed an earlier letter, you asked to be told of the next one. This is "
        "it:\n\n{title}\n{page}\n\n"
        "To sign it:\n{link}\n\nThe link is meant for your organisation: please don’t pass it on. You can sign until "
        "{until}.\n\nIf you don’t want such letters any more, tell us, and your address is erased.\n",
    ),
    "fr": Words(
        "{title} : votre organisation signera-t-elle ?",
        "Quand {name} a signé une lettre précédente, vous avez demandé à être informés de la suivante. La voici :\n\n"
        "{title}\n{page}\n\nPour la signer :\n{link}\n\nCe lien est destiné à votre organisation : merci de ne pas "
        "le "
        "transmettre. On peut signer jusqu’au {until}.\n\nSi vous ne voulez plus de telles lettres, dites-le-nous "
        "et votre "
        "adresse sera effacée.\n",
    ),
    "es": Words(
        "{title}: ¿firmará su organización?",
        "Cuando {name} firmó una carta anterior, ustedes pidieron que se les avisara de la siguiente. Es esta:\n\n"
        "{title}\n{page}\n\nPara firmarla:\n{link}\n\nEl enlace es para su organización: por favor, no lo "
        "compartan. Se "
        "puede firmar hasta el {until}.\n\nSi ya no quieren recibir estas cartas, dígannoslo y borraremos su "
        "dirección.\n",
    ),
    "ru": Words(
        "{title}: подпишет ли ваша организация?",
        "Когда организация {name} подписала предыдущее письмо, вы просили сообщить о следующем. Вот оно:\n\n{title}\n"
        "{page}\n\nЧтобы подписать:\n{link}\n\nСсылка предназначена вашей организации, не передавайте её другим. "
        "Подписать "
        "можно до {until}.\n\nЕсли такие письма вам больше не нужны, скажите нам, и ваш адрес будет стёрт.\n",
    ),
}
"""To organisations that asked for it. Fields: name, title, page, link, until."""

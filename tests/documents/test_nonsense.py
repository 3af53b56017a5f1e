"""Which texts no language writes."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.documents.nonsense import Judgement, judge

DEMO = Path(__file__).parents[2] / "demo" / "works"
TEXT = (
    "The people who use services know best what these services lack. For years committees met without them, wrote "
    "guidance about them and then wondered why nobody came. This report says what changed when the door was opened, "
    "which obstacles remain, and what a small organisation can do with little money and much patience."
)
ENGLISH = TEXT.split()
RUBBISH = "nnFs rrntv lhc l1n1ted Na{ions (ieneral Assernbly xhe qnestion w1th rhe repori oJ tbe Cornmission"
SMALL, GREAT = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

HONEST = {
    "figures": "2019 2020 2021 1,204.5 3.2% 44% (12) 17–19 8/15 2,003 n/a 11.0 12.4 $400 €35 1:30 ±0.3 <0.01" * 8,
    "acronyms": "UNAIDS WHO UNODC PEPFAR GFATM EMCDDA HIV/AIDS HCV TB MDR-TB PrEP PEP ART OST NSP LGBTQI+ CCMs NGOs "
    "DCRs mRNA eBook McDonald UNHCR CRC/C/GC/20 A/HRC/41/34 GRATK INPUD EECA WCA " * 3,
    "names": "Nguyễn Văn Bình, Ðorđević, K. Szczepański, O’Brien, van der Westhuizen, Þórdís Björnsdóttir, Çağla "
    "Öztürk, Ng, Hlaváček, Ivars Krūmiņš, Schwarzschild, Mkhabela, Ndlovu, Tshwete, Goldschmidt, Przybylski " * 2,
    "addresses": "https://www.example.org/a/b?c=d&e=f_g info@example.org www.unaids.org/en/x.pdf 10.1016/j.drugpo "
    "doi:10.1000/182 /usr/share/doc C:\\data\\x.csv #harmreduction @network " * 3,
    "references": "Smith, J., Müller, K. & al. (2019), ‘Title’, Int. J. Drug Pol., vol. 12, no. 3, pp. 44–61; cf. "
    "op. cit., ISBN 978-3-16-148410-0; eds., 2nd edn, London: CUP, [1]–[4], et seq. " * 3,
    "mathematics": "f(x)=ax²+b, ∑(x_i−μ)²/n, α≤β, P(A|B)>0.5, y_t=ρ·y_{t−1}+ε, χ²=12.4, df=3, p<0.001, R²=0.87, 2n+1 "
    * 3,
    "german": "Rechtsschutzversicherungsgesellschaften, Angstschweiß, Herbstschnupfen und Wirtschaftsprüfung sind "
    "lange Wörter, die in einem Bericht über die Rechte der Menschen ohne weiteres nebeneinander stehen können " * 4,
    "capitals": "NOTHING ABOUT US WITHOUT US: THE RIGHTS OF PEOPLE WHO USE DRUGS AND THOSE WHO STAND BY THEM " * 4,
    "arabic": "يجب أن يشارك الأشخاص الذين يتعاطون المخدرات في كل القرارات التي تمس حياتهم وصحتهم " * 4,
    "hindi": "जो लोग नशीली दवाओं का उपयोग करते हैं उनके अधिकारों का सम्मान किया जाना चाहिए और उन्हें सुना जाना चाहिए " * 4,
    "thai": "ผู้ใช้ยาต้องมีส่วนร่วมในการตัดสินใจทุกเรื่อง ที่มีผลต่อชีวิต และสุขภาพของตนเอง " * 6,
    "chinese": "使用药物的人应当参与所有影响他们生活的决定。没有我们的参与，就不要做关于我们的决定。" * 10,
    "vietnamese": "Người sử dụng ma túy phải được tham gia vào mọi quyết định ảnh hưởng đến cuộc sống của họ " * 4,
}


def shifted(word: str, by: int) -> str:
    return "".join(chr((ord(sign) - 33 + by) % 94 + 33) if "!" <= sign <= "~" else sign for sign in word)


def exchanged(words: list[str], seed: int) -> list[str]:
    """Every letter replaced by another, as a wrong table of letters does."""
    letters = list(SMALL)
    random.Random(seed).shuffle(letters)
    table = str.maketrans(SMALL + GREAT, "".join(letters) + "".join(letters).upper())
    return [word.translate(table) for word in words]


@pytest.mark.parametrize("kind", sorted(HONEST))
def test_what_is_no_prose_is_no_soup_either(kind: str) -> None:
    assert not judge(HONEST[kind].split()).is_doubtful


def test_the_texts_of_the_demonstration_are_not_doubtful() -> None:
    texts = [path.read_text() for path in sorted(DEMO.rglob("*.md"))]
    assert len(texts) >= 5
    for text in texts:
        words = text.split()
        for start in range(0, len(words), 200):
            assert not judge(words[start : start + 200]).is_doubtful


@pytest.mark.parametrize("by", [-29, 3, 29, 60])
def test_letters_shifted_by_a_font_without_a_table_are_soup(by: int) -> None:
    assert judge([shifted(word, by) for word in ENGLISH]).is_soup


def test_nearly_every_exchange_of_letters_is_soup() -> None:
    found = [judge(exchanged(ENGLISH, seed)) for seed in range(60)]
    assert sum(one.is_soup for one in found) >= 54


@pytest.mark.parametrize(
    "text",
    ["Каждый человек имеет право на участие в решениях, которые его касаются. ", "Οι άνθρωποι έχουν δικαιώματα. "],
)
def test_text_in_a_wrong_encoding_is_soup(text: str) -> None:
    words = (text * 8).encode().decode("cp1252", "replace").split()
    assert judge(words).is_soup


def test_bad_recognition_is_doubtful_before_it_is_soup() -> None:
    rubbish = RUBBISH.split()
    mixed = [word for pair in zip(ENGLISH, rubbish * 9, strict=False) for word in pair][: len(ENGLISH)]
    assert judge(mixed).is_doubtful
    assert judge(rubbish * 8).is_soup


def test_private_letters_are_nonsense_in_any_script() -> None:
    assert judge(["\ue041\ue042\ue043"] * 30).is_soup
    assert judge(["मा\ue0a1न"] * 30).is_soup


def test_a_few_words_are_never_judged() -> None:
    assert not judge(["xkcd", "qqvz", "bcdfg", "hjklm"]).is_doubtful
    assert judge([]) == Judgement()


@given(st.lists(st.text(min_size=1, max_size=60), max_size=200))
def test_a_share_is_always_a_share(words: list[str]) -> None:
    found = judge(words)
    assert 0 <= found.share <= 1
    assert 0 <= found.odd <= 1
    assert found.nonsense <= found.words <= max(len(words), 0)
    assert found.is_doubtful or not found.is_soup

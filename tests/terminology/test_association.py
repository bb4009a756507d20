"""Statistics against a list made by hand: 60 terms that occur at least twice in the targets and indicators."""

from pathlib import Path

from cdalign.lexicon import core_lexicon
from cdalign.terminology.extraction.association import Association
from cdalign.terminology.inflection import singular_of

TERMS = """\
可持续发展=sustainable development
最不发达国家=least developed countries
小岛屿发展中国家=small island developing States
内陆发展中国家=landlocked developing countries
发展中国家=developing countries
发达国家=developed countries
官方发展援助=official development assistance
世界贸易组织=World Trade Organization
外国直接投资=foreign direct investment
民间社会=civil society
国内生产总值=gross domestic product|GDP
国民总收入=gross national income|GNI
残疾人=persons with disabilities
老年人=older persons
儿童=children
自然资源=natural resources
生物多样性=biodiversity
生态系统=ecosystems
外来入侵物种=invasive alien species
偷猎=poaching
气候变化=climate change
公共采购=public procurement
能力建设=capacity-building
疟疾=malaria
结核病=tuberculosis
死亡率=mortality rate
生殖健康=reproductive health
疫苗=vaccines
药品=medicines
饮用水=drinking water
可再生能源=renewable energy
童工=child labour
金融服务=financial services
奖学金=scholarships
教师=teachers
营养不良=malnutrition
基础设施=infrastructure
伙伴关系=partnerships
灾害风险=disaster risk
公共交通=public transport
人类住区=human settlements
遗传资源=genetic resources
早期预警=early warning
国际合作=international cooperation
化学品=chemicals
废物=waste
渔业=fisheries
森林=forests
酷刑=torture
烟草=tobacco
道路交通=road traffic
性暴力=sexual violence
旅游业=tourism
水资源=water resources
淡水=freshwater
湿地=wetlands
汇款=remittances
出口=exports
附加值=value added
化石燃料=fossil fuel
信息和通信技术=information and communications technology
研究与开发=research and development
"""
LEAST_PRECISION = 0.85


def folded(words: str) -> str:
    return " ".join(singular_of(word.lower()) for word in words.replace("-", " ").split())


def test_the_first_rendering_is_right_for_most_terms_that_occur_twice(shared: Path) -> None:
    rows = [
        line.split("\t")
        for name in ("04_sdg_targets", "05_sdg_indicators")
        for line in (shared / "pairs" / name / "aligned.tsv").read_text(encoding="utf-8").splitlines()[1:]
    ]
    association = Association([(row[1], row[2]) for row in rows], core_lexicon())
    wanted = [line.split("=") for line in TERMS.splitlines()]
    frequent = [(term, texts) for term, texts in wanted if association.units_of_chinese(term).bit_count() > 1]
    wrong = []
    for term, texts in frequent:
        best = association.renderings(term, 1)[0].text
        if folded(best) not in {folded(text) for text in texts.split("|")}:
            wrong.append(f"{term}: {best}")
    assert len(frequent) >= 60
    assert 1 - len(wrong) / len(frequent) >= LEAST_PRECISION, wrong

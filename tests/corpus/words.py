"""What the essays of the corpus are made of: sentences and headings of our own, by language."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """Sentences, headings and titles in one language."""

    sentences: tuple[str, ...]
    headings: tuple[str, ...]
    titles: tuple[str, ...]
    names: tuple[str, ...]
    between: str
    """What stands between two sentences."""


ZH = Words(
    sentences=tuple(
        "清早五点半，码头上的灯还亮着，第一班轮渡已经靠岸。|我们把昨天没有送完的件重新分了一遍，按街道排好次序。|"
        "老周说，路是走熟的，不是记熟的。|那一年雨水特别多，江面涨到了第三级台阶。|雨停以后，整条巷子都是桂花的味道。|"
        "会上大家谈了三个多小时，意见并不一致，但都愿意再试一次。|要把每一件小事当成大事来做，做到底，做到有人看见也好，没人看见也好。|"
        "统计下来，全年共修好水管四十七处，更换路灯一百二十三盏，增设长椅十六张。|他不大说话，可是一开口，屋里的人就都停下来听。|"
        "这件事看起来简单，真正做起来却处处是学问。|学徒的第一年，我只做一件事：把工具擦干净，放回原处。|"
        "有人问我图什么，我想了半天，说图个心里踏实。|去年冬天，站点搬到了桥的另一边，离家远了两里路。|"
        "从制度上说，值班、交接、复核三个环节缺一不可；从人情上说，谁都有累的时候。|母亲把信折好，放进饼干盒子里，盒子已经满了。|"
        "“师傅，这个螺丝要拧到几分紧？”我问。|他没有回答，只把扳手递给我，让我自己听声音。|"
        "图书室不大，靠窗有一张旧桌子，桌面上刻着许多人的名字。|我在那张桌子前读完了能找到的所有关于桥梁的书。|"
        "到了秋天，新来的同事已经能一个人值夜班了。|有时候慢就是快，这个道理要吃过亏才懂。|"
        "数据不会骗人，但是会漏掉人，所以我们还要去走访，去敲门，去坐下来听。|回来的路上起了雾，车灯照出去只有十几米。|"
        "后来我才知道，那天夜里他一个人守了整整六个小时。|村口的老槐树据说有三百年了，夏天树下总有人下棋。|"
        "我把这些记下来，不是因为重要，而是因为怕忘。|三个月下来，投诉少了一半，笑脸多了不少。|"
        "桌上的茶凉了又添，添了又凉，谁也没有要走的意思。|孩子们在河滩上捡石头，比谁的更圆。|当然，问题还有不少，有的急，有的不急，有的一时半会儿解决不了。".split(
            "|"
        )
    ),
    headings=tuple(
        "统一思想，把准方向|摸清家底，分清轻重|工作中的主要做法|存在的困难和不足|下一步打算|从一封来信说起|桥上的一天|学徒岁月|夜班札记|"
        "老街与新路|完善值班制度|加强队伍建设|改进服务方式|畅通反映渠道|关于经费的说明|重要的是坚持|雨季防汛准备|走访与座谈|经验与体会|"
        "风雪夜归|渡口相逢|旧友来访|巷子深处|一盏灯|秋后算账|远行之前|春来江水绿|工具与手艺|把话说完|听声音的人".split(
            "|"
        )
    ),
    titles=tuple(
        "江边札记|我的修理铺|社区服务年度工作总结|参加业务培训心得体会|巷口的桂花|桥梁养护工的一天|读书与走路|关于旧城改造的几点思考|轮渡三十年|写给新同事的话".split(
            "|"
        )
    ),
    names=("周柏年", "林 渡", "沈小舟", "顾明远"),
    between="",
)

EN = Words(
    sentences=tuple(
        "The ferry had already left when we came down to the landing, and there was nothing to do but wait.|"
        "A bridge is a promise made by people who will not be there when it is kept.|"
        "My first master taught me one thing in the whole of the first year, and it was how to put a tool back.|"
        "We counted the lamps twice, once by daylight and once by dark, and the two numbers did not agree.|"
        "Nobody spoke for a long time.|It is easy to be patient with rivers.|"
        "What the old man had called laziness turned out, on closer inspection, to be a kind of attention.|"
        "There were eleven letters in the box, and the last of them had never been opened.|"
        "She read slowly, with a pencil, as if every sentence might be asked to account for itself.|"
        "The rain began on a Tuesday and did not stop until the harvest was lost.|"
        "I have kept the notebook, though the ink has gone brown and half of the names mean nothing to me.|"
        "In the morning the fog lay so thick that the lamps of the yard looked like planets.|"
        "“You can hear it,” he said, and tapped the rail with the handle of his knife.|"
        "By the end of the month the complaints had fallen by half, which surprised everyone but the clerk.|"
        "Whoever wants to understand a street should walk it at five in the morning.|"
        "The table by the window was carved with the initials of four generations.|"
        "None of this would matter if the work were not done well; but it was, and so it does.|"
        "He answered that a screw is tight when it stops complaining.|"
        "Of the three proposals only the cheapest was ever discussed.|"
        "We went home by the long road because the short one was under water.".split("|")
    ),
    headings=tuple(
        "The Landing|On Putting Tools Back|What the Clerk Knew|A Season of Rain|Eleven Letters|The Table by the Window|"
        "How to Hear a Screw|Counting the Lamps|The Long Road Home|Of Patience|Getting started|What went wrong|Notes on method|"
        "The second winter|A street at five|Promises|Why it matters|Looking back".split("|")
    ),
    titles=tuple(
        "Notes from the Landing|The Patience of Rivers|A Clerk's Year|On Mending Things|The Eleventh Letter|Walking at Five".split(
            "|"
        )
    ),
    names=("Ruth Calder", "J. M. Harrow", "Tom Ashby"),
    between=" ",
)

JA = Words(
    sentences=tuple(
        "朝の五時半、渡し場の灯りはまだ点いていた。|昨日のうちに終わらなかった仕事を、もう一度はじめから数えなおした。|道は覚えるものではなく、歩いて慣れるものだと親方は言った。|"
        "その年は雨が多く、川の水は三段目の石段まで上がった。|雨が止むと、路地いっぱいに金木犀の匂いがした。|彼はあまり話さなかったが、口を開くとみんなが黙って聞いた。|"
        "見習いの一年目は、道具を拭いて元の場所に戻すことだけをした。|窓ぎわの古い机には、たくさんの名前が彫られていた。|帰り道は霧が深く、灯りは十歩先までしか届かなかった。|"
        "忘れないように、これを書いておく。".split("|")
    ),
    headings=tuple(
        "渡し場にて|道具の話|雨の季節|机と名前|夜番|霧の帰り道|古い手紙|川のほとり".split("|")
    ),
    titles=("川べりの記", "見習いの一年", "渡し場だより"),
    names=("川野渡", "森田栞"),
    between="",
)

KO = Words(
    sentences=tuple(
        "새벽 다섯 시 반, 나루터의 불은 아직 켜져 있었다.|어제 끝내지 못한 일을 처음부터 다시 세어 보았다.|길은 외우는 것이 아니라 걸어서 익히는 것이라고 스승은 말했다.|"
        "그해에는 비가 많이 와서 강물이 셋째 계단까지 차올랐다.|비가 그치자 골목 가득 꽃 냄새가 났다.|첫해에 나는 연장을 닦아 제자리에 두는 일만 했다.|"
        "창가의 낡은 책상에는 많은 이름이 새겨져 있었다.|돌아오는 길은 안개가 짙어서 불빛이 멀리 가지 못했다.|잊지 않으려고 이것을 적어 둔다.".split(
            "|"
        )
    ),
    headings=tuple(
        "나루터에서|연장 이야기|비 오는 계절|책상과 이름|밤 근무|오래된 편지".split("|")
    ),
    titles=("강가의 기록", "첫해의 일"),
    names=("강나루", "한서윤"),
    between=" ",
)

BY_LANGUAGE = {"zh": ZH, "en": EN, "ja": JA, "ko": KO}

"""Words that suggest that a child is being harmed. A text routed to the named officer in vain costs a look; one that
is missed costs more: in doubt it says yes. It reads patterns (who does what to whom, what is withheld, what is
feared), not sense; a person reads what it routes, and what it lets pass is no proof of safety."""

import re

from privacy.plain import plain

_VICTIM = r"(?:我|他|她|弟弟?|妹妹?|孩子|小孩|女儿|儿子|女孩|男孩|同学|妈妈|奶奶|人)"
_KIN = (
    r"(?:爸|妈|父|母|爹|娘|继父|继母|叔|舅|伯|姑|姨|爷|奶|外公|外婆|哥|姐|老师|教练"
    r"|校长|保安|宿管|邻居|家里|家人|大人|亲戚|男朋友)"
)

# What people do with their hands, and what is left to see of it.
_VIOLENCE = (
    rf"[打揍抽扇踢踹掐捏拧烫砍捅勒绑捆拽拖砸踩推摔吊](?:了|着|过|得|伤|骂|断|死|晕"
    rf"|哭|一?顿|住)*{_VICTIM}(?!电话|这|那边|家电话|们?这|们?家门|用过|比赛)"
    r"|(?:把|将)[^，。]{1,6}(?:烫|打|弄|砍|咬|砸|摔)(?:伤|得|哭|残|瘸|流血)"
    r"|(?<!敲)打(?:断|死|骂|手心|伤|得|屁股|耳光|哭|出血|我们|人(?!次|员|数))"
    r"|被(?!太阳|风|雨|车|浪|石|球)[^，。,;；\n]{0,8}?(?:打|揍|扇|踢|踹|掐|骂|烫"
    r"|绑|拖|推倒|关|锁|赶|抢|欺|侮|逼|强|孤立|体罚|罚|脱|卖|摸|亲|偷拍|堵|拐|抛"
    r"|扔|砍|捅|烧)"
    r"|挨[了着]?(?:一?顿|过)?(?:打|揍|骂|饿|巴掌)|揍|毒打|暴打|体罚|罚[^，。]{0,5}(?:跪"
    r"|站一|不准吃)|下跪|跪(?:着|在|一|下|到)"
    r"|耳光|巴掌|家暴|家庭暴力|虐待|殴打|暴力|皮带|衣架.{0,4}[打抽]|棍子|鞭子|烟头|拿刀|菜刀|动手打"
    rf"|{_KIN}[^，。]{{0,8}}(?:打架|打妈|打爸|打奶|动手|喝[醉多酒][^，。]{{0,8}}(?:打|骂|砸|摔|闹|发)|拿刀|砸东西)"
    r"|(?:身上|手臂|胳膊|手上|背上|背后|腿上|脸上|脖子上|眼睛|屁股)[^，。蚊]{0,6}(?:伤"
    r"|青一|瘀|淤|紫|疤|印子|血|烫)|青一块|都?[紫肿]了"
)
_SEXUAL = (
    r"(?:摸|亲|舔|搂|蹭|碰)(?:了|着|过|到|住|我|她|他|们|妹妹|女生|女孩|同学|的|一下){0,4}(?:下面"
    r"|屁股|胸|身体|身上|大?腿|隐私|裤|嘴|脸|那里|私)"
    r"|(?:摸|亲|舔|搂)(?:了|着|过)?(?:我|她|他|妹妹|女生|女孩|同学)(?!的?(?:头|手心"
    r"|肚子|额头|脉))|抱住?(?:了|着)?(?:我|她|妹妹)[^，。]{0,4}(?:不放"
    r"|不松|不让)|摸(?:我|他|她)下"
    r"|手?伸[进到][^，。]{0,6}(?:裤|衣|裙|里面|被子)|脱[^，。鞋]{0,5}(?:裤|衣|裙)"
    r"|裤子里|内裤|裸|(?:不|没|没有)穿衣服|光着?身子|光屁股"
    r"|黄色(?:的)?(?:视频|图片|电影|片|网站|小说)|黄片|私处|私密|下体|下身|胸部|性侵"
    r"|猥亵|强奸|强暴|性骚扰|骚扰|怀孕|流产"
    r"|(?:偷|窥)[拍看][^，。]{0,6}|(?:看|拍)[^，。]{0,4}(?:洗澡|换衣|上厕所)|洗澡[^，。]{0,4}(?:看|拍|进来)"
    r"|(?:到|上|爬|躺|钻)[^，。]{0,3}我[^，。]{0,2}(?:床|被)|(?:跟|和|陪)(?:他|叔叔"
    r"|我|她|老师|教练)一?起?睡|(?:跟|和|陪)(?:他|叔叔|老师|教练)[^，。]{0,3}睡"
    r"|(?:网友|网上|陌生人|游戏里|群里|有人)[^。]{0,14}(?:照片|见面|视频|身体|约我"
    r"|约她|转账|地址)|(?:要|让|叫|逼)我[^，。]{0,4}[发拍传][^，。]{0,8}(?:照|视频"
    r"|图)"
    r"|(?:照片|视频|截图)[^，。]{0,8}(?:威胁|发到|发给|传到|传出|群里|要钱)|(?:威胁|群发)[^，。]{0,8}(?:照片|视频)"
)
_SILENCED = (
    r"(?:不要|别|不许|不准|不能|不让|不敢|叫我不)[^，。]{0,5}(?:告诉|说出去|跟[^，。]{0,4}说"
    r"|报警)|(?:我们|我和他|两个人)的?[^，。]{0,3}秘密"
    r"|告诉[^，。]{1,6}就[^，。]{0,4}(?:打|弄|杀|死|不要|赶)"
    r"|威胁|恐吓|吓唬(?:我|她|他)|弄死|杀(?:了|死)?(?:我|你|他|她|人|全家)|要杀|(?:说"
    r"|扬言)[^，。]{0,6}(?:打断|打死|杀|弄)"
    r"|(?:不敢|不想|怕|害怕|不愿意?)[再]?(?:回家|回去|放学|看见爸|看到爸|见到爸|见他)"
    r"|回到?家[^，。]{0,5}(?:害怕|就怕|就?挨|就?被?打|被骂)"
    r"|离家出走|出走|想离开?家|不想待在?家|再也不(?:想)?回|(?:躲|藏)在?(?:柜|床|厕所|桌|衣柜)"
)
_DESPAIR = (
    r"自杀|自残|自伤|轻生|不想活(?!动)|活着[^，。]{0,4}(?:没|累|干)|活不下去|活够"
    r"|不如死|想死(?!你|我们?了)|死了?(?:算了|就好|更好|一了|才好)"
    r"|去死|想(?:要)?(?:消失|结束)|遗书"
    r"|跳(?:楼(?!梯)|河|江|下去|桥)|从[^，。]{0,6}(?:楼|桥|窗)[^，。]{0,3}跳|割(?:过"
    r"|了|自己)?(?:腕|手腕|手|脉|自己|腿|胳膊)|划(?:过"
    r"|了|破)?(?:自己|手腕|胳膊|手臂)|刀[^，。]{0,4}划[^，。]{0,3}(?:自己|手|印|胳)"
    r"|(?:吃|吞)[^，。]{0,4}(?:安眠药|很多药|好多药|一瓶药|药自|农药)|喝农药|伤害自己"
    r"|打自己|恨自己|讨厌自己|多余的|没有?人(?:要|爱|喜欢|在乎|关心)我"
    r"|不要我了?(?=$|[，。！,!])|(?:把|要)[^，。]{0,2}(?:我|弟弟|妹妹)[^，。]{0,3}(?:扔|丢|卖|送人|送走)"
)
_DEPRIVED = (
    r"(?:不|没人|没有人|不肯)(?:让|给|许|准|带|送|管)(?:我们?|他|她|弟弟|妹妹|孩子"
    r"|小孩)?(?:吃饭|饭吃|饭|吃东西|东西吃|吃的|吃饱|喝水|水喝|睡觉"
    r"|上学|读书|念书|看病|治病|去医院|回家|进门|进家|做饭|穿|钱吃)"
    r"|(?:饿|冻)(?:着|了[^，。]{0,2}[天顿]|肚子(?!叫)|我|几|[一二两三四五]天)|经常饿"
    r"|[几两二三四五](?:天|顿|餐)(?:都)?[没不][^，。]{0,3}吃"
    r"|没饭吃|没吃[^，。]{0,3}[几两二三四五]天|捡(?:垃圾|剩饭)吃"
    r"|(?:没有?人|不|都不|从来不|没)管(?:我|他|她|弟弟|妹妹|孩子|小孩|们)|没有?人(?:照顾"
    r"|带[^，。]{0,6}(?:看病|医院)|给[^，。]{0,4}做饭"
    r"|做饭)|(?:生病|发烧|受伤)[^。]{0,10}(?:没人|不带|不管|不理|不给)"
    r"|(?:[一二三四五六1-6]岁)[^，。]{0,6}(?:自己|一个人|独自)在家|(?:一个人|独自"
    r"|自己)(?:住|过夜|在家[^，。]{0,3}(?:过夜|几天|好几))"
    r"|好几天没(?:回|人)|赶[^，。]{0,4}(?:出|走)|睡在?(?:阳台|地上|门外|网吧|桥|街|马路|厕所|楼道|狗)"
    r"|关(?:在|进|到)[^，。]{0,4}(?:门外|屋|房|厕所|柜|笼|外面|里面|家里|厨房|地下)"
    r"|(?:把|将)(?:我|弟弟|妹妹|他|她|孩子|同学|小孩)[^，。]{0,3}(?:关"
    r"|锁|绑|捆|吊|扔|丢|卖)|锁在|小黑屋|(?:我|孩子|弟弟|妹妹)[^，。]{0,4}关起来"
    r"|逼(?:我|他|她|弟弟|妹妹|孩子|着|迫|同学|[^，。]{0,3}脱)|强迫|要饭|乞讨|童工"
    r"|(?:打工|干活|赚钱|挣钱)[^。]{0,10}(?:不让|不干|不准|就饿"
    r"|才给)|(?:让|要|叫|逼)我[^，。]{0,4}(?:打工|嫁|结婚|订婚|辍学|偷)|嫁人|嫁给"
)
_PRESSED = (
    r"保护费|勒索|敲诈|抢(?:走|了|我|同学|他|她|们|的){0,4}[^，。]{0,3}(?:钱|手机"
    r"|零花|书包|早饭|午饭|饭卡)|(?:问|找|向|跟|堵)(?:着)?(?:我"
    r"|我们|同学|他|她)[^，。]{0,3}(?:要|收|拿|讨)[^，。]{0,4}钱"
    r"|不(?:给|交|拿)[^，。]{0,4}钱[^，。]{0,2}就|堵(?:着|住|在[^，。]{0,6})?(?:我(?!家"
    r"|们)|人|同学)|(?:给|交给)(?:他|他们|大哥"
    r"|老大)[^，。]{0,4}(?:钱|零花)"
    r"|欺负|欺凌|霸凌|欺侮|侮辱|羞辱|孤立(?:我|他|她)|(?:起|取)[^，。]{0,3}外号|嘲笑(?:我"
    r"|他|她)|(?:都|没人)不?[跟和]我玩|[骂](?:我|他"
    r"|她|人|得)|吐口水|围(?:住|着)(?:我|打|他)|贴纸条|泼(?:我|水在|他|她)|造谣|传我"
    r"|跟踪|尾随|(?:人|男的|男人|叔叔|大爷|爷爷|怪人|车|大叔)[^，。]{0,6}(?:跟着"
    r"|盯着|跟在|拉住|拉着|拦住)(?:我|我们|她|他)|陌生[^，。]{0,8}(?:车"
    r"|糖|跟|拉|带|抱|叫|给)|(?:叫|让|拉|骗|哄|带)(?:我|我们|她|妹妹|弟弟)[^，。]{0,4}(?:上[^，。]{0,4}车"
    r"|去他|到他|进他)|拐(?:卖"
    r"|走|骗)|人贩"
)
_ENGLISH = (
    r"\b(?:hit(?:s|ting)?|beat(?:s|en|ing)?|slap(?:s|ped)?|kick(?:s|ed)?|punch(?:es|ed)?|hurt(?:s"
    r"|ing)?|burn(?:s|ed|t)?|whip(?:s|ped)?|chok(?:es?|ed)|grab(?:s|bed)?|threw|throws?)\s+(?:me"
    r"|him|her|us|my\s+\w+)\b"
    r"|\b(?:touch(?:es|ed|ing)?|kiss(?:es|ed)?)\s+(?:me|her|him|my)\b|\bprivate\s+parts?|\bnaked"
    r"|\bnudes?\b|\b(?:take|took|takes)\s+off\s+(?:my|our|her|his)\b|\brap(?:e|ed)\b|\b(?:in|into)\s+my\s+bed\b"
    r"|\babus"
    r"|\bkill(?:s|ed)?\s+(?:myself|me|him|her|us)|\bwant(?:s|ed)?\s+to\s+(?:die|disappear)|\b(?:not"
    r"|n.t)\s+want\s+to\s+(?:live|be\s+alive)(?!\s+(?:in|near|at|here|there|by|next|far))|\bcut(?:s"
    r"|ting)?\s+(?:myself|my\s+(?:arm|wrist|leg|skin))|\bsuicid|\bhate\s+myself"
    r"|\bbull(?:y|ies|ied|ying)\b|\bthreat|\bblackmail|\b(?:take|takes|took|steal|steals)\s+(?:my"
    r"|our)\s+(?:\w+\s+)?(?:money|phone)|\block(?:s|ed)?\s+(?:me|us|him|her)\b|\bstarv|\b(?:no"
    r"|any|not\s+give\s+me|n.t\s+give\s+me|without)\s+food\b|\b(?:nobody|no\s+one)\s+(?:wants|loves"
    r"|feeds|cares)"
    r"|\b(?:man|stranger|someone|somebody|car|he|they)\s+(?:\w+\s+){0,2}follow(?:s|ed|ing)?\s+(?:me"
    r"|us)|\b(?:scared|afraid|frightened)\s+(?:to\s+go|of\s+going|to\s+be|of\s+being)\s+(?:at\s+)?home"
    r"|\bdrunk\b|\brun(?:s|ning)?\s+away\b|\b(?:don.t|do\s+not|not\s+to|never)\s+tell|\bif\s+i\s+tell"
    r"|\bsecret\b|\bleft\s+alone|\bforce[sd]?\s+me"
)
# What may also be said of games, animals and things; and what only people do to one another.
_BODILY = [re.compile(group, re.IGNORECASE) for group in (_VIOLENCE, _SEXUAL, _DEPRIVED, _ENGLISH)]
_OTHERS = [re.compile(group, re.IGNORECASE) for group in (_SILENCED, _DESPAIR, _PRESSED)]

# Ways of speaking: 热死了. Taken out before anything is looked for.
_SAYINGS = re.compile(
    r"(?:热|笑|累|饿|困|吵|冷|烦|气|忙|晒|渴|臭|丑|贵|闷|慢|美|怕|吓|痒|疼|痛|无聊"
    r"|羡慕|高兴|开心|喜欢|想)死(?:了|我|人|啦|个)+"
    r"|[得]?要死(?!了)|得要命|死胡同|打死(?:了|我)?[几一二三四五0-9两]+次|(?:打|发)我(?:们|的)?(?:的)?(?:电话|手机)"
)
# Where a thing or an animal acts, or is acted upon, in play or in nature; where harm is to be prevented.
_HARMLESS = re.compile(
    r"游戏|[小大]?[狗猫鸟]|蚊|虫子?(?:咬|叮)|疫苗|打针|医生|护士|大夫|绳|[篮足羽排乒]"
    r"|花被|树被|\b(?:ball|sun|wind|swing|door|game)\b"
    r"|动画|电影|故事|小说|扶手|链子"
)
_PREVENTED = re.compile(
    r"防|反(?:欺|家|校|霸|性)|避免|减少|禁止|不准|不许|不得|杜绝|制度|讲座|教育|宣传"
    r"|机制|措施|条例|办法|热线|海报|课程|评估|免受|告诫|法律|风险|侵害的|"
    r"\b(?:stop|anti|prevent|against|poster|rules?)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"(?:不|没|没有|没人|没有人|从不|从没|不会|不要|别|未)(?:再|被|人|在|会|来)?$|\b(?:nobody|no one|never|not|n.t)\s$",
    re.IGNORECASE,
)
_NEAR = re.compile(r"我|爸|妈|继父|他打|弟弟|妹妹|\b(?:me|my|i)\b", re.IGNORECASE)
_DARK = re.compile(r"黑|灯|路远|太远|过马路|车多|车太|狗")


def suggests_harm(text: str) -> bool:
    """Of one remark, comment or answer, in Chinese or English."""
    read = _SAYINGS.sub("", plain(text))
    return any(_suggests(part) for part in re.split(r"[。！？!?\n]", read))


def _suggests(sentence: str) -> bool:
    return any(
        _counts(hit, sentence, bodily=form in _BODILY)
        for form in (*_BODILY, *_OTHERS)
        for hit in form.finditer(sentence)
    )


def _counts(hit: re.Match[str], sentence: str, *, bodily: bool) -> bool:
    clause = _clause(sentence, hit)
    if _DENIED.search(sentence[: hit.start()]) or (_PREVENTED.search(clause) and not _NEAR.search(clause)):
        return False
    if bodily and _HARMLESS.search(clause):
        return False
    return not (hit[0].startswith(("不敢", "怕", "害怕", "不想")) and _DARK.search(sentence))


def _clause(sentence: str, hit: re.Match[str]) -> str:
    start = max(sentence.rfind(mark, 0, hit.start()) for mark in ",，;；") + 1
    ends = [at for mark in ",，;；" if (at := sentence.find(mark, hit.end())) >= 0]
    return sentence[start : min(ends, default=len(sentence))]

"""Words around a question that mean nothing to the bot, in five languages."""

from bot.parsing.vocabulary.korean_fillers import KOREAN_FILLERS
from bot.parsing.wording import NO_HANGUL_AFTER, NO_HANGUL_BEFORE, any_of, latin

_K, _E = NO_HANGUL_BEFORE, NO_HANGUL_AFTER
# Syllables of verbs' endings; a name that begins like a verb has others: 없는도시, 해운대.
_TAIL = (
    "[요드가니다까죠지네나냐고는은을를데서면게래려며어아여야해하했었았겠습입인건거싶줘주세줄달라봐볼수있없음임될됐돼워와왔던든용욤염유슈노교소당잉도되할한하껴겨디제예꽈께랑먼만리메쥬쥐긔삼심십소꺼꼬코카이임함음옵까나여지자쯤기 ]{0,8}"
    + NO_HANGUL_AFTER
)


def _besides(words: str) -> str:
    """Return a pattern for words besides; -do and -si belong to the names before them."""
    return f"(?<!-){latin(words)}"


# The whole of a region: 강원도 전역, all of Gangwon.
_EXTENT = (
    rf"{_K}(?:전역|전\s?지역|일대|일원|곳곳|구석구석)(?:에|에서|은|는|의|도)?{_E}",
    latin("(?:the )?(?:whole|entire)(?: of)?|across|province|toàn|cả|khắp"),
    "全域|全体|各地|一帯|整[个個]|全部|全省|全境",
)
FILLERS = any_of(
    *_EXTENT,
    # Laughter, and what the bot is called.
    latin("(?:ha|he|hi|ho|hu){2,}h?|k{3,}|j{3,}|lo+l|l(?:ma|mfa)o|xd|botty|botito|little bot|weather ?bot")
    + r"|(?:天[气氣])?(?:小)?(?:助手|机器人|機器人)(?:先生|同学|君)?|ボット(?:くん|さん|ちゃん|君)?|날씨\s?봇(?:님|아|이)?",
    # Korean
    rf"(?:{_K}|(?<=\x1f)\s?)(?:알려|알랴|알리|알켜|갈켜|갈쳐|가르켜|가리켜|갈치|일러|보여|뵈|말해|얘기해|이야기해|가르쳐|찾아|확인해|검색해|조회해|요약해|정리해|브리핑해|봐|내|해|틀어|읽어|들려|불러|띄워|던져)\s?(?:주십시오|주시오|주시게|주구려|주이소|주이다|주시면|주실|주심|줘|줄|조|쥬|쥐|죠|주|달|다오|드|도|다|놔|라|볼|봐|바|보|랑께|요){_TAIL}(?:\s?(?:수|래){_TAIL}\s?있{_TAIL})?",
    rf"(?:{_K}|(?<=\x1f)\s?)(?:어때|어떠|어떤|어떻|어떨|어땠|어떵|어떰|어뗘|어뗘|어떼|어뜨|어띠|엇때|어캐|어쩌|어쩔|어째|어쩐|으뜨|으떻|으째|워뗘|워떠|워떻|워때|워쩌|워쪄|우떻|우쩌|우짜|우짤|우얄|우예|우째|어찌|어케|우야|어떄)[가-힣]{{0,6}}(?:\s?(?:돼|되|될|됨){_TAIL})?",
    rf"(?:{_K}|(?<=\x1f)\s?)(?:알고\s?싶|알\s?수\s?있|알려달라|궁금|부탁|필요|어디|언제|얼마|가능|있[나어을는니다음습으]|없[나어을는니습으이]|됨|됐|되[나냐니죠는]|좋[은아을나다네지]|나쁜|나빠|나쁘|심하|심한|심해|괜찮|괜춘|높|낮[아은]|떴|뜬|뜨|내려졌|발령|발효|나왔|나오|나와|챙겨|챙기|가져|들고|필요|써야|쓰고|입고|입을|입어|가지고|가야|가도|되나|돼|될까|될지|될|되|해야|하나|할까|하는|합니|한가|한지|해|하지|였|이었|이야|인가|인지|일까|일지|이지|이네|입니|인데|인데요|랄까){_TAIL}",
    rf"{_K}(?:세게|거세게|강하게|약하게|심하게|가능성|대신|이제|잠만|둘다|둘\s다|요\s?며칠|며칠|뭐임|뭐냐|뭐래|뭐지|지금부터|이거|그거|저거|이것|그것|둘|셋|새|아직|그래도|각각|같이|함께|먼저|자주|항상|꼭|잘|못|안|막|갑자기|살짝|조금|약간|꽤|완전|일단|한번|뭐뭐|메시지|문자|회사|학교|학원|집|직장|시장|마트|공원|교회|병원|헬스장|수영장|놀이터|도서관|카페|백화점|극장|영화관|골프장|캠핑장|해수욕장|바닷가|유치원|어린이집|은행|할머니댁|친정|시댁|처가|고향|외가|면접|소개팅|조깅|러닝|자전거|테니스|아들|딸|손주|손자|아기|부모님댁|사무실|애들|아이|아이들|우리집|사람|사는|볼|그쪽|거기|어느|나쁨|좋음|보통|어디가|몇시|얼만큼|금방|당분간|온통|진짜로|참|또한|역시|제일|가장|상태|이상|이하|쫌|조|아주아주|넘|넘나|개|졸라|존나|ㅇㅇ|형|누나|언니|오빠|친구|여러분|모든|목록|전국적으로|쉽게|바로|즉시|좀요|불|좋겠|바깥은|가족|부모님|모임|약속|결혼식|데이트|골프|낚시|드라이브|강아지|산|바다|주|분|초|달|번|식|용|제목|하나|두|세|혹|암튼|아무튼|하여튼|글쎄|제가|내가|너|니가|네가|당신|그|이|저쪽|좀더|때는|당일|종합|요약|간단히|자세히|상세히|상세|구체적으로|요새|시작|구독|혹시나)(?:에|에서|은|는|이|가|을|를|도|의|만|요|로|으로|한테|랑|이랑|좀|부터|까지|야|이야|예요|이에요|인가|인가요|이냐|임|이지|인지)?{_E}",
    rf"{_K}(?:쌓였|쌓일|쌓이|풀려|풀릴|풀리|올라가|올라갈|내려가|내려갈|떨어져|떨어질|바꾸|바꿔|바꿀|변경|확인|고치|수정|보고|싶|볼\s?수|끄|켜|열어|열기|누르|눌러|들어가|찾|검색|조회|체크|추천|설명|비교|끝나|끝났|꼈|끼었|느꼈|올라[오온]|떨어지|시작|부[나네는니냐]|분[다대]|불[어었까고]|내렸|내려|챙길|챙겼|온대|오죠|많[아이은]|적[어은당]|세[요]?|강해|약해|약한|강한){_TAIL}",
    rf"{_K}(?:좀|혹시|그럼|그러면|그리고|근데|그런데|아니|야|저기|요즘|여기|우리|동네|지역|밖|바깥|밖에|많이|너무|아주|정말|진짜|엄청|오는|가는|지금|현재|실시간|당장|이번|다시|또|제발|빨리|얼른|더|말고|말이|말이야|주요|최신|최근|새로운|방금|오늘의|전체|모두|전부|다|내|제|나|저|나한테|저한테|나도|저도|요|뭐|뭐야|뭐지|무슨|몇|몇프로|몇퍼센트|몇퍼|몇미리|몇센치|몇센티|몇단계|몇등급|몇급|몇점|프로|퍼센트|정도|쯤|때문|때|거|것|게|건|데|수|줄|님|봇|계속|하루|종일|중|내내|하고|및|또는|아니면|이나|대한|관한|쪽|근처|부근|주변|가까운|시간|시각|자|어|음|흠|아|오|와|우와|헐|네|예|응|넵|어이|이봐|줘|주세요|줄래|주라|해줘|플리즈|얘기|정보|상황|현황|값|수치|농도|지수|량|확률|등급|단계|버튼|메뉴|화면|관련|있음|유무|여부|정상|입구|돌아오는|다가오는|엄마|아빠|할머니|할아버지|계신|있는|사시는|지내는|심함|느낌|애들이|길|경로|어디어디|사이|정도|신고|이불|두번|한번에|두\s?번|세\s?번|때만|때마다|올때|올때만|올\s?때만|나쁠|심할|넌|난|너는|나는|유지|영상|부터|까지|에서|에|로|은|는|이|가|을|를|도|의|랑|이랑|과)(?:에|에서|은|는|이|가|을|를|도|의|만|요|로|으로|인지|인가요|이요|한테|에게|께|야|이야|예요|이에요|랑|이랑|좀)?{_E}",
    rf"{_K}(?:여행|나들이|산책|빨래|출근|퇴근|등산|캠핑|소풍|운동|세차|외출|출장|휴가|마실|옷차림|옷)(?:을|를|도|은|는|가|이|해|하|할|갈|가|널|너|용|때|길|날|지|인|하기|하러|가는|가는데|하는데|갑니다|갈건데|갈거|간다|갈려고|인데|이라)?{_TAIL}",
    rf"{_K}(?:유지|계속|발효|해제|지속|발령|시행|진행)(?:되|돼|됐|된|될|\s?중){_TAIL}|{_K}중인{_E}",
    rf"{_K}언제(?:쯤)?(?:부터|까지)(?:는|요|야|임|인지|인가요?)?{_E}",
    rf"{_K}(?:나가|나갈|갈|보러|하러|가는데|가려|가요|간다|가서|가니|갈게|놀러|갑니다|가고|가면|가도|갔|돌아|널어|놓|챙겨){_TAIL}",
    r"(?<![ㄱ-ㅎㅏ-ㅣ])[ㅋㅎㅠㅜㅡㅉㄷㅇㄱㄴㅂㅊ]+(?![ㄱ-ㅎㅏ-ㅣ])|[\u2190-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]+",
    # English
    _besides(
        r"i'm|i am|i|i'd|i'll|me|my|we|us|you|your|the|a|an|in|at|for|of|on|to|from|is|it|it's|its|will|be|would|going|gonna|are|am|was|do|does|did|don't|can|could|should|shall|may|might|must|have|has|had|get|got|need|want|wanna|like|know|tell|give|show|see|check|look|say|please|pls|plz|now|right|current|currently|what|what's|whats|how|how's|hows|when|where|which|who|why|there|here|this|that|these|those|any|some|much|many|lot|so|very|really|too|just|also|then|ok|okay|well|and how|about|out|around|near|today's|up|there's|if|or|but|as|by|with|no|not|yes|more|latest|top|main|local|bring|take|carry|wear|expect|expected|chance|chances|probability|level|levels|index|active|issued|effect|bad|good|safe|high|again|still|yet|soon|start|starts|stop|stops|end|ends|over|come|coming|go|goes|read|find|let|make|turn|question|hope|hey|hi|bot|jogan|city|area|place|region|town|home|my area|information|info|update|updates|details|report|conditions?|time|day|days|every|each|next|coming|anymore|heavy|feel|picnic|hik(?:e|ing)|golf|fishing|camping|walk|trip|drive|barbecue|bbq|wedding|travel|run|running|cycling|visit|use|during|between|while|before|after|until|till|o'clock|sharp|exactly|instead|only|try|open|change|page|view|menu|list|they|them|into|hours?|all|been|per|than|bout|damn|fucking|hell|bloody|wear|latest|most|someone|anyone|about that|be like|rather|other|vs|versus|issue|ugh+|argh+|aw+|meh|whew"
    ),
    # Japanese
    r"ローカル(?:な|の)?|なう|地元の|(?:を|が|は|も|の)?(?:教えて|おしえて|みせて|見せて|知りたい|見たい|お願い|ちょうだい|頂戴|調べて|聞きたい|表示して|出して)(?:ください|下さい|もらえますか|くれる|くれますか|くれ|ほしい|です|します|ね|よ)?|やっぱり?|やはり|どう(?:ですか|なの|なる|かな|だろう|でしょう|です|なりますか)?|いかが(?:ですか)?|何時|いつ|外面|とか|深|頃|開け|明け|(?:今|いま|現在|現時点)(?:の|は)?|じゃあ|じゃ|では|それでは|ちょっと|ねえ|あの|えっと|ですか|でしょうか|だろうか|ますか|ませんか|です|ます|かな|かしら|なの|なん|ある|あります|いる|いります|必要|要る|いりますか|出て(?:る|いる|います)|発令|来る|来ます|止む|やむ|ひどい|良い|いい|悪い|大丈夫|そう|そと|外|これ|それ|ここ|この辺|地元|最新|もっと|主な|もう|まだ|と(?=\x1f)|何|ピクニック|花見|お花見|登山|ハイキング|ドライブ|釣り|ゴルフ|キャンプ|散歩|運動会|お?出かけ|遊び(?:に)?|行け[ぁ-ん]*|行っても[ぁ-ん]*|強い|弱い|強く|ひどく|高い|低い|ください|下さい|降(?:る|り)[ぁ-ん]*|持って|行く|いく|した方|ほうが|方が|[?？！!。、]|(?<=\x1f)[ぁ-ん]{1,4}(?=\x1f|$|[\s?!])|(?<=\x1f)か(?=$|\s|[?!])|変更(?:したい|して)?|変え(?:て|たい)|開いて|毎",
    # Chinese
    r"(?:[下停]?到)?几点(?:才|能|会)?(?:完|停|结束)|[这這那](?:一?[场場])?(?=\x1f)|可能性|问(?![题候])|外面|外边|里面|怎么样|怎麼樣|怎样|怎樣|如何|(?:请|請)?(?:告诉|告訴)我?|(?:我)?想(?:知道|看|要|问)|(?:给|給)我|(?:看|查|问)(?:看|一下|下)|显示|顯示|打开|打開|更改|修改|换|改|请问|請問|请|請|现在|現在|目前|当前|當前|外面|这里|这边|本地|当地|附近|什么时候|几点|会不会|有没有|是不是|要不要|需不需要|需要|会|會|要|有|没有|是|适合|爬(?=[吗嗎\x1f]|$)|爬山|登山|野餐|钓鱼|高尔夫|露营|散步|出门|出去(?:玩)?|刚才|什么|什麼|哪里|哪儿|哪些|哪|没(?=$|[?？\x1f])|吗|嗎|么|呢|啦|去|来|吧|啊|呀|了|的|得|把|那|那么|那边|和(?=\x1f)|跟(?=\x1f)|还|在|也|都|再|就|很|多少|多大|大不大|大(?=吗|嗎|不)|不|好(?=吗|不|么)|好|差|严重|嚴重|糟|带|帶|出门|最近|最新|主要|更多|今日|情况|状况|指数|质量|生效|发布|停(?=$|吗)|我|你|您|一下|可以|能|看|听|说|比较|为|到|想|太|机器人|结束|開始|开始|适合|听听|来|里",
    # Vietnamese
    _besides(
        r"ở|tại|nếu|o dau|the nao|bay gio|bao nhieu|đảo|đẹp|nhắn|tin nhắn|thứ|thế nào|như thế nào|ra sao|sao|có|không|ko|k|thì|là|bây giờ|hiện tại|hiện nay|hiện giờ|hiện|đang|cho|tôi|tớ|mình|em|anh|chị|bạn|hỏi|xem|biết|với|ạ|nhé|nha|nhá|đi|à|vậy|thế|sẽ|thành phố|tp|tỉnh|bao nhiêu|mấy|gì|nào|khi nào|bao giờ|lúc|vào|ngoài|ngoài trời|ở đây|đây|muốn|cần|hãy|làm ơn|vui lòng|xin|giúp|giùm|nói|còn|thì sao|rồi|chưa|nữa|được|phải|của|về|các|những|này|mở|đổi|thay đổi|chỉnh|báo|mới|nhất|đâu|đi chơi|dã ngoại|leo(?: núi)?|du lịch|câu cá|chạy bộ|đi dạo|sạch|đọc|hết|tạnh|rơi|mang|đem|theo|ra|quá|lắm|rất|hơi|tốt|xấu|nặng|to|nhiều|ít|hay|ơi|bot|khu vực|địa phương|thông tin|chỉ số|mức|hiển thị|cùng|luôn|đến|tới|từ|trong|trên|một|cái|chút|hả|hở|nhỉ|ờ|tình hình|trưa nay|lại|ngày|giờ|phút|buổi|mỗi|trước|sau|tin|r"
    ),
)

BESIDES = any_of(
    KOREAN_FILLERS,
    "(?<![ㄱ-ㅎㅏ-ㅣ])(?:ㄹㅇ|ㅁㅊ|ㅈㄴ|ㅇㅈ|ㅈㅅ|ㅃㄹ|ㄱㄱ|ㅇㅋ)(?![ㄱ-ㅎㅏ-ㅣ])",
    rf"(?:{_K}|(?<=\x1f)\s?)(?:끼|꼈|낄|껴|쳐|치|칠|쳤|커|크|클|시키|시켜|시킬|쐬|쐴|내려지|내려짐|떨어짐|걸리|걸렸|걸릴|받|타|탈|탔|먹|걷|걸어|달려|달리|뛰|놀|자|잘|일어나|씻|닫|조심|주의|추천|준비|대비|영향|걱정|말아|말까|말지|말려|올라감|내려감|올라|풀림|풀리|감|옴|봄|나감|나감|꺼내|넣|빼|벗|입|신|덮|켤|켜|안\s?되|안\s?돼|그러|그런|그랬|이러|저러|버티|살|죽|미치|돌|오겠|오려|올라나|와야|와서|와도|왔|온|올|안|못|오나|오냐|오니|오는|오려|오고|오면|쓰|쓸|쳐|피|폈|필|보이|보일|봤|봐|예쁘|이쁘|멋지|맞|틀|같|다르|비슷|달라|바뀌|바뀔|변하|변할|떠나|출발|도착|머무|묵|지나|지날|통과|이동|움직|세|센|셀|약|강|진하|짙|옅){_TAIL}",
    _besides(
        "pick(?: out)?|choose|select|decide|bother(?:ing)?|needed|required|pants|times|same|summer|winter|spring|autumn|fall|expressway|highway|looking|anywhere|everywhere|somewhere|rn|lol|lmao|omg|tbh|btw|asap|bro|bruh|dude|man|mate|guys|folks|y'?all|kinda|sorta|gotta|lemme|gimme|dunno|hmm+|uh+|um+|er|oh|ah|wow|yikes|whoa|(?:ha)+h?|xd|pal|buddy|friend|sir|ma'am|dear|sorry|excuse|hopefully|maybe|perhaps|possibly|probably|actually|basically|honestly|literally|seriously|definitely|certainly|quite|pretty|super|extremely|absolutely|totally|really|a bit|bit|little|slightly|somewhat|almost|nearly|exactly|approximately|roughly|ever|never|always|usually|often|sometimes|already|today|else|anything|something|nothing|everything|thing|things|stuff|kind|sort|type|such|like|than|compared|versus|vs|because|since|though|although|however|therefore|thus|hence|given|according|based|regarding|per|via|within|throughout|across|along|through|above|below|under|beside|inside|off|away|back|forward|toward|towards|ahead|upon|onto"
        "|myself|kids?|children|baby|dog|dogs|mom|dad|mum|parents|family|friends|wife|husband|girlfriend|boyfriend|boss|team|school|work|office|church|gym|beach|mountains?|mountaintop|river|lake|park|island|coast|coastal|inland|downtown|uptown|suburbs?|neighbou?rhood|countryside|airport|station|hotel|stadium|market|temple|palace|tower|bridge|road|roads|street|streets|outside|outdoors?|indoors?|inside|balcony|garden|rooftop|window|windows"
        "|driv(?:e|ing)|fly|flying|walk(?:ing)?|jog(?:ging)?|bik(?:e|ing)|swim(?:ming)?|surf(?:ing)?|ski(?:ing)?|play(?:ing)?|practice|match|concert|festival|marathon|race|barbecue|party|parade|ceremony|meeting|commut(?:e|ing)|laundry|shop(?:ping)?|travel(?:l?ing)?|tour|touring|vacation|holidays?|weekend|arriv(?:e|ing)|leav(?:e|ing)|head(?:ing|ed)?|stay(?:ing)?|land(?:ing)?|depart(?:ing)?|plan(?:ning|s)?|think(?:ing)?|wonder(?:ing)?|guess|suppose|believe|hear|heard|said|says|mean|means|happen(?:s|ed|ing)?|seem(?:s)?|appear(?:s)?|become|becoming|remain|keep|kept|continue|continues|last|lasts|begin|begins|pass|passes|cancel(?:l?ed)?|postpone[d]?|worth|safe|okay|alright|fine|possible|likely|unlikely|sure|certain|able|ready|prepared|careful|worried|necessary|enough|useful|best|better|worse|worst|great|terrible|awful|horrible|lovely|beautiful|gorgeous|crazy|insane|normal|usual|average|typical|outfits?|clothes|clothing|pack|packing|dry|hang|use|used|using|put|call|ask|asking|answer|thing|live|living|lives|reside|born|visit(?:ing)?|quick|quickly|brief|briefly|short|simple|simply|detailed|full|complete|whole|entire|total|general|overall|summary|overview|reading|readings|measured|measurement|value|values|number|numbers|figure|figures|stats|data|reported|official|real|realtime|real-time|live|instant|exact|accurate|nearby|close|closest|nearest|far|northern|southern|eastern|western|central|north|south|east|west|side|part|parts|upper|lower"
    ),
    r"いらない(?:よね|かな|です(?:か)?|よ|の)?|どっち|どちら|どれ|って|っけ|かしら|なあ|ねえ|じゃん|みたい[ぁ-ん]*|らしい[ぁ-ん]*|ほんと[うに]*|本当[に]?|マジ[でか]?|まじ[でか]?|やば[いくっ][ぁ-ん]*|めっちゃ|めちゃ(?:くちゃ)?|とても|すごく|すごい|かなり|けっこう|結構|やっぱり|やはり|たぶん|多分|きっと|ちゃんと|そろそろ|さっき|いただけ[ぁ-ん]*|頂け[ぁ-ん]*|致します|いたします|思い[ぁ-ん]*|思う[ぁ-ん]*|どのくらい|どれくらい|どれぐらい|どのぐらい|どんな(?:感じ|もん|もの)?[ぁ-ん]*|感じ[ぁ-ん]*|だいたい|およそ|くらい|ぐらい|ほど|一番|もっとも|少し|すこし|ちょい|全然|ぜんぜん|あまり|あんまり|子供|子ども|家族|友達|友人|犬|会社|学校|通勤|通学|出勤|旅行|出張|観光|サッカー|野球|マラソン|ランニング|ジョギング|サイクリング|スキー|海水浴|花火|紅葉|洗濯物|布団|車|バイク|自転車|電車|飛行機|船|空港|海|山|川|街|町|市内|地方|付近|周辺|辺り|あたり|近く|全域|各地|全体|向け|時点|状況|様子|具合|予定|場合|時間帯|時間|期間|間|中|用|分|感|さん|ちゃん|くん|様|みんな|皆|私|僕|俺|うち|こっち|そっち|そちら|あっち|むこう|向こう|出る|出た|出かけ[ぁ-ん]*|帰[るりっ][ぁ-ん]*|着[いくけ][ぁ-ん]*|使[ういえっ][ぁ-ん]*|続[くきけい][ぁ-ん]*|変わ[ぁ-ん]*|なり(?:ます|そう)?[ぁ-ん]*|なる[ぁ-ん]*|なって[ぁ-ん]*|しそう[ぁ-ん]*|そうで[ぁ-ん]*|べき[ぁ-ん]*|はず[ぁ-ん]*|つもり[ぁ-ん]*|ところ|(?<=[\s\x1f])[はがをにのもへとで](?=[\s\x1f?？!]|$)",
    "是否|合适|飘(?=雪|雨|$|吗)|飘|咋样|咋|啥样|啥时候?|啥|哦|哈|嘛|呗|噢|挺|特别|非常|真的?|到底|究竟|大概|应该|應該|可能|一直|已经|帮(?:我|忙)?|麻烦|劳驾|查查|说说|讲讲|报(?:一下)?|来[一个份]*|给|跟|对|把|被|让|从|向|往|比|更|最|又|才|就|只|刚|刚刚|正在|马上|立刻|赶紧|快|慢|早点|晚点|停|停了|结束|出行|出差|旅行|旅游|上班|下班|上学|放学|跑步|骑车|开车|坐车|飞|航班|孩子|小孩|老人|爸妈|父母|家人|朋友|同事|老婆|老公|狗|猫|学校|公司|家里?|室外|户外|户内|室内|市区|郊区|海边|山上|山里|河边|湖边|机场|车站|景区|公园|那儿|那里|这儿|此地|全市|全省|各地|一带|周边|左右|前后|期间|时候|时|段|期|号|样子|样|情形|实况|实时|数据|数值|详细|具体|简单|简要|大致|总体|整体|多久|几(?:级|毫米|厘米|点)|行|玩|海边|这|這|下(?=得|$)|[大强弱高低](?=吗|嗎|不|$|么|[?？\x1f])|得|室外|好不好|行不行|可不可以|能不能|该不该|用不用|需不需要|会不会|是不是|有没有|要不要|对吗|行吗|好吗|可以吗|该|用|戴|穿|备|准备|注意|小心|建议|推荐|值得|必要|影响|担心|怕|觉得|认为|估计|好像|似乎|没",
    _besides(
        "âm u|sắp|phần|chỉ|thôi|mạnh|yếu|cao|thấp|di|đeo|nhỉ|ha|hen|hông|hong|hok|hem|hôn|ta|á|giùm|dùm|hộ|dạ|thưa|đc|dc|được|ntn|cỡ nào|z|ik|nek|nè|cơ|chứ|chắc|có lẽ|hình như|thật|thật sự|khá|cực|cực kỳ|siêu|vô cùng|chút xíu|tí|xíu|nên|cần phải|có nên|dự định|định|tính|chuẩn bị|lo|sợ|nghĩ|nghe nói|thấy|cảm thấy|bị|làm|chơi|ăn|ngủ|uống|học|đi học|đi làm|đi bộ|đi|về|về nhà|ra đường|ra ngoài|ở nhà|nhà|trường|công ty|văn phòng|chợ|biển|núi|sông|hồ|công viên|sân bay|ga|khách|bạn bè|gia đình|con|bé|trẻ|trẻ con|bố|mẹ|ba|má|ông|bà|vợ|chồng|chó|mèo|mọi người|ai|chúng tôi|chúng ta|tụi mình|bên|phía|vùng|miền|nơi|chỗ|quanh|xung quanh|gần|xa|khoảng|chừng|tầm|độ chừng|liên tục|suốt|cả|toàn|toàn bộ|tất cả|đều|vẫn|cứ|mới đây|vừa|vừa rồi|nãy|lát|chi tiết|cụ thể|ngắn gọn|đầy đủ|tóm tắt|số liệu|dữ liệu|thực tế|mức độ|bao lâu|dài|ngắn|sớm|muộn|trễ|nhanh|chậm|dễ|khó|an toàn|nguy hiểm|phù hợp|thích hợp|hợp|lý tưởng|giặt|giặt đồ|phơi|rửa|chạy xe|lái xe|đạp xe|xe máy|ô tô|máy bay|chuyến bay|hạ cánh|cất cánh|picnic|cắm trại|bơi|trượt tuyết|đá bóng|chạy"
    ),
)
"""What stands beside a clear question only: a place and one of these alone are no question."""

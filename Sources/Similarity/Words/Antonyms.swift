/// Words that turn a question round when one stands in place of the other.
struct Antonyms: Sendable {
  static let shared = Antonyms()

  private var pairs: Set<String> = []

  private init() {
    for pair in Self.list.split(separator: " ") { pairs.insert(String(pair)) }
  }

  /// Whether one is the opposite of the other: by the list, or because a prefix makes it so (able and unable).
  func contains(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
    guard a.count <= 24, b.count <= 24 else { return false }
    if negates(a, b) || negates(b, a) { return true }
    let a = String(decoding: a, as: UTF8.self)
    let b = String(decoding: b, as: UTF8.self)
    return arePair(a, b) || areGraded(a, b, "er") || areGraded(a, b, "est")
  }

  private func arePair(_ a: String, _ b: String) -> Bool { pairs.contains(a + "/" + b) || pairs.contains(b + "/" + a) }

  /// Whether both are comparatives, or superlatives, of opposites: warmer and colder, as warm and cold.
  private func areGraded(_ a: String, _ b: String, _ ending: String) -> Bool {
    guard a.hasSuffix(ending), b.hasSuffix(ending), a.utf8.count > ending.utf8.count + 2, b.utf8.count > ending.utf8.count + 2 else {
      return false
    }
    let stems = [a, b].map { Self.stems(of: $0.dropLast(ending.count)) }
    return stems[0].contains { x in stems[1].contains { arePair(x, $0) } }
  }

  /// What a comparative may be one of, without its ending: cold, larg(e), hot(t), heav(y).
  private static func stems(of rest: Substring) -> [String] {
    var stems = [String(rest), rest + "e"]
    if rest.last == rest.dropLast().last { stems.append(String(rest.dropLast())) }
    if rest.last == "i" { stems.append(rest.dropLast() + "y") }
    return stems
  }

  /// Whether `word` is `base` behind a prefix that negates or reverses.
  private func negates(_ word: UnsafeRawBufferPointer, _ base: UnsafeRawBufferPointer) -> Bool {
    guard base.count >= 3, word.count > base.count, word.suffix(base.count).elementsEqual(base) else {
      return word.count >= 6 && base.count >= 5 && replacesPrefix(word, base)
    }
    let prefix = word.prefix(word.count - base.count)
    return Self.prefixes.contains { prefix.elementsEqual($0.utf8) }
  }

  /// Whether both end alike behind prefixes that say the opposite: include and exclude, encode and decode, increase and decrease.
  private func replacesPrefix(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
    Self.reversals.contains { x, y in
      let (x, y) = (Array(x.utf8), Array(y.utf8))
      return a.starts(with: x) && b.starts(with: y) && a.count - x.count >= 3 && a.dropFirst(x.count).elementsEqual(b.dropFirst(y.count))
    }
  }

  private static let prefixes = [
    "un", "dis", "in", "im", "il", "ir", "non", "de", "anti", "mis", "a", "counter", "under", "over", "pre", "post", "re", "sub", "super",
    "ex", "semi", "des", "de\u{301}s", "ent", "раз", "не", "multi", "bi", "tri", "micro", "macro", "inter", "intra", "co", "up", "down",
    "out",
    "off",
  ]
  private static let reversals = [
    ("en", "dis"),
    ("in", "ex"), ("en", "de"), ("in", "de"), ("im", "ex"), ("in", "out"), ("up", "down"), ("over", "under"), ("pre", "post"),
    ("pro", "anti"), ("maxi", "mini"), ("super", "sub"), ("hyper", "hypo"), ("inter", "intra"), ("inner", "outer"), ("multi", "single"),
    ("asc", "desc"), ("as", "des"), ("macro", "micro"), ("front", "back"), ("on", "off"), ("for", "back"), ("en", "un"), ("as", "dis"),
    ("в", "вы"), ("вкл", "выкл"), ("ein", "aus"), ("an", "ab"), ("под", "от"), ("за", "от"),
  ]
  private static let list =
    "increase/decrease increase/reduce buy/sell buying/selling gain/lose gaining/losing gain/loss profit/loss best/worst better/worse "
    + "good/bad male/female men/women man/woman boy/girl boys/girls boyfriend/girlfriend husband/wife start/stop start/end begin/end "
    + "open/close opened/closed opening/closing advantage/disadvantage pros/cons hot/cold warm/cool high/low higher/lower highest/lowest "
    + "max/min maximum/minimum true/false long/short longer/shorter longest/shortest rich/poor old/new older/newer old/young older/younger "
    + "left/right accept/reject accept/decline approve/reject approve/deny allow/deny allow/block allow/forbid permit/forbid add/remove "
    + "add/delete insert/delete create/delete create/destroy attach/detach connect/disconnect lock/unlock north/south east/west day/night "
    + "win/lose won/lost love/hate like/dislike black/white son/daughter father/mother dad/mom brother/sister early/late earlier/later "
    + "easy/hard easy/difficult easier/harder public/private debit/credit hardware/software push/pull send/receive sent/received "
    + "deposit/withdraw deposits/withdrawals lend/borrow borrow/lend teach/learn give/take enter/exit enter/leave arrive/depart "
    + "arrival/departure ascending/descending forward/backward forwards/backwards top/bottom upper/lower front/back inside/outside "
    + "internal/external local/remote local/global success/failure succeed/fail pass/fail passed/failed positive/negative plus/minus "
    + "multiply/divide row/column rows/columns input/output read/write load/save save/delete mount/unmount expand/collapse show/hide "
    + "visible/hidden big/small bigger/smaller biggest/smallest large/small larger/smaller largest/smallest strong/weak stronger/weaker "
    + "fast/slow faster/slower fastest/slowest light/dark light/heavy wet/dry full/empty alive/dead male/woman client/server "
    + "student/teacher employer/employee buyer/seller host/guest parent/child parents/children morning/evening summer/winter "
    + "cheap/expensive cheapest/expensive safe/dangerous legal/illegal same/different first/last next/previous many/few more/less more/fewer "
    + "most/least before/after above/below over/under all/none all/some all/most most/some all/any all/one most/few if/unless if/because if/although if/until even/only while/until always/never and/or with/without to/from on/off in/out yes/no "
    + "raise/lower rise/fall grow/shrink up/down join/leave hire/fire guilty/innocent war/peace friend/enemy happy/sad love/hatred "
    + "mine/yours my/your his/her he/she him/her himself/herself who/whom actor/actress king/queen uncle/aunt nephew/niece bull/bear "
    + "subscribe/cancel grant/revoke assign/unassign follow/unfollow freeze/unfreeze activate/deactivate pause/resume sink/source "
    + "even/odd horizontal/vertical sync/async synchronous/asynchronous static/dynamic mutable/immutable signed/unsigned major/minor "
    + "married/single married/unmarried absent/present begin/finish import/export inhale/exhale introvert/extrovert majority/minority "
    + "absolute/relative abstract/concrete ancient/modern awake/asleep cause/effect clean/dirty deep/shallow domestic/foreign "
    + "exterior/interior formal/informal general/specific guilty/innocent hard/soft ignore/notice include/omit innocent/guilty "
    + "life/death live/die loud/quiet near/far narrow/wide natural/artificial obey/disobey optimist/pessimist permanent/temporary "
    + "plaintiff/defendant predator/prey question/answer rural/urban sell/purchase simple/complex single/multiple sour/sweet "
    + "supply/demand tall/short thick/thin thin/fat tight/loose victory/defeat virtual/physical voluntary/mandatory optional/required "
    + "optional/mandatory warm/cold wholesale/retail winner/loser work/rest landlord/tenant lender/borrower bride/groom "
    + "can/should can/must can/will should/must should/will may/will may/must must/might will/might could/should "
    + "always/sometimes often/rarely often/never usually/rarely any/many any/all someone/everyone something/everything too/enough fails/succeeds failed/succeeded fails/manages failed/managed forbid/let "
    + "weekday/weekend noon/midnight breakfast/lunch breakfast/dinner lunch/dinner both/either both/neither either/neither earliest/latest oldest/newest "
    + "oldest/youngest greater/smaller greater/less greater/lower since/until for/against next/last this/next this/last this/previous "
    + "gross/net buy/rent mean/median total/average average/median width/height length/width spring/autumn spring/fall most/fewest "
    + "longest/shortest nearest/farthest closest/farthest possible/impossible everyone/nobody everyone/none everything/nothing "
    + "somebody/nobody something/nothing lend/owe owe/own lack/have with/lacking heavier/lighter cover/exclude covered/excluded synonym/antonym synonyms/antonyms cancel/renew boiling/freezing "
    + "free/paid secret/public minors/adults minor/adult formal/casual vowel/consonant singular/plural melt/freeze "
    + "close/far closer/farther closer/further cheap/dear encrypt/decrypt commit/rollback hide/reveal tighten/loosen "
    + "charge/discharge charge/refund refund/pay pay/receive asked/answered upstream/downstream verbose/quiet "
    + "up/out into/out during/after during/before while/after while/before benign/malignant benefit/drawback benefits/drawbacks benefits/risks "
    + "strength/weakness strengths/weaknesses symptom/treatment symptoms/treatment symptoms/treatments child/adult children/adults "
    + "single/double double/half double/triple melting/boiling boiling/condensing sunrise/sunset dawn/dusk inbound/outbound "
    + "required/allowed required/permitted obliged/allowed obliged/permitted being/been much/slightly incl/excl within/beyond although/because "
    + "morning/night morning/afternoon afternoon/night afternoon/evening several/all several/one each/one into/out on/under "
    + "incoming/outgoing assets/liabilities income/expenses revenue/expenses inner/outer odd/even hit/miss "
    + otherLanguages
  /// German, French, Spanish, Italian, Portuguese, Chinese and Japanese, as far as the words are letters of their own.
  private static let otherLanguages =
    "muss/darf muss/kann muß/darf puedo/debo puede/debe peut/doit peux/dois могу/должен можно/нужно geöffnet/geschlossen abierto/cerrado "
    + "abierta/cerrada ouvert/fermé открыт/закрыт und/oder et/ou ou/e y/o e/o и/или ab/bis von/bis öffnen/schliessen kaufen/verkaufen erhöhen/senken erhöhen/verringern ein/aus an/aus vor/nach mit/ohne links/rechts mehr/weniger "
    + "grösste/kleinste höchste/niedrigste älteste/jüngste erste/letzte beste/schlechteste vorteile/nachteile "
    + "ouvrir/fermer acheter/vendre augmenter/diminuer augmenter/réduire avant/après avec/sans gauche/droite plus/moins premier/dernier "
    + "première/dernière avantages/inconvénients monter/descendre "
    + "abrir/cerrar abro/cierro comprar/vender aumentar/disminuir aumentar/reducir antes/después con/sin izquierda/derecha más/menos "
    + "mayor/menor mejor/peor subir/bajar primero/último ventajas/desventajas encender/apagar "
    + "aprire/chiudere comprare/vendere aumentare/diminuire prima/dopo con/senza abrir/fechar com/sem antes/depois ligar/desligar "
    + "启/禁 开/关 開/關 增/减 升/降 上/下 左/右 前/后 前/後 买/卖 買/賣 大/小 多/少 高/低 长/短 快/慢 新/旧 男/女 加/减 入/出 进/出 有/无 先/后 明/昨 明/今 今/昨 必/准 必/能 必/可 "
    + "قبل/بعد أفتح/أغلق مع/بدون 여세요/닫으세요 켜다/끄다 обязан/должен до/после включи/выключи увеличить/уменьшить "
    + "włączyć/wyłączyć otworzyć/zamknąć öffne/schliesse lösche/eröffne cancelo/activo 免/收 올려줘/내려줘 열다/닫다 أزيد/أنقص"
}

/// British spellings and the American ones, of words of at most ``PackedWord/longest`` letters: families of words by what they begin with and
/// the endings that these beginnings have. Endings that no word has do no harm.
let britishSpellings: [(String, String)] =
  families.flatMap { family in
    family.beginnings.split(separator: " ").flatMap { beginning in
      family.endings.map { british, american in (String(beginning + british), String(beginning + american)) }
    }.filter { $0.0.utf8.count <= PackedWord.longest }
  } + british

private let families: [(beginnings: String, endings: [(String, String)])] = [
  (
    "col hon hum lab neighb behavi flav harb rum vap endeav sav od tum vig fav parl arm",
    [("our", "or"), ("ours", "ors"), ("oured", "ored"), ("ouring", "oring")]
  ),
  (
    "organ recogn real summar optim custom priorit minim maxim categor apolog critic emphas memor normal special util visual final "
      + "standard author general initial modern personal serial token character synthes capital",
    [("ise", "ize"), ("ises", "izes"), ("ised", "ized"), ("ising", "izing"), ("isation", "ization")]
  ),
  ("anal paral catal", [("yse", "yze"), ("yses", "yzes"), ("ysed", "yzed"), ("ysing", "yzing")]),
  ("cent met lit theat fib calib kilomet centimet millimet sabot", [("re", "er"), ("res", "ers"), ("red", "ered")]),
  ("travel cancel model label fuel counsel signal channel", [("led", "ed"), ("ling", "ing"), ("ler", "er"), ("lers", "ers")]),
  ("defen offen preten licen", [("ce", "se"), ("ces", "ses")]),
]

private let british = [
  ("favourite", "favorite"), ("favourites", "favorites"), ("favourable", "favorable"), ("colourful", "colorful"),
  ("behavioural", "behavioral"), ("catalogue", "catalog"), ("catalogues", "catalogs"), ("grey", "gray"), ("aluminium", "aluminum"),
  ("ageing", "aging"),
  ("judgement", "judgment"), ("fulfil", "fulfill"), ("enrol", "enroll"), ("enrolment", "enrollment"), ("skilful", "skillful"),
  ("practise", "practice"), ("practising", "practicing"), ("jewellery", "jewelry"), ("mould", "mold"), ("moustache", "mustache"),
  ("programme", "program"),
  ("programmes", "programs"), ("pyjamas", "pajamas"), ("sceptical", "skeptical"),
  ("learnt", "learned"), ("burnt", "burned"), ("dreamt", "dreamed"), ("whilst", "while"), ("amongst", "among"),
]

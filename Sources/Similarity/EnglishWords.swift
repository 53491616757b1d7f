/// The closed word lists of the reduction, by role. Where a word could be in two lists, the first one counts.
let englishWords: [(WordRole, String)] = [
  (.article, "the an some any"),
  (.a, "a"),
  (.auxiliary, "do does"),
  (.be, "is are am"),
  (.was, "was were"),
  (.intensifier, "really actually basically"),
  (.exactly, "exactly"),
  (.please, "please pls plz kindly"),
  (.greeting, "hi hello hey"),
  (.thanks, "thanks thx cheers"),
  (.thank, "thank"),
  (.modal, "can could would will"),
  (.pronoun, "we one"),
  (.i, "i"),
  (.discourse, "so well ok okay um uh hmm alright sorry anyway question"),
  (.good, "good"),
  (.many, "many"),
  (.you, "you"),
  (.how, "how"),
  (.question, "what why who whom whose where when which"),
  (.negation, "not no never none nor neither without nobody nowhere except unless"),
  (
    .label,
    "appendix block blood case category chapter class column exhibit form grade group hepatitis house influenza item model option "
      + "paragraph part phase plan plot point product row schedule section series set stage step team tier type unit variant vector "
      + "version vitamin"
  ),
  (
    .request,
    "add advise analyse analyze answer assist brainstorm calculate check clarify classify compare complete compose compute continue "
      + "convert correct create define describe design develop draft edit elaborate estimate evaluate expand explain extract find fix "
      + "format generate give help identify illustrate implement improve list make outline paraphrase prepare propose proofread provide "
      + "recommend refactor remove rephrase review revise rewrite select send share shorten show simplify solve suggest summarise "
      + "summarize tell translate walk write"
  ),
  (.preposition, "to for from and or of in on at by with as than vs versus into if then but be been has have had because"),
  (.mention, "say says said saying word words phrase spell pronounce mean means meaning"),
  (.quantity, "few little"),
  (
    .unstemmed,
    "adams aids andrews arms besides blues brooks charles customs daniels dozens edwards evans evening everything glasses gates goods "
      + "grounds hundreds https jacobs jeans jobs johns jones lens manners mars masters matthews means mercedes michaels millions morning "
      + "news nothing odds overseas pants peters phillips premises richards roberts rogers sims sometimes something stevens tens "
      + "thousands securities damages contents dallas jenkins kubernetes keras pandas rails postgres rights anything towards afterwards williams windows wings woods during ceiling wedding this its his "
      + "billions bounded clothed embed founded grounded hundred naked pasted pasting sacred united wicked winded wounded kindred"
  ),
  (.ie, "brownies calories cookies genies hoodies movies rookies selfies smoothies zombies"),
  (
    .foreign,
    "ist das nicht und ein eine einen der wie warum ich sie wir que para como por una uma est une quel quelle pourquoi comment vous nous "
      + "dans avec che della perche sono niet een het wat hoe och att hur vad jest nie czy adalah yang apa nedir nasil kya hai kaise"
  ),
]

/// Contractions without their apostrophe, and with it where they would be another word without.
let englishContractions: [(String, String)] = [
  ("aint", "is not"), ("arent", "are not"), ("cannot", "can not"), ("cant", "can not"), ("couldnt", "could not"), ("didnt", "did not"),
  ("doesnt", "not"), ("dont", "not"), ("hadnt", "had not"), ("hasnt", "has not"), ("havent", "have not"), ("isnt", "is not"),
  ("mustnt", "must not"), ("neednt", "need not"), ("nt", "not"), ("shouldnt", "should not"), ("wasnt", "was not"),
  ("werent", "were not"), ("wont", "will not"), ("wouldnt", "would not"),
  ("gonna", "going to"), ("wanna", "want to"),
  ("heres", "here is"), ("hes", "he is"), ("hows", "how is"), ("im", "i am"), ("shes", "she is"), ("thats", "that is"),
  ("theres", "there is"), ("theyre", "they are"), ("whats", "what is"), ("whens", "when is"), ("wheres", "where is"), ("whos", "who is"),
  ("whys", "why is"), ("youre", "you are"), ("we're", "we are"),
  ("ive", "i have"), ("theyve", "they have"), ("weve", "we have"), ("youve", "you have"), ("theyll", "they will"), ("youll", "you will"),
  ("he'll", "he will"), ("i'll", "i will"), ("she'll", "she will"), ("we'll", "we will"), ("i'd", "i would"),
]

/// Words that an apostrophe makes another word (we're, I'll, she'd): there it is not dropped.
let englishHomographs = ["hed", "hell", "id", "ill", "shed", "shell", "wed", "well", "were"]

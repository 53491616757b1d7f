/// Pairs in which a duty, a negation, a role, a direction, a cause or a name is what differs, in many languages.
extension AdversarialPairs {
  /// Pairs that must be neither near nor semantic; of some groups a model must tell them apart.
  static let wordedTraps = read(
    #"""
    # obligation
    You must not park here ⇔ You do not have to park here
    You must not tell him ⇔ You don't have to tell him
    Employees must not wear badges ⇔ Employees do not have to wear badges
    Must I not sign it? ⇔ Do I not have to sign it?
    Guests may not smoke ⇔ Guests need not smoke
    You mustn't answer ⇔ You needn't answer
    You may not pay in cash ⇔ You need not pay in cash
    You must not file a return ⇔ You need not file a return
    I can't help laughing ⇔ I can't laugh
    I cannot help eating it ⇔ I cannot eat it
    I can't help but worry ⇔ I can't worry
    I couldn't help noticing it ⇔ I couldn't notice it
    Why can't I help crying? ⇔ Why can't I cry?
    He should not have paid ⇔ He did not have to pay
    You must not be late ⇔ You might not be late
    You have to pay ⇔ You do not have to pay
    She may leave early ⇔ She has to leave early
    You should not go ⇔ You do not have to go
    You are not allowed to vote ⇔ You are not required to vote
    Am I allowed to vote? ⇔ Am I required to vote?
    Are we permitted to reply? ⇔ Are we obliged to reply?
    You must not both leave ⇔ You need not both leave
    Do I have to delete it? ⇔ Must I not delete it?
    It need not be signed ⇔ It must be signed
    It shall not be shared ⇔ It need not be shared
    # obligation, as a vector sees
    I can not go ⇔ I can choose not to go
    You can't be too careful ⇔ You can't be careful
    # negation scope
    I did not say he stole it ⇔ I said he did not steal it
    Not everyone likes it ⇔ Everyone does not like it
    Show files without errors and with warnings ⇔ Show files with errors and without warnings
    Is it bad that it is not red? ⇔ Is it not bad that it is red?
    Only members can not enter ⇔ Not only members can enter
    Tell me what not to eat ⇔ Tell me what to eat
    How not to lose money ⇔ How to lose money
    Why isn't he here? ⇔ Why is he here?
    He has no reason to stay ⇔ He has reason to stay
    Show non-US customers ⇔ Show US customers
    I have never been to Rome ⇔ I have been to Rome
    Neither A nor B works ⇔ Either A or B works
    She is anything but lazy ⇔ She is nothing but lazy
    It's not uncommon ⇔ It's uncommon
    Is it not true that it is free? ⇔ Is it true that it is not free?
    Please do not hesitate to call ⇔ Please hesitate to call
    I don't think that he likes it ⇔ I think that he likes it
    # roles
    Ann's mother called Tom ⇔ Tom's mother called Ann
    The bank owes me money ⇔ I owe the bank money
    Did Google buy YouTube? ⇔ Did YouTube buy Google?
    Did she break up with him? ⇔ Did he break up with her?
    Add sugar to the milk ⇔ Add milk to the sugar
    Can the tenant sue the landlord? ⇔ Can the landlord sue the tenant?
    The nurse the doctor called left ⇔ The doctor the nurse called left
    The police were called by the owner ⇔ The police called the owner
    Ask Ann to call Ben ⇔ Ask Ben to call Ann
    Which team did Spain beat? ⇔ Which team beat Spain?
    Compare revenue with cost of Apple ⇔ Compare cost of revenue with Apple
    Divide 10 by 5 ⇔ Divide 5 by 10
    Is the file in the folder? ⇔ Is the folder in the file?
    Fine the driver of the car ⇔ Fine the car of the driver
    Email the client about the lawyer ⇔ Email the lawyer about the client
    Who hired Sam? ⇔ Who did Sam hire?
    I gave her his book ⇔ I gave him her book
    What does the user owe the admin? ⇔ What does the admin owe the user?
    # tense
    Who won the cup? ⇔ Who will win the cup?
    Has the parcel arrived? ⇔ Will the parcel arrive?
    She had worked there ⇔ She will work there
    What would happen if I left? ⇔ What happened when I left?
    Is the bridge being built? ⇔ Has the bridge been built?
    # tense, as a vector sees
    He is leaving ⇔ He has left
    # directions
    Fly north from Rome ⇔ Fly south from Rome
    Go upstairs ⇔ Go downstairs
    Scroll to the left ⇔ Scroll to the right
    Shift the bits left ⇔ Shift the bits right
    Turn clockwise ⇔ Turn counterclockwise
    Read it from top to bottom ⇔ Read it from bottom to top
    Import from CSV ⇔ Export to CSV
    Ship it to Lyon ⇔ Ship it from Lyon
    The water flows into the tank ⇔ The water flows out of the tank
    Pour it in ⇔ Pour it out
    Put it on the table ⇔ Put it under the table
    Move it in front of the house ⇔ Move it behind the house
    Is the bus inbound? ⇔ Is the bus outbound?
    Convert hex to binary ⇔ Convert binary to hex
    Withdraw 50 from the account ⇔ Deposit 50 to the account
    # before, after, include, exclude
    Take it before meals ⇔ Take it after meals
    Take it 2 hours before meals ⇔ Take it 2 hours after meals
    List the days up to and including Friday ⇔ List the days up to but excluding Friday
    Prices with VAT ⇔ Prices without VAT
    Prices including VAT ⇔ Prices excluding VAT
    Prices incl. VAT ⇔ Prices excl. VAT
    Show rows with duplicates ⇔ Show rows with no duplicates
    Open prior to Monday ⇔ Open from Monday
    Finish it within 3 days ⇔ Finish it after 3 days
    Is it within the limit? ⇔ Is it beyond the limit?
    Wait until it is cold ⇔ Wait while it is cold
    Save it before you close ⇔ Close it before you save
    # before, after, include, exclude, as a vector sees
    All days but Sunday ⇔ All days and Sunday
    Invite everyone apart from Ann ⇔ Invite everyone as well as Ann
    # cause and effect
    Does stress cause insomnia? ⇔ Does insomnia cause stress?
    What causes inflation? ⇔ What does inflation cause?
    What leads to war? ⇔ What does war lead to?
    Is poverty due to crime? ⇔ Is crime due to poverty?
    He died because he fell ⇔ He fell because he died
    It works although it is old ⇔ It works because it is old
    It rained, so we left ⇔ We left, so it rained
    What are the causes of obesity? ⇔ What are the effects of obesity?
    What depends on this module? ⇔ What does this module depend on?
    Does A require B? ⇔ Does B require A?
    # languages
    Bitte nicht stören ⇔ Bitte stören
    Je n'ai jamais fumé ⇔ J'ai fumé
    Ich muss nicht zahlen ⇔ Ich darf nicht zahlen
    Sie dürfen hier parken ⇔ Sie dürfen hier nicht parken
    Il faut partir ⇔ Il ne faut pas partir
    O gato comeu o rato ⇔ O rato comeu o gato
    El perro mordió al hombre ⇔ El hombre mordió al perro
    Ho visto Anna ⇔ Non ho visto Anna
    明天会下雨吗 ⇔ 昨天下雨了吗
    他比我高 ⇔ 我比他高
    不要删除文件 ⇔ 删除文件
    不必付款 ⇔ 不准付款
    左に曲がってください ⇔ 右に曲がってください
    食べてもいい ⇔ 食べなくてもいい
    食べてはいけない ⇔ 食べなくてもいい
    كيف أفتح الحساب؟ ⇔ كيف أغلق الحساب؟
    قبل الأكل ⇔ بعد الأكل
    لا تحذف الملف ⇔ احذف الملف
    Я не обязан платить ⇔ Я не должен платить
    До обеда или после? ⇔ После обеда или до?
    Включи свет ⇔ Выключи свет
    Er ist größer als sie ⇔ Sie ist größer als er
    # languages, as a vector sees
    No tengo que ir ⇔ No puedo ir
    고양이가 개를 쫓는다 ⇔ 개가 고양이를 쫓는다
    문을 여세요 ⇔ 문을 닫으세요
    Кот съел мышь ⇔ Мышь съела кота
    # names
    Is Dr. Brown in? ⇔ Is Mr. Brown in?
    Who is Pope John Paul I? ⇔ Who is Pope John Paul II?
    What is New York's capital? ⇔ What is York's capital?
    Is Mexico hot? ⇔ Is New Mexico hot?
    Is Carolina rainy? ⇔ Is Catalina rainy?
    Does Smith Jr. work here? ⇔ Does Smith Sr. work here?
    Is Samsung bigger than Sony? ⇔ Is Sony bigger than Samsung?
    Is Bayern Munich good? ⇔ Is Bayer Leverkusen good?
    Write to anna@x.com ⇔ Write to ana@x.com
    Is Virginia nice? ⇔ Is West Virginia nice?
    Who is Anne Frank? ⇔ Who is Frank Anne?
    # names, as a vector sees
    Who is George Bush? ⇔ Who is George W. Bush?
    Is Kansas City big? ⇔ Is Kansas big?
    How big is Washington? ⇔ How big is Washington DC?
    Call Jon Snow ⇔ Call John Snow
    # duties in sentences
    As a tenant in Ohio, am I required to give notice before moving out? ⇔ As a tenant in Ohio, am I allowed to give notice before moving out?
    Contractors must not submit invoices before the 5th ⇔ Contractors do not have to submit invoices before the 5th
    Visitors don't need to sign in at the gate ⇔ Visitors are not allowed to sign in at the gate
    The API should not be called twice ⇔ The API need not be called twice
    You don't have to be a member to post ⇔ You must be a member to post
    Do you have to be 18 to drive? ⇔ Can you be 18 to drive?
    Is it required to wear a helmet? ⇔ Is it not required to wear a helmet?
    I don't have to work on Sunday ⇔ I don't work on Sunday
    Patients may not eat before surgery ⇔ Patients need not eat before surgery
    # scope and conditions
    Return users who logged in but did not buy ⇔ Return users who did not log in but bought
    Only delete files older than 30 days ⇔ Delete all files except those older than 30 days
    Send the email unless the user opted out ⇔ Send the email if the user opted out
    Retry until the request succeeds ⇔ Retry unless the request succeeds
    Does the warranty cover water damage but not theft? ⇔ Does the warranty cover theft but not water damage?
    Which states have no income tax? ⇔ Which states have income tax?
    Which countries do not require a visa? ⇔ Which countries do require a visa?
    Show tickets that are open and unassigned ⇔ Show tickets that are open or unassigned
    Find products rated 4 stars or more ⇔ Find products rated 4 stars or less
    Find products rated 4 stars and up ⇔ Find products rated 4 stars and down
    Show events between Monday and Friday, inclusive ⇔ Show events between Monday and Friday, exclusive
    What if I don't cancel before the trial ends? ⇔ What if I cancel before the trial ends?
    What if I cancel before the trial ends? ⇔ What if I cancel after the trial ends?
    # roles and direction
    Did the doctor sue the patient? ⇔ Did the patient sue the doctor?
    How do I convert YAML to JSON? ⇔ How do I convert JSON to YAML?
    How do I migrate data from MySQL to MongoDB? ⇔ How do I migrate data from MongoDB to MySQL?
    Translate 'gift' from German to English ⇔ Translate 'gift' from English to German
    Does my employer pay my insurer? ⇔ Does my insurer pay my employer?
    Who does Alice report to? ⇔ Who reports to Alice?
    What did France export to Spain? ⇔ What did Spain export to France?
    Can a child inherit from a parent? ⇔ Can a parent inherit from a child?
    What eats snakes? ⇔ What do snakes eat?
    What attacks viruses? ⇔ What do viruses attack?
    Is B a subset of A? ⇔ Is A a subset of B?
    Multiply A by the inverse of B ⇔ Multiply B by the inverse of A
    She told him that he was late ⇔ He told her that she was late
    Is the moon bigger than the sun? ⇔ Is the sun bigger than the moon?
    Replace tabs with spaces ⇔ Replace spaces with tabs
    Insert a column to the left of B ⇔ Insert a column to the right of B
    Give the dog to Ann's cat ⇔ Give the cat to Ann's dog
    # cause
    Does sugar cause diabetes? ⇔ Does diabetes cause sugar?
    Why does exercise reduce stress? ⇔ Why does stress reduce exercise?
    Did the fire start because of the storm? ⇔ Did the storm start because of the fire?
    What are the symptoms of lupus? ⇔ What are the treatments of lupus?
    What increases blood pressure? ⇔ What decreases blood pressure?
    How do I gain weight? ⇔ How do I lose weight?
    # cause, as a vector sees
    How to prevent acne ⇔ How to treat acne
    # other languages
    Wie lösche ich mein Konto? ⇔ Wie eröffne ich mein Konto?
    Ich brauche keine Hilfe ⇔ Ich brauche Hilfe
    Wie komme ich von Berlin nach Hamburg? ⇔ Wie komme ich von Hamburg nach Berlin?
    Fahren Sie links ab ⇔ Fahren Sie rechts ab
    Der Lehrer lobt den Schüler ⇔ Der Schüler lobt den Lehrer
    Comment désinstaller Windows ? ⇔ Comment installer Windows ?
    Quel est le prix minimum ? ⇔ Quel est le prix maximum ?
    Je dois payer ⇔ Je peux payer
    ¿Cómo cancelo mi cuenta? ⇔ ¿Cómo activo mi cuenta?
    ¿Cuántos son 5 más 3? ⇔ ¿Cuántos son 5 menos 3?
    No puedo entrar ⇔ Puedo entrar
    Il cane morde l'uomo ⇔ L'uomo morde il cane
    Come faccio ad aumentare il volume? ⇔ Come faccio a diminuire il volume?
    Jak włączyć wifi? ⇔ Jak wyłączyć wifi?
    Как увеличить громкость? ⇔ Как уменьшить громкость?
    怎么增加内存 ⇔ 怎么减少内存
    北京比上海大吗 ⇔ 上海比北京大吗
    我可以退货吗 ⇔ 我必须退货吗
    这个软件免费吗 ⇔ 这个软件收费吗
    音量を上げて ⇔ 音量を下げて
    英語を日本語に翻訳して ⇔ 日本語を英語に翻訳して
    彼は来る ⇔ 彼は来ない
    볼륨을 올려줘 ⇔ 볼륨을 내려줘
    كيف أزيد الوزن؟ ⇔ كيف أنقص الوزن؟
    هل يمكنني الدفع نقدا؟ ⇔ هل لا يمكنني الدفع نقدا؟
    मुझे चाय चाहिए ⇔ मुझे चाय नहीं चाहिए
    ราคา 500 บาท ⇔ ราคา 5000 บาท
    # other languages, as a vector sees
    Сколько стоит билет из Москвы в Казань? ⇔ Сколько стоит билет из Казани в Москву?
    한국어를 영어로 번역해줘 ⇔ 영어를 한국어로 번역해줘
    """#)
}

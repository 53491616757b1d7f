/// Pairs of everyday prompts in which a quantity, a condition, a date or a form of writing is what differs.
extension AdversarialPairs {
  /// Pairs that must be neither near nor semantic, and that vectors must not serve.
  static let workadayTraps = read(
    #"""
    # quantities
    Divide the bill among three people ⇔ Divide the bill among thirteen people
    Write the number 1,5 in words ⇔ Write the number 15 in words
    Give me a couple of ideas for lunch ⇔ Give me a dozen ideas for lunch
    Was it two-thirds full? ⇔ Was it one-third full?
    Is one and a half cups of milk enough? ⇔ Is two and a half cups of milk enough?
    Does the pack hold forty-two cards? ⇔ Does the pack hold fifty-two cards?
    Is a third of the pie left? ⇔ Is a quarter of the pie left?
    Is the raise 5k a year? ⇔ Is the raise 50k a year?
    # units
    Is a 6 ft pole tall enough? ⇔ Is a 6 in pole tall enough?
    Is 30 GB of traffic a lot? ⇔ Is 30 Gb of traffic a lot?
    Does it weigh two tons? ⇔ Does it weigh two tonnes?
    Is the rent 900 a month? ⇔ Is the rent 900 a week?
    Is it 100 km/h there? ⇔ Is it 100 m/s there?
    Does the motor take 220 V AC? ⇔ Does the motor take 220 V DC?
    Is 5 litres per minute enough? ⇔ Is 5 litres per hour enough?
    Is the price in Hong Kong dollars? ⇔ Is the price in Singapore dollars?
    # ranges and comparisons
    Show orders of at least 50 dollars ⇔ Show orders of at most 50 dollars
    Is it due no later than Friday? ⇔ Is it due no earlier than Friday?
    Do we need a minimum of ten users? ⇔ Do we need a maximum of ten users?
    Show values above the average ⇔ Show values below the average
    Find rooms up to 100 euros ⇔ Find rooms from 100 euros
    List cities with more than a million people ⇔ List cities with fewer than a million people
    Filter scores between 5 and 10 ⇔ Filter scores not between 5 and 10
    Submit the form by Monday ⇔ Submit the form after Monday
    # conditionals
    What happens if the payment fails? ⇔ What happens if the payment succeeds?
    Restart it only if it crashes ⇔ Restart it even if it crashes
    Would it break if I remove it? ⇔ Would it break if I do not remove it?
    I will go if you go ⇔ I will go unless you go
    # quantifiers
    There are few risks in it ⇔ There are a few risks in it
    Why do few people vote? ⇔ Why do a few people vote?
    Select any three colors ⇔ Select all three colors
    Does someone pay for it? ⇔ Does everyone pay for it?
    I have little hope left ⇔ I have a little hope left
    Are all of the seats taken? ⇔ Are not all of the seats taken?
    Did several users complain? ⇔ Did no users complain?
    Are the majority of voters happy? ⇔ Are the minority of voters happy?
    # modals
    You must sign the form ⇔ You may sign the form
    Is a visa required for Peru? ⇔ Is a visa optional for Peru?
    May I take it twice? ⇔ Must I take it twice?
    # roles
    The manager of Ann's brother ⇔ The brother of Ann's manager
    Is the author quoted by the critic? ⇔ Is the critic quoted by the author?
    Sue is Tom's boss ⇔ Tom is Sue's boss
    Charge the battery with the panel ⇔ Charge the panel with the battery
    Did Ann lend Ben money? ⇔ Did Ben lend Ann money?
    Who was killed by Brutus? ⇔ Who killed Brutus?
    Should the seller pay the buyer? ⇔ Should the buyer pay the seller?
    Do vaccines cause the virus? ⇔ Does the virus cause vaccines?
    # hedged negations
    It rarely snows in Rome ⇔ It often snows in Rome
    I can barely see it ⇔ I can clearly see it
    The drug fails to cure it ⇔ The drug manages to cure it
    Forbid guests to edit it ⇔ Let guests edit it
    Can I drive without a license? ⇔ Can I drive with a license?
    Is the app no longer free? ⇔ Is the app free?
    List all cars except Fords ⇔ List all cars including Fords
    Is it anything but safe? ⇔ Is it safe?
    # dates and times
    Is the meeting at 3 pm EST? ⇔ Is the meeting at 3 pm PST?
    Is the store open on weekdays? ⇔ Is the store open on weekends?
    What is on in early May? ⇔ What is on in late May?
    Show the report for Q3 FY24 ⇔ Show the report for Q3 FY25
    Book a table for Friday lunch ⇔ Book a table for Friday dinner
    Is the call on Wed? ⇔ Is the call on Thu?
    Is the backup at noon? ⇔ Is the backup at midnight?
    What is 5 pm CET in UTC? ⇔ What is 5 pm UTC in CET?
    # versions and identifiers
    Track parcel 1Z999AA1 ⇔ Track parcel 1Z999AA7
    Does log4j 2.14 have the bug? ⇔ Does log4j 2.17 have the bug?
    Fix issue PROJ-12 ⇔ Fix issue PROJ-21
    Is RFC 2616 current? ⇔ Is RFC 2661 current?
    Is the Core i5-9400 fast? ⇔ Is the Core i5-9400F fast?
    Is Python 3.9.1 out? ⇔ Is Python 3.9.1rc1 out?
    # code and shell
    Explain x >>= 1 in C ⇔ Explain x <<= 1 in C
    return a and b ⇔ return a or b
    What does ls -lh do? ⇔ What does ls -lt do?
    What does [a-z]+ match? ⇔ What does [^a-z]+ match?
    SELECT a FROM t WHERE b IS NULL ⇔ SELECT a FROM t WHERE b IS NOT NULL
    Use the --dry-run flag with rsync ⇔ Use the --delete flag with rsync
    Sort the list with reverse=True ⇔ Sort the list with reverse=False
    Why is a <= b false? ⇔ Why is a < b false?
    for (int i = 0; i < n; i++) sum += a[i]; ⇔ for (int i = 0; i <= n; i++) sum += a[i];
    What does `^\d{3}$` match? ⇔ What does `^\d{3,}$` match?
    Read ~/.bashrc ⇔ Read ~/.bash_profile
    Is it a += b or what? ⇔ Is it a -= b or what?
    Run it with sudo ⇔ Run it without sudo
    # names and titles
    Who is King Charles I? ⇔ Who is King Charles II?
    Who wrote The Trial? ⇔ Who wrote The Castle?
    Is South Korea safe? ⇔ Is North Korea safe?
    Who played Batman in 1989? ⇔ Who played Robin in 1989?
    Is Saint Lucia an island? ⇔ Is Saint Kitts an island?
    Is the Prime Minister elected? ⇔ Is the President elected?
    # German
    Darf ich den Müll verbrennen? ⇔ Muss ich den Müll verbrennen?
    Ist die Bank geöffnet? ⇔ Ist die Bank geschlossen?
    Kann ich das Paket bis Montag bekommen? ⇔ Kann ich das Paket ab Montag bekommen?
    Zeige alle Kunden mit mehr als fünf Bestellungen ⇔ Zeige alle Kunden mit weniger als fünf Bestellungen
    Der Hund beißt den Mann ⇔ Den Hund beißt der Mann
    # French
    Le train part de Lyon pour Nice ⇔ Le train part de Nice pour Lyon
    Donne-moi deux exemples de rimes ⇔ Donne-moi dix exemples de rimes
    # Spanish
    ¿Puedo entrar con mascota? ⇔ ¿Debo entrar con mascota?
    ¿Tengo que pagar siempre? ⇔ ¿Tengo que pagar nunca?
    Muestra los pedidos de mayo ⇔ Muestra los pedidos de junio
    ¿Está abierto el lunes? ⇔ ¿Está abierto el martes?
    # Japanese
    雨が降れば行きます ⇔ 雨が降っても行きます
    東京から大阪まで行く ⇔ 大阪から東京まで行く
    犬が猫を追う ⇔ 猫が犬を追う
    # Arabic
    أرسل المال من علي إلى سامي ⇔ أرسل المال من سامي إلى علي
    # Russian
    Покажи заказы за май ⇔ Покажи заказы за июнь
    Я должен платить налог ⇔ Я могу платить налог
    Дай три примера ⇔ Дай четыре примера
    # tense and aspect
    I used to smoke ⇔ I am used to smoke
    Who will be the next mayor? ⇔ Who was the last mayor?
    # Chinese
    他打了我 ⇔ 我打了他
    """#)

  /// Pairs that may have the same answer.
  static let workadayRewordings = read(
    #"""
    # quantities
    Divide the bill among three people ⇔ Divide the bill among 3 people
    Is 1,000 steps a day enough? ⇔ Is 1000 steps a day enough?
    Who won the first prize? ⇔ Who won the 1st prize?
    Is the city home to 2 million people? ⇔ Is the city home to two million people?
    What happened in the 19th century? ⇔ What happened in the nineteenth century?
    # units
    How long is a 10 km run? ⇔ How long is a 10 kilometer run?
    How many pounds is 5 kg? ⇔ How many pounds is 5 kilograms?
    What can I buy for 20 €? ⇔ What can I buy for 20 euros?
    Is it a 2-hour flight? ⇔ Is it a two hour flight?
    How many ml are in a cup? ⇔ How many milliliters are in a cup?
    # ranges and comparisons
    Show orders over 50 dollars ⇔ Show orders above 50 dollars
    Is it less than ten km away? ⇔ Is it less than 10 km away?
    Which is bigger, Texas or France? ⇔ Which is bigger, France or Texas?
    Find phones under 300 dollars ⇔ Find phones below 300 dollars
    # quantifiers
    Is there a lot of traffic in Lima? ⇔ Is there much traffic in Lima?
    Does everybody pay tax? ⇔ Does everyone pay tax?
    # modals
    What should I pack for Rome? ⇔ What do I pack for Rome?
    How might I speed up my PC? ⇔ How can I speed up my PC?
    Can I bring my dog on the train? ⇔ May I bring my dog on the train?
    How would you cook an eel? ⇔ How do you cook an eel?
    # roles
    What are the causes of acne? ⇔ What are acne causes?
    What is the recipe for ramen? ⇔ What is the ramen recipe?
    What is Japan's capital? ⇔ What is the capital of Japan?
    Who is Tesla's CEO? ⇔ Who is the CEO of Tesla?
    # hedged negations
    Can I cook rice without a lid? ⇔ Can I cook rice with no lid?
    List all primes except for 2 ⇔ List all primes except 2
    # dates and times
    Is it on Dec 24? ⇔ Is it on December 24?
    Is the office open on March 3, 2025? ⇔ Is the office open on 3 March 2025?
    Is the office open on March 3? ⇔ Is the office open on 3 March?
    Is the call on Wed? ⇔ Is the call on Wednesday?
    # versions and identifiers
    What is new in v2.1? ⇔ What is new in version 2.1?
    What is new in Python 3? ⇔ What is new in python3?
    Does iOS17 support it? ⇔ Does iOS 17 support it?
    # code and shell
    Explain the function `map` in JavaScript ⇔ Explain the `map` function in JavaScript
    How do I write a for loop in C? ⇔ How to write a for loop in C
    # names and titles
    Is Mount Everest growing? ⇔ Is Mt. Everest growing?
    Who is Beyoncé? ⇔ Who is Beyonce?
    Where is St. Louis? ⇔ Where is Saint Louis?
    # German
    Zeig mir drei Rezepte ⇔ Zeig mir 3 Rezepte
    # Spanish
    Dame tres razones para leer ⇔ Dame 3 razones para leer
    # Chinese
    给我三个例子 ⇔ 给我3个例子
    # Russian
    Ещё один пример ⇔ Еще один пример
    # French
    Donne-moi deux exemples de rimes ⇔ Donne-moi 2 exemples de rimes
    """#)
}

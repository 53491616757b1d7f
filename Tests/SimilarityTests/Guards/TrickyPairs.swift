/// More pairs that are easy to confuse, of kinds that rules of language tell apart.
extension AdversarialPairs {
  /// Pairs that must be neither near nor semantic; those of the last group a model must tell apart.
  static let trickyTraps = read(
    #"""
    # units
    Is 5 ml of it safe for a baby? ⇔ Is 5 l of it safe for a baby?
    How far is 10 nautical miles? ⇔ How far is 10 miles?
    Set the timeout to 30 seconds ⇔ Set the timeout to 30 milliseconds
    Preheat the oven to 200 degrees Celsius ⇔ Preheat the oven to 200 degrees Fahrenheit
    How many calories are in an ounce of almonds? ⇔ How many calories are in a pound of almonds?
    Is a 2 TB disk enough? ⇔ Is a 2 GB disk enough?
    Show the speed in knots ⇔ Show the speed in mph
    Allocate 512 MiB to the container ⇔ Allocate 512 GiB to the container
    What is 3 inches in centimetres? ⇔ What is 3 centimetres in inches?
    Add a teaspoon of salt ⇔ Add a tablespoon of salt
    Is the interest 2 percent? ⇔ Is the interest 2 percentage points?
    # currencies
    Convert 100 dollars to euros ⇔ Convert 100 euros to dollars
    How much is 50 pesos? ⇔ How much is 50 pesetas?
    Invoice the client for 900 CHF ⇔ Invoice the client for 900 SEK
    What is £100 in dollars? ⇔ What is $100 in pounds?
    Price it in Canadian dollars ⇔ Price it in Australian dollars
    Is 10 ¢ a lot? ⇔ Is 10 $ a lot?
    Does it cost 5 million? ⇔ Does it cost 5 billion?
    # versions
    Upgrade from Postgres 14 to 15 ⇔ Upgrade from Postgres 15 to 16
    Is Java 8 supported? ⇔ Is Java 18 supported?
    What changed in iOS 17.1? ⇔ What changed in iOS 17.10?
    Install numpy>=1.20 ⇔ Install numpy<=1.20
    Pin it to ^2.1.0 ⇔ Pin it to ~2.1.0
    Is version 3.0.0-rc1 safe? ⇔ Is version 3.0.0-rc2 safe?
    Does Windows 10 support it? ⇔ Does Windows 11 support it?
    Is GPT-3 better at it? ⇔ Is GPT-4 better at it?
    Is USB 2.0 fast? ⇔ Is USB 3.0 fast?
    What is the Galaxy S21 worth? ⇔ What is the Galaxy S22 worth?
    # file names
    Parse config.json ⇔ Parse config.yaml
    Delete report_final.docx ⇔ Delete report_draft.docx
    Open main.c ⇔ Open main.h
    Read data/train.csv ⇔ Read data/test.csv
    Rename a.txt to b.txt ⇔ Rename b.txt to a.txt
    Show me .env.production ⇔ Show me .env.staging
    What does index.js do? ⇔ What does index.ts do?
    Copy photos2023.zip ⇔ Copy photos2024.zip
    Edit /etc/nginx/nginx.conf ⇔ Edit /etc/nginx/mime.types
    # scope of a negation
    Show users who have paid and have not cancelled ⇔ Show users who have not paid and have cancelled
    Show customers who have not paid but ordered ⇔ Show customers who have paid but not ordered
    Not all birds can fly ⇔ All birds can not fly
    I do not only want tea ⇔ I only do not want tea
    Why is it not always true? ⇔ Why is it always not true?
    Which fruits are sweet but not juicy? ⇔ Which fruits are juicy but not sweet?
    List files that are not hidden and are large ⇔ List files that are hidden and are not large
    Tell me why the test did not pass ⇔ Tell me why the test did pass
    It is illegal to not wear a belt ⇔ It is illegal to wear a belt
    What can I do if I don't want to pay? ⇔ What can I not do if I want to pay?
    Can I travel with no visa? ⇔ Can I travel with a visa?
    Is it true that she never lied? ⇔ Is it never true that she lied?
    Don't forget to lock it ⇔ Forget to lock it
    Foods without gluten and with dairy ⇔ Foods with gluten and without dairy
    Show orders not shipped and paid ⇔ Show orders not paid and shipped
    Is the server not responding? ⇔ Is the server responding?
    # comparatives
    Is tea healthier than coffee? ⇔ Is coffee healthier than tea?
    Is gold heavier than silver? ⇔ Is gold lighter than silver?
    Which city is warmer, Rome or Oslo? ⇔ Which city is colder, Rome or Oslo?
    List the three fastest cars ⇔ List the three slowest cars
    Find a hotel closer than 5 km ⇔ Find a hotel farther than 5 km
    Are women more likely than men to smoke? ⇔ Are men more likely than women to smoke?
    Is Ben older than Ann? ⇔ Is Ben younger than Ann?
    Does Berlin have more parks than Vienna? ⇔ Does Vienna have more parks than Berlin?
    Was 2019 hotter than 2018? ⇔ Was 2018 hotter than 2019?
    Make the text shorter ⇔ Make the text longer
    I prefer cats to dogs ⇔ I prefer dogs to cats
    Why would one choose MySQL over Postgres? ⇔ Why would one choose Postgres over MySQL?
    Is a boat cheaper than a plane? ⇔ Is a boat dearer than a plane?
    # quantifiers
    Did every student pass? ⇔ Did any student pass?
    Did all servers restart? ⇔ Did most servers restart?
    Show at least five examples ⇔ Show at most five examples
    Is there exactly one solution? ⇔ Is there at least one solution?
    Return the first match ⇔ Return every match
    Delete all but the newest backup ⇔ Delete the newest backup
    Keep only the last line ⇔ Keep all but the last line
    Do half of the people vote? ⇔ Do two thirds of the people vote?
    Show none of the columns ⇔ Show all of the columns
    Are both lamps on? ⇔ Is one of the lamps on?
    # dates
    Is the office open on 24 December? ⇔ Is the office open on 25 December?
    Remind me on Tuesday at noon ⇔ Remind me on Thursday at noon
    Who was president in 1995? ⇔ Who was president in 1959?
    Schedule it for tomorrow morning ⇔ Schedule it for tomorrow evening
    What is the date two days before Easter? ⇔ What is the date two days after Easter?
    Show sales of the last 7 days ⇔ Show sales of the last 30 days
    Meet me at half past six ⇔ Meet me at a quarter past six
    What happened in the 18th century? ⇔ What happened in the 19th century?
    Is the deadline 2025-01-02? ⇔ Is the deadline 2025-02-01?
    Was it built in 100 BC? ⇔ Was it built in 100 AD?
    Book it from 3 to 5 May ⇔ Book it from 5 to 8 May
    # direction
    How do I migrate from Jenkins to GitLab? ⇔ How can I migrate from GitLab to Jenkins?
    How would you convert kilometers to miles? ⇔ How do I convert miles to kilometers?
    Wire 200 euros from savings to checking ⇔ Wire 200 euros from checking to savings
    Translate the menu from Thai into English ⇔ Translate the menu from English into Thai
    Did the dog chase the cat? ⇔ Did the cat chase the dog?
    What did Anna give to Tom? ⇔ What did Tom give to Anna?
    Does smoking cause stress? ⇔ Does stress cause smoking?
    Who taught Plato? ⇔ Who did Plato teach?
    Import contacts from Gmail into Outlook ⇔ Import contacts from Outlook into Gmail
    Is the cat on the mat? ⇔ Is the mat on the cat?
    Roll back from v2 to v1 ⇔ Roll back from v1 to v2
    Can I drive from Spain to France? ⇔ Can I drive from France to Spain?
    Mary was invited by John ⇔ John was invited by Mary
    Why do dogs chase cats? ⇔ Why do cats chase dogs?
    What happens if oil is put in water? ⇔ What happens when water is put in oil?
    Replace foo with bar ⇔ Replace bar with foo
    # opposites
    How do I archive a chat? ⇔ How do I unarchive a chat?
    Is the plan refundable? ⇔ Is the plan nonrefundable?
    Enable telemetry ⇔ Disable telemetry
    How do I gain muscle? ⇔ How do I lose muscle?
    Show expired coupons ⇔ Show unexpired coupons
    How do I hide the toolbar? ⇔ How do I show the toolbar?
    Turn the volume up ⇔ Turn the volume down
    How do I zoom in? ⇔ How do I zoom out?
    Is the drug legal in Spain? ⇔ Is the drug illegal in Spain?
    Are the terms negotiable? ⇔ Are the terms non-negotiable?
    Why is the pump overheating? ⇔ Why is the pump underheating?
    Move the camera forward ⇔ Move the camera backward
    Is the sample contaminated? ⇔ Is the sample uncontaminated?
    Sign me up for it ⇔ Sign me out of it
    # names
    Who is the mayor of Portland, Oregon? ⇔ Who is the mayor of Portland, Maine?
    What did Kennedy say to Nixon? ⇔ What did Kennedy say to Johnson?
    Is Georgia a country? ⇔ Is Germany a country?
    Write a bio of Emily Smith ⇔ Write a bio of Emma Smith
    Does Delta fly to Boston? ⇔ Does United fly to Boston?
    Is Redis faster than Memcached here? ⇔ Is Redis faster than Cassandra here?
    Is Congo safe for Mr Brown? ⇔ Is Congo safe for Mr Braun?
    How do I deploy to Azure? ⇔ How do I deploy to Heroku?
    Call Dr Meyer at the clinic ⇔ Call Dr Maier at the clinic
    Is Paris in Texas? ⇔ Is Paris in France?
    Summarise the book by Orwell ⇔ Summarise the book by Huxley
    # languages
    Translate it to Norwegian ⇔ Translate it to Swedish
    Write the reply in Portuguese ⇔ Write the reply in Spanish
    Kann ich mit Karte zahlen? ⇔ Kann ich nicht mit Karte zahlen?
    Wie aktiviere ich die Karte? ⇔ Wie deaktiviere ich die Karte?
    Je peux annuler ma commande ⇔ Je ne peux pas annuler ma commande
    ¿Cómo activo la tarjeta? ⇔ ¿Cómo desactivo la tarjeta?
    ¿Cuánto cuesta en euros? ⇔ ¿Cuánto cuesta en dólares?
    Quanto custa de Lisboa a Porto? ⇔ Quanto custa de Porto a Lisboa?
    Quali farmaci sono sicuri? ⇔ Quali farmaci non sono sicuri?
    Как включить уведомления? ⇔ Как выключить уведомления?
    Ab wann ist der Laden geöffnet? ⇔ Bis wann ist der Laden geöffnet?
    Fliegt Anna nach Rom oder Bonn? ⇔ Fliegt Anna nach Rom und Bonn?
    二月有几天？ ⇔ 三月有几天？
    # lists and what belongs together
    Set A and B to 1 and 2 ⇔ Set B and A to 1 and 2
    Pay Ann and Bob 5 and 10 dollars ⇔ Pay Bob and Ann 5 and 10 dollars
    Rank Rome and Oslo first and second respectively ⇔ Rank Oslo and Rome first and second respectively
    Is French toast or an English muffin better? ⇔ Is English toast or a French muffin better?
    Put red cups and blue plates on it ⇔ Put blue cups and red plates on it
    Buy gold and sell silver ⇔ Buy silver and sell gold
    If it rains I stay and if it snows I go ⇔ If it rains I go and if it snows I stay
    Ann loves Ben and Carl ⇔ Carl loves Ben and Ann
    What is 7 minus 3 and 2? ⇔ What is 3 minus 7 and 2?
    The cat was chased by the dog ⇔ The cat chased the dog
    The oldest student's teacher ⇔ The student's oldest teacher
    Which is the best student of the teacher? ⇔ Which is the best teacher of the student?
    Does Tom or Ann owe me money? ⇔ Does Tom owe me or Ann money?
    Ship it to Ann from Ben ⇔ Ship it to Ben from Ann
    # what a vector sees
    Is 100 psi too much? ⇔ Is 100 bar too much?
    Write it to stdout ⇔ Write it to stderr
    Is it as tall as the tower? ⇔ Is it taller than the tower?
    Can each user have one key? ⇔ Can all users have one key?
    What is the capital of the Republic of the Congo? ⇔ What is the capital of the Democratic Republic of the Congo?
    如何启用自动续费 ⇔ 如何取消自动续费
    """#)

  /// Pairs that may have the same answer.
  static let trickyRewordings = read(
    #"""
    # spelling
    Organise my photos by colour ⇔ Organize my photos by color
    How do I log in to my account? ⇔ How do I login to my account?
    How do I set up a new e-mail address? ⇔ How do I set up a new email address?
    What is saltwater taffy? ⇔ What is salt water taffy?
    Who is J. K. Rowling? ⇔ Who is J.K. Rowling?
    Who is J.K. Rowling? ⇔ Who is JK Rowling?
    Show me a step-by-step guide ⇔ Show me a step by step guide
    Is it a real-time system? ⇔ Is it a real time system?
    What is a pre-order? ⇔ What is a preorder?
    How do I travel in the U.S.? ⇔ How do I travel in the US?
    I’m late, what now? ⇔ I'm late, what now?
    How do I analyse data? ⇔ How do I analyze data?
    How do I fix a wifi router? ⇔ How do I fix a wi-fi router?
    Is the file name case sensitive? ⇔ Is the filename case sensitive?
    What is 5% of 80? ⇔ What is 5 percent of 80?
    What can I buy for $20? ⇔ What can I buy for 20$?
    Is 100$ a month enough? ⇔ Is 100 dollars a month enough?
    What is the data base for? ⇔ What is the database for?
    # spacing and punctuation
    What is a noun ? ⇔ What is a noun?
    How do I bake bread ?? ⇔ How do I bake bread
    Explain inflation ... ⇔ Explain inflation
    list all   primes ⇔ List all primes
    Where is Oslo?\n\n ⇔ Where is Oslo?
    "Explain recursion" ⇔ Explain recursion
    - Explain recursion ⇔ Explain recursion
    Is he coming,or not? ⇔ Is he coming, or not?
    What's a verb? ⇔ Whats a verb?
    I do n't know what to cook ⇔ I don't know what to cook
    # filler
    Please tell me how vaccines work ⇔ How do vaccines work?
    Can you please explain how vaccines work? ⇔ Explain how vaccines work
    Hey, how do vaccines work? ⇔ How do vaccines work?
    Hi there! How do vaccines work? ⇔ How do vaccines work?
    Could you kindly explain how vaccines work? ⇔ Explain how vaccines work
    I would like to know how vaccines work ⇔ Tell me how vaccines work
    How exactly do vaccines work? ⇔ How do vaccines work?
    So how do vaccines actually work? ⇔ How do vaccines work?
    Just tell me how vaccines work ⇔ Tell me how vaccines work
    How do vaccines work? Thanks a lot! ⇔ How do vaccines work?
    Do you know whether or not it is safe? ⇔ Do you know whether it is safe?
    How do I start a shop with no money? ⇔ How do I start a shop without money?
    Can someone explain how vaccines work? ⇔ Can anyone explain how vaccines work?
    # inflection
    What are the side effects of aspirin? ⇔ What is the side effect of aspirin?
    How are pearls formed? ⇔ How is a pearl formed?
    Which phones have a good camera? ⇔ Which phone has a good camera?
    How do I stop my dog from barking? ⇔ How do I stop my dogs from barking?
    What causes volcanoes to erupt? ⇔ What causes a volcano to erupt?
    How do I learn cooking? ⇔ How do I learn to cook?
    How does a company raise money? ⇔ How do companies raise money?
    How can I become a pilot? ⇔ How do I become a pilot?
    How do I make my hair grow faster? ⇔ How to make hair grow faster?
    Explain how bees make honey ⇔ Explain how a bee makes honey
    # order
    Should I learn French or German? ⇔ Should I learn German or French?
    What is the difference between a crow and a raven? ⇔ What is the difference between a raven and a crow?
    How do crows and ravens differ? ⇔ How do ravens and crows differ?
    How does a crow differ from a raven? ⇔ How does a raven differ from a crow?
    Compare red wine and white wine ⇔ Compare white wine and red wine
    Which is the best laptop for students? ⇔ Which laptop is the best for students?
    How far can an owl see? ⇔ How far an owl can see?
    How do I safely remove a tick? ⇔ How do I remove a tick safely?
    List France, Spain and Italy by size ⇔ List Italy, France and Spain by size
    Python vs Java for web development ⇔ Java vs Python for web development
    The ball is thrown by the boy ⇔ The boy throws the ball
    Are bats blind or deaf? ⇔ Are bats deaf or blind?
    Can I freeze cream and butter? ⇔ Can I freeze butter and cream?
    # other languages
    Wie viel kostet der Versand? ⇔ Wieviel kostet der Versand?
    Was ist der Unterschied zwischen Wein und Bier? ⇔ Was ist der Unterschied zwischen Bier und Wein?
    Wo ist die Straße? ⇔ Wo ist die Strasse?
    Quelle est la capitale du Pérou ? ⇔ Quelle est la capitale du Pérou?
    Quelle est la différence entre un âne et un mulet ? ⇔ Quelle est la différence entre un mulet et un âne ?
    ¿Debo aprender inglés o francés? ⇔ ¿Debo aprender francés o inglés?
    Что такое инфляция? ⇔ что такое инфляция
    什么是通货膨胀？ ⇔ 什么是通货膨胀
    重力について教えてください。 ⇔ 重力について教えてください
    ما هو التضخم؟ ⇔ ما هو التضخم
    중력이 무엇인가요? ⇔ 중력이 무엇인가요
    Jaka jest stolica Peru? ⇔ jaka jest stolica peru
    Vad är skillnaden mellan öl och vin? ⇔ Vad är skillnaden mellan vin och öl?
    Yerçekimi nedir? ⇔ yerçekimi nedir
    """#)
}

/// Pairs that only say the same in another way.
extension AdversarialPairs {
  /// Pairs that may have the same answer.
  static let reworkedRewordings = read(
    #"""
    # modals
    You must pay ⇔ You have to pay
    Must I pay tax on it? ⇔ Do I have to pay tax on it?
    She has to sign it ⇔ She must sign it
    You mustn't park here ⇔ You must not park here
    You can't park here ⇔ You cannot park here
    You needn't pay ⇔ You need not pay
    You don't have to pay ⇔ You do not have to pay
    You need not pay ⇔ You do not have to pay
    You don't need to pay ⇔ You don't have to pay
    Why can't I log in? ⇔ Why can I not log in?
    Can you help me write a poem? ⇔ Help me write a poem
    What do I have to do to renew it? ⇔ What must I do to renew it?
    # numbers
    Are there forty-two seats? ⇔ Are there 42 seats?
    Are there forty two seats? ⇔ Are there 42 seats?
    Are there thirty seats? ⇔ Are there 30 seats?
    Is ninety days enough? ⇔ Is 90 days enough?
    Is twenty-five too old? ⇔ Is 25 too old?
    Does it cost one hundred dollars? ⇔ Does it cost 100 dollars?
    Does it cost a hundred dollars? ⇔ Does it cost 100 dollars?
    Does it cost five thousand dollars? ⇔ Does it cost 5000 dollars?
    Does it cost five thousand dollars? ⇔ Does it cost 5,000 dollars?
    Is it 2 million? ⇔ Is it 2,000,000?
    Is the call at 3 pm? ⇔ Is the call at 3pm?
    Is the call at 3 pm? ⇔ Is the call at 3 p.m.?
    Is the call at 3 PM? ⇔ Is the call at 3:00 pm?
    Is the call at 3 pm? ⇔ Is the call at 15:00?
    Is the call at 3:30 pm? ⇔ Is the call at 15:30?
    Is the call at 09:00? ⇔ Is the call at 9:00?
    Is the call at 9 am? ⇔ Is the call at 9:00 am?
    لدي ٣ قطط ⇔ لدي 3 قطط
    मेरे पास ३ बिल्लियाँ हैं ⇔ मेरे पास 3 बिल्लियाँ हैं
    ۱۲ کتاب دارم ⇔ 12 کتاب دارم
    เรามีแมว ๓ ตัว ⇔ เรามีแมว 3 ตัว
    Is １２ even? ⇔ Is 12 even?
    Is ½ cup enough? ⇔ Is 1/2 cup enough?
    Are there a dozen eggs? ⇔ Are there 12 eggs?
    Is 5 percent ok? ⇔ Is 5% ok?
    Who was the 21st president? ⇔ Who was the twenty-first president?
    What happened in the 1980s? ⇔ What happened in the 1980's?
    Do I pay $1,200? ⇔ Do I pay $1200?
    Do I pay $5.00? ⇔ Do I pay $5?
    # units
    Is 30 min enough? ⇔ Is 30 minutes enough?
    Is 500 ml enough? ⇔ Is 500 millilitres enough?
    Is it 5 km away? ⇔ Is it 5 kilometres away?
    Is it 5km away? ⇔ Is it 5 km away?
    Is it 20 °C there? ⇔ Is it 20 degrees Celsius there?
    Is it 20°C there? ⇔ Is it 20 °C there?
    Is 100 USD enough? ⇔ Is 100 US dollars enough?
    Is 3 kg heavy? ⇔ Is 3kg heavy?
    Is 5 feet tall? ⇔ Is 5 ft tall?
    Is it 10 lbs? ⇔ Is it 10 pounds?
    Is 12 GB enough? ⇔ Is 12 gigabytes enough?
    Is 24 hours enough? ⇔ Is 24 hrs enough?
    # models and versions
    Summarise it with gpt-4o ⇔ Summarise it with GPT-4o
    Summarise it with GPT 4o ⇔ Summarise it with GPT-4o
    What is Python 3.12? ⇔ What is Python 3.12 ?
    Is the iPhone 15 Pro heavy? ⇔ Is the iphone 15 pro heavy?
    What is new in PostgreSQL 16? ⇔ What's new in PostgreSQL 16?
    What is Wi-Fi 6? ⇔ What is WiFi 6?
    Is Node 18 supported? ⇔ Is Node v18 supported?
    # lists, order, voice
    Which one is cheaper, tea or coffee? ⇔ Which one is cheaper, coffee or tea?
    Name the pros and cons of solar power ⇔ Name the cons and pros of solar power
    The letter was written by Ann ⇔ Ann wrote the letter
    What is the population of Spain? ⇔ What is Spain's population?
    Compare Go and Rust ⇔ Compare Rust and Go
    Compare Go to Rust ⇔ Compare Go with Rust
    Is Rome or Oslo colder? ⇔ Is Oslo or Rome colder?
    How can I quickly learn Greek? ⇔ How can I learn Greek quickly?
    # phrasing
    How do I delete my account? ⇔ How can I delete my account?
    How do I delete my account? ⇔ How to delete my account?
    How do I delete my account? ⇔ How does one delete an account?
    What's the weather like in Rome? ⇔ What is the weather like in Rome?
    Please could you list the planets? ⇔ List the planets
    Can you list the planets for me? ⇔ Can you list the planets?
    I need help with my taxes ⇔ I need some help with my taxes
    Why is my code not compiling? ⇔ Why isn't my code compiling?
    Why does my code not compile? ⇔ Why doesn't my code compile?
    What are the best hotels in Rome? ⇔ What are best hotels in Rome?
    Is it OK to eat eggs daily? ⇔ Is it okay to eat eggs daily?
    Write a Python program to sort a list ⇔ Write a Python program that sorts a list
    Write me an email to my boss ⇔ Write an email to my boss
    Explain how a bill becomes law ⇔ Explain how a bill becomes a law
    What is machine learning? ⇔ What is machine-learning?
    What is an API? ⇔ What is an API?!
    How old is the Pope ⇔ How old is the pope?
    Translate hello into French ⇔ Translate hello to French
    What's 5 times 3? ⇔ What is 5 times 3?
    Whats the capital of Chile ⇔ What is the capital of Chile?
    Can I use this on my hair? ⇔ Could I use this on my hair?
    Where can I find the manual? ⇔ Where do I find the manual?
    Do you think that it is safe? ⇔ Do you think it is safe?
    The film that I saw ⇔ The film I saw
    I'd like to know the price ⇔ I would like to know the price
    Give me an example of irony ⇔ Give an example of irony
    List 5 facts about cats ⇔ List five facts about cats
    Correct this sentence: he go home ⇔ Please correct this sentence: he go home
    # languages
    Wie kann ich mein Konto löschen? ⇔ wie kann ich mein konto löschen
    Comment supprimer mon compte ? ⇔ comment supprimer mon compte
    ¿Cuál es la capital de Perú? ⇔ Cuál es la capital de Perú
    什么是重力？ ⇔ 什么是重力?
    今日の天気は？ ⇔ 今日の天気は?
    Что такое гравитация? ⇔ Что такое гравитация
    # quantities
    All of the users ⇔ All the users
    Both of the lamps ⇔ Both lamps
    A lot of people like it ⇔ Lots of people like it
    Is there any milk? ⇔ Is there milk?
    # rewordings
    How do I convert YAML to JSON? ⇔ How to convert YAML to JSON
    How can I convert YAML into JSON? ⇔ How do I convert YAML to JSON?
    Do I have to pay taxes on gifts? ⇔ Must I pay taxes on gifts?
    Do you have to be 18 to vote? ⇔ Must you be 18 to vote?
    Does one have to register? ⇔ Do you have to register?
    We don't need to register ⇔ We do not need to register
    What is thirty percent of 90? ⇔ What is 30% of 90?
    What is fifty plus fifty? ⇔ What is 50 plus 50?
    Name twenty animals ⇔ Name 20 animals
    Give me twenty-five names ⇔ Give me 25 names
    Book it at 2:30 pm ⇔ Book it at 2:30pm
    Book it at 2:30 PM ⇔ Book it at 14:30
    Wake me at 7 am ⇔ Wake me at 07:00
    Meet at noon ⇔ Meet at 12 pm
    It costs 3 million dollars ⇔ It costs 3,000,000 dollars
    It costs three million dollars ⇔ It costs 3 million dollars
    In the twenty-first century ⇔ In the 21st century
    My 5th birthday ⇔ My fifth birthday
    It is 5 km long ⇔ It is 5 kilometers long
    It weighs 80 kilos ⇔ It weighs 80 kg
    How do I use gpt-4o-mini? ⇔ How can I use GPT-4o-mini?
    How do I install Python 3.12 on Windows 11? ⇔ How can I install Python 3.12 on Windows 11?
    Is the iPhone 15 Pro waterproof? ⇔ Is the Iphone 15 Pro water proof?
    Hamlet was written by Shakespeare ⇔ Shakespeare wrote Hamlet
    Which is faster, a car or a bike? ⇔ Which is faster, a bike or a car?
    What is the difference between TCP and UDP? ⇔ What's the difference between UDP and TCP?
    What are the benefits of yoga? ⇔ What are yoga's benefits?
    Could you please translate this into German? ⇔ Please translate this to German
    Please summarize this article ⇔ Summarize this article, please
    Hi, can you summarise this article? ⇔ Summarize this article
    Tell me a joke ⇔ Tell me a joke please
    tell me a joke! ⇔ Tell me a joke.
    What is the boiling point of water ⇔ what's the boiling point of water?
    How much does a cat weigh? ⇔ How much do cats weigh?
    How many legs does a spider have? ⇔ How many legs do spiders have?
    Why do cats purr? ⇔ Why does a cat purr?
    Where can I see the northern lights? ⇔ Where can you see the northern lights?
    I can't find my keys, what should I do? ⇔ I cannot find my keys, what should I do?
    I didn't get the e-mail ⇔ I did not get the email
    Is there anyone who can help? ⇔ Is there anybody who can help?
    Is the museum open on Mondays? ⇔ Is the museum open on Monday?
    What color is the sky? ⇔ What colour is the sky?
    How do you spell "necessary"? ⇔ How do I spell "necessary"?
    What's up with the server? ⇔ What is up with the server?
    List the top 10 movies of 2020 ⇔ List the top ten movies of 2020
    Find the average of 3, 5, and 7 ⇔ Find the average of 3, 5 and 7
    Who's the CEO of Apple? ⇔ Who is the CEO of Apple?
    Who is Apple's CEO? ⇔ Who is the CEO of Apple?
    How to cook rice in a rice cooker? ⇔ How do I cook rice in a rice cooker?
    Wie geht's? ⇔ wie gehts
    Bonjour ! ⇔ bonjour
    Hola, ¿qué tal? ⇔ hola qué tal
    如何 学习 Python ⇔ 如何学习Python
    Pythonの使い方 ⇔ python の使い方
    """#)
}

/// Pairs in which an amount, a time, a version, a sign or a piece of code is what differs.
extension AdversarialPairs {
  /// Pairs that must be neither near nor semantic; of some groups a model must tell them apart.
  static let measuredTraps = read(
    #"""
    # model names and products
    Summarise it with gpt-4o ⇔ Summarise it with gpt-4o-mini
    How much does gpt-4o cost? ⇔ How much does gpt-4o-mini cost?
    What is the context window of gpt-4.1? ⇔ What is the context window of gpt-4.1-nano?
    Is Claude 3 Opus faster? ⇔ Is Claude 3.5 Opus faster?
    Compare Claude Opus and Llama ⇔ Compare Claude Sonnet and Llama
    What does Llama 3 8B need? ⇔ What does Llama 3 70B need?
    Is o1 good at maths? ⇔ Is o1-mini good at maths?
    How do I install Python 3? ⇔ How do I install Python 3.12?
    Is the iPhone 15 Pro heavy? ⇔ Is the iPhone 15 Pro Max heavy?
    Is the Galaxy S24 good? ⇔ Is the Galaxy S24 Ultra good?
    Is the Pixel 8 waterproof? ⇔ Is the Pixel 8a waterproof?
    Is the RTX 4070 quiet? ⇔ Is the RTX 4070 Ti quiet?
    How fast is the M2 chip? ⇔ How fast is the M2 Pro chip?
    Is Office 365 free? ⇔ Is Office free?
    Does Windows 11 Home support it? ⇔ Does Windows 11 Pro support it?
    What does the PlayStation 5 weigh? ⇔ What does the PlayStation weigh?
    Is Angular dead? ⇔ Is AngularJS dead?
    How do I use text-embedding-3-small? ⇔ How do I use text-embedding-3-large?
    Is gemini-1.5-flash free? ⇔ Is gemini-1.5-pro free?
    Is gemini-1.5-flash free? ⇔ Is gemini-1.5-flash-8b free?
    Is Ubuntu 22.04 supported? ⇔ Is Ubuntu 22.10 supported?
    Is the Xbox Series X small? ⇔ Is the Xbox Series S small?
    Does Vue 2 have hooks? ⇔ Does Vue have hooks?
    Install node 18 ⇔ Install node 18.2
    Is the MacBook Air M1 good? ⇔ Is the MacBook Pro M1 good?
    Is the Tesla Model 3 fast? ⇔ Is the Tesla Model Y fast?
    Is claude-3-haiku cheap? ⇔ Is claude-3-haiku-20240307 cheap?
    Explain HTTP ⇔ Explain HTTPS
    Is DDR4 RAM enough? ⇔ Is DDR5 RAM enough?
    What is SHA-1? ⇔ What is SHA-256?
    What is Wi-Fi 6? ⇔ What is Wi-Fi 6E?
    What is BERT base? ⇔ What is BERT large?
    # model names and products, as a vector sees
    Is Lightroom worth it? ⇔ Is Lightroom Classic worth it?
    # number words and clock times
    Are there forty-two seats? ⇔ Are there 43 seats?
    Are there twenty-one seats? ⇔ Are there 20 seats?
    Are there thirty seats? ⇔ Are there 13 seats?
    Is the call at 3 pm? ⇔ Is the call at 3 am?
    Is the call at 3pm? ⇔ Is the call at 13:00?
    Is the call at 3:00? ⇔ Is the call at 15:00?
    Is the call at 3 pm? ⇔ Is the call at 3:30 pm?
    Is the call at 12 am? ⇔ Is the call at 12:00?
    Is lunch at 12 pm? ⇔ Is lunch at 0:00?
    Is it 3 am in Rome? ⇔ Is it 15:00 in Rome?
    Is it one hundred and five? ⇔ Is it one hundred and fifty?
    Is it two hundred? ⇔ Is it two thousand?
    Are fifty sixty cards sold? ⇔ Are fifty-six cards sold?
    Is twenty twenty vision good? ⇔ Is forty vision good?
    لدي ١٢ قطة ⇔ لدي ٢١ قطة
    मेरे पास ३ बिल्लियाँ हैं ⇔ मेरे पास ४ बिल्लियाँ हैं
    لدي 3 قطط ⇔ لدي ٤ قطط
    Is 1.000 enough? ⇔ Is 1,000 enough?
    Is 007 a spy? ⇔ Is 7 a spy?
    # number words and clock times, as a vector sees
    Is it five hundred miles? ⇔ Is it 5 hundred thousand miles?
    # units and currencies and time zones
    Is 40 °C hot? ⇔ Is 40 °F hot?
    How many MB/s is that? ⇔ How many Mb/s is that?
    Is a 5 lb bag enough? ⇔ Is a 5 oz bag enough?
    Is 60 mph legal? ⇔ Is 60 km/h legal?
    Is 100 USD enough? ⇔ Is 100 AUD enough?
    Price: 20 Swiss francs ⇔ Price: 20 French francs
    Schedule it for 9:00 UTC ⇔ Schedule it for 9:00 UTC+2
    Schedule it for 9 am Pacific ⇔ Schedule it for 9 am Eastern
    Is 9 am EST early? ⇔ Is 9 am EDT early?
    Is it 5 acres big? ⇔ Is it 5 hectares big?
    Is a 500 W supply enough? ⇔ Is a 500 VA supply enough?
    Drink 2 cups a day ⇔ Drink 2 pints a day
    What is 10 m² in feet? ⇔ What is 10 m in feet?
    It takes 5 business days ⇔ It takes 5 days
    The rate is 5% per month ⇔ The rate is 5% per year
    The rate is 5% ⇔ The rate is 5‰
    Set it to 90° ⇔ Set it to 90%
    Is ₹500 a lot? ⇔ Is ₽500 a lot?
    # units and currencies and time zones, as a vector sees
    Is it 10 bar? ⇔ Is it 10 mbar?
    Is it 3 stone? ⇔ Is it 3 kg?
    # comparatives and degrees
    Is it the second largest city? ⇔ Is it the largest city?
    Is it as good as new? ⇔ Is it not as good as new?
    Is rice more filling than pasta? ⇔ Is pasta more filling than rice?
    Is the flight twice as long? ⇔ Is the flight half as long?
    Name a much cheaper phone ⇔ Name a slightly cheaper phone
    Show the top quartile ⇔ Show the bottom quartile
    Are there fewer than 5 users? ⇔ Are there no fewer than 5 users?
    Is x at most y? ⇔ Is x at least y?
    Is the dose higher for children? ⇔ Is the dose lower for children?
    The more I eat the less I sleep ⇔ The less I eat the more I sleep
    # comparatives and degrees, as a vector sees
    Is she the tallest but one? ⇔ Is she the tallest?
    Is it too hot? ⇔ Is it hot enough?
    # code and operators
    Is a >= b ok? ⇔ Is a > b ok?
    x = x | y ⇔ x = x & y
    What does a ?? b do? ⇔ What does a ?. b do?
    What is $a . $b in PHP? ⇔ What is $a + $b in PHP?
    Write x**2 ⇔ Write x*2
    What is [] in JS? ⇔ What is {} in JS?
    Is "1" == 1? ⇔ Is "1" === 1?
    print(a, b) ⇔ print(b, a)
    SELECT MIN(x) FROM t ⇔ SELECT MAX(x) FROM t
    ORDER BY x ASC ⇔ ORDER BY x DESC
    SELECT * FROM a LEFT JOIN b ⇔ SELECT * FROM a RIGHT JOIN b
    docker run -it ubuntu ⇔ docker run -d ubuntu
    while (true) { f(); } ⇔ while (false) { f(); }
    What is 5 // 2? ⇔ What is 5 / 2?
    git commit -m ⇔ git commit -am
    Explain x -> y ⇔ Explain x <- y
    Explain a => b ⇔ Explain a <= b
    return x if y else z ⇔ return z if y else x
    What does .* match? ⇔ What does .+ match?
    Write f(g(x)) ⇔ Write g(f(x))
    INSERT INTO a SELECT * FROM b ⇔ INSERT INTO b SELECT * FROM a
    rm -rf ./tmp ⇔ rm -rf /tmp
    Is null == undefined? ⇔ Is null === undefined?
    # code and operators, as a vector sees
    Use `&` in bash ⇔ Use `&&` in bash
    Use let x in JS ⇔ Use const x in JS
    list.append(x) ⇔ list.extend(x)
    What does ~x mean? ⇔ What does !x mean?
    import numpy as np ⇔ import numpy as pd
    How do I center a div? ⇔ How do I center a span?
    # emoji and signs
    Rate this ⭐⭐⭐ ⇔ Rate this ⭐⭐⭐⭐
    React with ❤️ ⇔ React with 💔
    Is it ☀️ there? ⇔ Is it 🌧️ there?
    Status: 🟢 ⇔ Status: 🔴
    Is 👩 a man? ⇔ Is 👨 a man?
    Go ➡️ ⇔ Go ⬅️
    What is 5 × 3? ⇔ What is 5 ÷ 3?
    What is 5 − 3? ⇔ What is 5 + 3?
    Is A ⊂ B? ⇔ Is A ⊃ B?
    Is H₂O safe? ⇔ Is H₂O₂ safe?
    What is CO? ⇔ What is CO2?
    What is Na+? ⇔ What is Na?
    🙂 ⇔ 🙁
    1️⃣ ⇔ 2️⃣
    # emoji and signs, as a vector sees
    Is π > 3? ⇔ Is τ > 3?
    # one word
    start ⇔ stop
    true ⇔ false
    left ⇔ right
    buy ⇔ sell
    US ⇔ us
    enable ⇔ disable
    10 ⇔ 100
    1.0 ⇔ 10
    C# ⇔ C
    前 ⇔ 后
    да ⇔ нет
    نعم ⇔ لا
    north ⇔ south
    import ⇔ export
    Monday ⇔ Tuesday
    accept ⇔ reject
    agree ⇔ disagree
    v1 ⇔ v2
    on ⇔ off
    before ⇔ after
    all ⇔ none
    # one word, as a vector sees
    hello ⇔ goodbye
    Python ⇔ Java
    un ⇔ une
    π ⇔ τ
    # quantifiers
    Do most users pay? ⇔ Do all users pay?
    Did nobody come? ⇔ Did somebody come?
    Each of them gets a key ⇔ One of them gets a key
    Remove one of the two ⇔ Remove both of the two
    Many people left ⇔ Few people left
    Not many people left ⇔ Many people left
    Several tests failed ⇔ All tests failed
    Some of them work ⇔ None of them work
    Almost all of them work ⇔ All of them work
    Almost nobody came ⇔ Nobody came
    Nearly half of them came ⇔ Half of them came
    Every other day ⇔ Every day
    Every second week ⇔ Every week
    The only user ⇔ Only the user
    At least one is red ⇔ Exactly one is red
    All students passed one test ⇔ One student passed all tests
    # quantifiers, as a vector sees
    The other one ⇔ Another one
    # dates
    Is it on the first Monday of May? ⇔ Is it on the last Monday of May?
    Is it on Monday morning? ⇔ Is it on Monday night?
    Is it biweekly? ⇔ Is it weekly?
    Is it due in Q1 2024? ⇔ Is it due in Q1 2025?
    Is it due on 1/2? ⇔ Is it due on 2/1?
    Is it the day before yesterday? ⇔ Is it yesterday?
    Is it the week after next? ⇔ Is it next week?
    Is it in the 1900s? ⇔ Is it in 1900?
    Is it mid-June? ⇔ Is it June?
    Is it in early 2020? ⇔ Is it in late 2020?
    What is the GDP for 2020-2021? ⇔ What is the GDP for 2021-2022?
    Is today Monday? ⇔ Is tomorrow Monday?
    Is it from May to July? ⇔ Is it from July to May?
    What happened this morning? ⇔ What happened last night?
    # numbers and money
    Convert 98.6 F to C ⇔ Convert 96.8 F to C
    What is 15% of 200? ⇔ What is 20% of 150?
    Calculate a 20% tip on $85 ⇔ Calculate an 18% tip on $85
    What is the monthly payment on a $300,000 loan at 6%? ⇔ What is the monthly payment on a $300,000 loan at 7%?
    What is the monthly payment on a 15-year loan? ⇔ What is the monthly payment on a 30-year loan?
    How many seconds are in 2 hours? ⇔ How many minutes are in 2 hours?
    Is $1.5M enough to retire? ⇔ Is $1.5K enough to retire?
    Is 1e-5 small? ⇔ Is 1e5 small?
    Round 2.567 up ⇔ Round 2.567 down
    How many zeros are in a million? ⇔ How many zeros are in a billion?
    Is 3:2 the same as 2:3? ⇔ Is 3:2 the same as 3:3?
    What is log2(8)? ⇔ What is log10(8)?
    What's 100 lb in kg? ⇔ What's 100 kg in lb?
    What is €100 in yen? ⇔ What is ¥100 in euros?
    Is 20 below zero cold? ⇔ Is 20 above zero cold?
    Are there forty-two players? ⇔ Are there twenty-four players?
    Is it two hundred and fifty pages? ⇔ Is it two hundred and fifteen pages?
    # time
    Set an alarm for 6:30 am tomorrow ⇔ Set an alarm for 6:30 pm tomorrow
    Is the bank open on Sundays? ⇔ Is the bank open on Saturdays?
    When is 10:00 in Tokyo for me in Paris? ⇔ When is 10:00 in Paris for me in Tokyo?
    Book the room from 2 to 4 pm ⇔ Book the room from 2 to 5 pm
    Show me last month's bill ⇔ Show me this month's bill
    Show me the bill for the last month ⇔ Show me the bill for the last quarter
    Is GMT ahead of CET? ⇔ Is CET ahead of GMT?
    Is it 7 pm IST? ⇔ Is it 7 pm BST?
    How long since the war ended? ⇔ How long until the war ended?
    Who was the president during the war? ⇔ Who was the president after the war?
    Who was king before George VI? ⇔ Who was king after George VI?
    # time, as a vector sees
    What day was it 100 days ago? ⇔ What day will it be in 100 days?
    # versions and products
    What is new in Java 17? ⇔ What is new in Java 21?
    Does the Nikon D850 have Wi-Fi? ⇔ Does the Nikon D750 have Wi-Fi?
    Which is better, gpt-4 or gpt-4-turbo? ⇔ Which is better, gpt-4 or gpt-4-vision?
    Price per token of gpt-3.5-turbo ⇔ Price per token of gpt-3.5-turbo-instruct
    Use model text-davinci-003 ⇔ Use model text-davinci-002
    Is Windows Server 2019 supported? ⇔ Is Windows Server 2022 supported?
    Does Django 4.2 support async? ⇔ Does Django 4.1 support async?
    Is ES6 the same as ES5? ⇔ Is ES6 the same as ES7?
    Is the Kindle Paperwhite good? ⇔ Is the Kindle Scribe good?
    Install torch==2.1.0 ⇔ Install torch==2.1.1
    Is a B+ a good grade? ⇔ Is a B a good grade?
    # versions and products, as a vector sees
    Is the Apple Watch Ultra heavy? ⇔ Is the Apple Watch heavy?
    Is the Honda CR-V reliable? ⇔ Is the Honda HR-V reliable?
    # code
    How do I push to the front of a list? ⇔ How do I push to the back of a list?
    What does i++ return? ⇔ What does ++i return?
    What is the worst case of quicksort? ⇔ What is the best case of quicksort?
    SELECT * FROM t WHERE a > 5 ⇔ SELECT * FROM t WHERE a >= 5
    SELECT * FROM t LIMIT 10 ⇔ SELECT * FROM t LIMIT 100
    SELECT a, b FROM t ⇔ SELECT b, a FROM t
    Sort by name then by age ⇔ Sort by age then by name
    if x and not y: run() ⇔ if not x and y: run()
    What does `ls *.py` do? ⇔ What does `ls *.pyc` do?
    Explain `a[1:]` ⇔ Explain `a[:1]`
    Explain `a[::-1]` ⇔ Explain `a[::1]`
    Use POST /users ⇔ Use PUT /users
    What does HTTP 401 mean? ⇔ What does HTTP 403 mean?
    Is utf-8 the same as utf-16? ⇔ Is utf-8 the same as utf-32?
    What does chmod 700 do? ⇔ What does chmod 770 do?
    Open port 443 ⇔ Close port 443
    How do I read a file in Python? ⇔ How do I write a file in Python?
    How do I encode base64? ⇔ How do I decode base64?
    assert a is b ⇔ assert a is not b
    Why is 0.1 + 0.2 != 0.3? ⇔ Why is 0.1 + 0.2 == 0.3?
    # code, as a vector sees
    How do I check if a key exists in a dict? ⇔ How do I check if a value exists in a dict?
    What is the time complexity of quicksort? ⇔ What is the space complexity of quicksort?
    How do I rename a branch? ⇔ How do I delete a branch?
    How do I undo a git commit? ⇔ How do I undo a git merge?
    # emoji
    👍🏻 ⇔ 👎🏻
    I ❤️ NY ⇔ I 💔 NY
    Deploy 🚀 now? ⇔ Deploy 🛑 now?
    🍎 + 🍎 = ? ⇔ 🍎 + 🍌 = ?
    Rate: ⭐⭐ ⇔ Rate: ⭐⭐⭐⭐⭐
    """#)
}

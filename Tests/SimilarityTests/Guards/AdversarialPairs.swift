import Foundation

/// Pairs of prompts that are easy to confuse, written for these tests: traps, whose answers are not the same, and rewordings, whose are.
///
/// A pair a line, its sides apart by ` ⇔ `; what begins with `#` says what the lines after it have in common.
enum AdversarialPairs {
  struct Pair: Sendable, CustomStringConvertible {
    var group: String
    var a: String
    var b: String
    var description: String { "\(group): \(a) ⇔ \(b)" }
  }

  static func read(_ text: String) -> [Pair] {
    var group = ""
    var pairs: [Pair] = []
    for line in text.components(separatedBy: "\n") where !line.isEmpty {
      if line.hasPrefix("# ") {
        group = String(line.dropFirst(2))
        continue
      }
      let sides = line.components(separatedBy: " ⇔ ").map { $0.replacingOccurrences(of: "\\n", with: "\n") }
      precondition(sides.count == 2, "a pair a line: \(line)")
      pairs.append(Pair(group: group, a: sides[0], b: sides[1]))
    }
    return pairs
  }

  /// Pairs that must be neither near nor semantic, however alike they are.
  static let traps = read(
    #"""
    # who does it, and what is asked
    Did the board help the mayor win the election? ⇔ Why did the board help the mayor win the election?
    Can I open an account for my child? ⇔ When can I open an account for my child?
    Is my payment pending? ⇔ Why is my payment pending?
    Germany defeated Brazil in the final ⇔ Germany was defeated by Brazil in the final
    The driver hit a cyclist ⇔ The driver was hit by a cyclist
    Should I trust you with my data? ⇔ Should you trust me with my data?
    Can I call you tonight? ⇔ Can you call me tonight?
    They reduced the price by $10 ⇔ They reduced the price to $10
    The temperature rose by 5 degrees ⇔ The temperature rose to 5 degrees
    Find films by Hitchcock ⇔ Find films about Hitchcock
    Who set up the alarm? ⇔ Who set off the alarm?
    Vitamin A benefits ⇔ Vitamin benefits
    Is the store opening? ⇔ Is the store opened?
    Call the hiring manager ⇔ Call the hired manager
    アプリをインストールする方法 ⇔ アプリをアンインストールする方法
    この料理は辛いですか ⇔ この料理は辛くないですか
    ハスの時刻表 ⇔ バスの時刻表
    def foo(a, b): return a ⇔ def foo(b, a): return a
    # numbers
    What is 2+2? ⇔ What is 2+3?
    What is 12 * 4? ⇔ What is 12 * 5?
    How much flour for 3 cups of dough? ⇔ How much flour for 4 cups of dough?
    Round 3.14159 to 2 decimals ⇔ Round 3.14159 to 3 decimals
    Is 5% a good rate? ⇔ Is 5 a good rate?
    Is 5 % a good rate? ⇔ Is .5 % a good rate?
    Can I walk 1,000 steps a day? ⇔ Can I walk 10,000 steps a day?
    Write 1.5 million in words ⇔ Write 15 million in words
    What is -5 squared? ⇔ What is 5 squared?
    Book a table for two at seven ⇔ Book a table for two at eight
    Give me five reasons to run ⇔ Give me ten reasons to run
    Summarise the first chapter ⇔ Summarise the third chapter
    Write a 200 word essay on rivers ⇔ Write a 500 word essay on rivers
    Who won the 1998 final? ⇔ Who won the 2002 final?
    Where is order 48213? ⇔ Where is order 48231?
    Translate chapter IV ⇔ Translate chapter VI
    What is half of 90? ⇔ What is a quarter of 90?
    What is 3/4 of 80? ⇔ What is 4/3 of 80?
    What is 10^3? ⇔ What is 10^-3?
    What is 2³? ⇔ What is 2²?
    Compute 7 - 2 ⇔ Compute 2 - 7
    What is 8 divided by 2? ⇔ What is 2 divided by 8?
    Write 1e3 as an integer ⇔ Write 1e6 as an integer
    Is flight BA117 on time? ⇔ Is flight BA171 on time?
    Convert 0x1F to decimal ⇔ Convert 0x2F to decimal
    Is room 12B free? ⇔ Is room 12D free?
    What is 5 factorial divided by 5? ⇔ What is 5! factorial divided by 5?
    Show the top ten results ⇔ Show the top twenty results
    Do I pay twice a month? ⇔ Do I pay once a month?
    Roll two dice ⇔ Roll a dozen dice
    # units and currencies
    Is 5 mg of it safe? ⇔ Is 5 g of it safe?
    How long to run 5 km? ⇔ How long to run 5 miles?
    Can I send a 10 MB file? ⇔ Can I send a 10 GB file?
    Is it warm at 20 °C? ⇔ Is it warm at 20 °F?
    What can I buy for $20? ⇔ What can I buy for €20?
    What can I buy for £20? ⇔ What can I buy for ¥20?
    Is 20 USD a fair price? ⇔ Is 20 EUR a fair price?
    Add 5 percent to it ⇔ Add 5 dollars to it
    Bake it for 30 minutes ⇔ Bake it for 30 seconds
    Is the trial 2 weeks long? ⇔ Is the trial 2 months long?
    Do you bill daily? ⇔ Do you bill weekly?
    Is the shop open at 9 am? ⇔ Is the shop open at 9 pm?
    What do you charge per hour? ⇔ What do you charge per month?
    Convert 3 feet to metres ⇔ Convert 3 metres to feet
    Is it 5' long? ⇔ Is it 5" long?
    Does it run on 12 V? ⇔ Does it run on 12 A?
    Is 3 kW enough? ⇔ Is 3 kWh enough?
    Is 50 µg of it a lot? ⇔ Is 50 mg of it a lot?
    Is a 5 mW laser safe? ⇔ Is a 5 MW laser safe?
    # direction
    Send 5 from A to B ⇔ Send 5 from B to A
    Transfer $100 from Ann to Bob ⇔ Transfer $100 from Bob to Ann
    Translate this from English to French ⇔ Translate this from French to English
    Is Anna taller than Ben? ⇔ Is Ben taller than Anna?
    How do I convert PDF to Word? ⇔ How do I convert Word to PDF?
    How do I merge main into dev? ⇔ How do I merge dev into main?
    Copy a.txt to b.txt ⇔ Copy b.txt to a.txt
    Did Rome conquer Carthage? ⇔ Did Carthage conquer Rome?
    Subtract 5 from 9 ⇔ Subtract 9 from 5
    Find flights from Paris to Oslo ⇔ Find flights from Oslo to Paris
    The man bit the dog ⇔ The dog bit the man
    Should I wash before I cook? ⇔ Should I cook before I wash?
    Why is Python slower than Java? ⇔ Why is Java slower than Python?
    Who is the teacher of my son? ⇔ Who is the son of my teacher?
    Forward Tom's mail to Jim ⇔ Forward Jim's mail to Tom
    Do cats eat mice? ⇔ Do mice eat cats?
    How many euros is a pound? ⇔ How many pounds is a euro?
    Add the users of group red to group blue ⇔ Add the users of group blue to group red
    If it rains I stay, else I go ⇔ If it rains I go, else I stay
    Did he leave because she came? ⇔ Did she leave because he came?
    # names
    Call Maria today ⇔ Call Martha today
    What is the capital of Australia? ⇔ What is the capital of Austria?
    How is the weather in Vienna, Austria? ⇔ How is the weather in Vienna, Virginia?
    Who is Michael Jordan? ⇔ Who is Michael Johnson?
    Is Slovakia in the euro? ⇔ Is Slovenia in the euro?
    How big is Niger? ⇔ How big is Nigeria?
    Who rules Iran? ⇔ Who rules Iraq?
    How big is Guinea? ⇔ How big is Equatorial Guinea?
    Sort a list in Java ⇔ Sort a list in JavaScript
    How do I learn C? ⇔ How do I learn C++?
    How do I learn C++? ⇔ How do I learn C#?
    How do I learn C#? ⇔ How do I learn F#?
    How do I plot a line in R? ⇔ How do I plot a line in C?
    Is Objective-C hard? ⇔ Is C hard?
    Can blood type A+ give to B? ⇔ Can blood type A- give to B?
    Is the iPhone 15 waterproof? ⇔ Is the iPhone 15 Pro waterproof?
    Is vitamin B good for me? ⇔ Is vitamin D good for me?
    What does plan A cost? ⇔ What does plan B cost?
    Is hepatitis A curable? ⇔ Is hepatitis B curable?
    Is it USB-A? ⇔ Is it USB-C?
    Write to Mr Lee ⇔ Write to Mrs Lee
    Is Node.js fast? ⇔ Is Next.js fast?
    Fly to San Jose ⇔ Fly to San Juan
    Set the theme to dark blue ⇔ Set the theme to dark green
    Is grade A better? ⇔ Is grade A* better?
    Is 1.0.0-beta stable? ⇔ Is 1.0.0 stable?
    # case that tells words apart
    How does this law help us? ⇔ How does this law help US?
    Who said that it is safe? ⇔ WHO said that it is safe?
    How do I run it? ⇔ How do I run IT?
    What does ls -a do? ⇔ What does ls -A do?
    Run grep -v foo on it ⇔ Run grep -V foo on it
    # negation
    Can I log in? ⇔ Can't I log in?
    Which plants are safe for cats? ⇔ Which plants are not safe for cats?
    Delete the logs ⇔ Do not delete the logs
    Please stop the timer ⇔ Please don't stop the timer
    I have a fever, what now? ⇔ I have no fever, what now?
    Show users who have paid ⇔ Show users who haven't paid
    Show users who have paid ⇔ Show users who have never paid
    Cake with sugar ⇔ Cake without sugar
    Is this a smoking area? ⇔ Is this a no smoking area?
    List all fruits ⇔ List all fruits except apples
    Refund it if it is broken ⇔ Refund it unless it is broken
    Is it legal? ⇔ Is it not legal?
    Both of them work ⇔ Neither of them works
    Everyone has access ⇔ Nobody has access
    It hardly rains there ⇔ It rains there
    Why does the build pass? ⇔ Why does the build fail?
    Is milk lactose-free? ⇔ Is milk lactose?
    Is it a fat yogurt? ⇔ Is it a nonfat yogurt?
    Can you eat it? ⇔ Can you avoid eating it?
    Are there any side effects? ⇔ Are there no side effects?
    I will come tomorrow ⇔ I won't come tomorrow
    You should take it ⇔ You shouldn't take it
    Use tabs ⇔ Use tabs instead of spaces
    Does it lack iron? ⇔ Does it have iron?
    Is it no longer sold? ⇔ Is it sold?
    # opposites by prefix
    How do I install it? ⇔ How do I uninstall it?
    Lock my account ⇔ Unlock my account
    How do I subscribe to it? ⇔ How do I unsubscribe from it?
    Make the layer visible ⇔ Make the layer invisible
    Is the form complete? ⇔ Is the form incomplete?
    Is the verb regular? ⇔ Is the verb irregular?
    Is it possible to win? ⇔ Is it impossible to win?
    Connect the device ⇔ Disconnect the device
    How do I follow her? ⇔ How do I unfollow her?
    Encrypt the file ⇔ Decrypt the file
    Encode the text ⇔ Decode the text
    Compress the folder ⇔ Decompress the folder
    Mount the disk ⇔ Unmount the disk
    Is he responsible for it? ⇔ Is he irresponsible for it?
    Are the patients symptomatic? ⇔ Are the patients asymptomatic?
    Is that typical? ⇔ Is that atypical?
    Upgrade my plan ⇔ Downgrade my plan
    Upload the file ⇔ Download the file
    Show inbound calls ⇔ Show outbound calls
    What causes hyperglycemia? ⇔ What causes hypoglycemia?
    Is hypertension dangerous? ⇔ Is hypotension dangerous?
    Book a prenatal visit ⇔ Book a postnatal visit
    Am I overpaid? ⇔ Am I underpaid?
    Maximise the profit ⇔ Minimise the profit
    Sort them ascending ⇔ Sort them descending
    Serialize the object ⇔ Deserialize the object
    Mute the channel ⇔ Unmute the channel
    Enable two-factor login ⇔ Disable two-factor login
    Is login enabled? ⇔ Is login disabled?
    Are they employed? ⇔ Are they unemployed?
    How do I opt in? ⇔ How do I opt out?
    How do I sign in to it? ⇔ How do I sign out of it?
    Turn on the light ⇔ Turn off the light
    Is the loan secured? ⇔ Is the loan unsecured?
    Is the reaction reversible? ⇔ Is the reaction irreversible?
    Is it an edible plant? ⇔ Is it an inedible plant?
    Is the process ethical? ⇔ Is the process unethical?
    Are the results relevant? ⇔ Are the results irrelevant?
    # comparison, order and logic
    Is it more than a litre? ⇔ Is it less than a litre?
    Should I eat before the test? ⇔ Should I eat after the test?
    What is the minimum age? ⇔ What is the maximum age?
    Set the max size ⇔ Set the min size
    Reply in at most three sentences ⇔ Reply in at least three sentences
    Show the first row ⇔ Show the last row
    Do all birds fly? ⇔ Do some birds fly?
    Is it always free? ⇔ Is it sometimes free?
    May I choose both? ⇔ May I choose either?
    Is it above zero? ⇔ Is it below zero?
    Can people over 18 join? ⇔ Can people under 18 join?
    What is the cheapest phone? ⇔ What is the most expensive phone?
    Tea and milk ⇔ Tea or milk
    Show the users ⇔ Show only the users
    List the even numbers ⇔ List the odd numbers
    When is the earliest train? ⇔ When is the latest train?
    Sales since 2010 ⇔ Sales until 2010
    Who is the oldest player? ⇔ Who is the youngest player?
    What is the best phone? ⇔ What is the worst phone?
    Is it greater than x? ⇔ Is it smaller than x?
    Turn left at the light ⇔ Turn right at the light
    Are you for the plan? ⇔ Are you against the plan?
    Will prices rise? ⇔ Will prices fall?
    See you next week ⇔ See you last week
    What happened yesterday? ⇔ What happened today?
    Must I pay? ⇔ May I pay?
    Who is the chairman? ⇔ Who was the chairman?
    Is it the gross salary? ⇔ Is it the net salary?
    Should I buy a house? ⇔ Should I rent a house?
    Compute the mean ⇔ Compute the median
    Show the total cost ⇔ Show the average cost
    Send a GET request to it ⇔ Send a POST request to it
    What is its width? ⇔ What is its height?
    What are the causes of flu? ⇔ What are the symptoms of flu?
    Who wrote it? ⇔ Who read it?
    When did it start? ⇔ Where did it start?
    Is it inside the box? ⇔ Is it outside the box?
    Can I smoke here? ⇔ Must I smoke here?
    Was it the previous version? ⇔ Was it the next version?
    # dates and versions
    Am I free on 2024-03-01? ⇔ Am I free on 2024-03-10?
    Am I free on March 3? ⇔ Am I free on March 4?
    Am I free on 3/4/2024? ⇔ Am I free on 4/3/2024?
    Is it open on Monday? ⇔ Is it open on Tuesday?
    What were sales in Q1? ⇔ What were sales in Q2?
    Wake me at 09:30 ⇔ Wake me at 19:30
    Music of the 1980s ⇔ Music of the 1990s
    What happened in 5 BC? ⇔ What happened in 5 AD?
    What is new in v1.2? ⇔ What is new in v1.3?
    Does Python 3.1 have it? ⇔ Does Python 3.10 have it?
    Is Python 2 still used? ⇔ Is Python 3 still used?
    What is HTTP/1.1? ⇔ What is HTTP/2?
    Is it in UTC+1? ⇔ Is it in UTC-1?
    Will we meet this year? ⇔ Will we meet next year?
    Is the fair in spring? ⇔ Is the fair in autumn?
    Is the fair in Jan? ⇔ Is the fair in Feb?
    # flags, code and paths
    What does `tar -xzf a` do? ⇔ What does `tar -czf a` do?
    What does tar -xzf do? ⇔ What does tar -czf do?
    What does rm -r do? ⇔ What does rm -rf do?
    Explain git reset --soft ⇔ Explain git reset --hard
    Explain git push ⇔ Explain git push --force
    Explain grep foo ⇔ Explain grep -v foo
    Run chmod 644 on it ⇔ Run chmod 755 on it
    Run chmod +x on it ⇔ Run chmod -x on it
    Is a == b? ⇔ Is a != b?
    Is a < b? ⇔ Is a > b?
    Is it a && b? ⇔ Is it a || b?
    What does x++ do? ⇔ What does x-- do?
    What is arr[0]? ⇔ What is arr[1]?
    Run SELECT * FROM users ⇔ Run DELETE * FROM users
    What does \d+ match? ⇔ What does \D+ match?
    Open /etc/hosts ⇔ Open /etc/host
    Open C:\Temp ⇔ Open D:\Temp
    Return true from f() ⇔ Return false from f()
    What does kill -9 do? ⇔ What does kill -15 do?
    Is port 80 open? ⇔ Is port 8080 open?
    Is 10.0.0.0/8 private? ⇔ Is 10.0.0.0/16 private?
    Is #fff white? ⇔ Is #000 white?
    Mail it to ann@x.org ⇔ Mail it to bob@x.org
    Fetch https://x.org/a?id=1 ⇔ Fetch https://x.org/a?id=2
    Fetch https://x.org/Data ⇔ Fetch https://x.org/data
    What is ISO-8859-1? ⇔ What is ISO-8859-15?
    Print it with %d ⇔ Print it with %s
    if (a) { b(); } ⇔ if (!a) { b(); }
    for i in range(10): print(i) ⇔ for i in range(11): print(i)
    x = a - b; print(x) ⇔ x = b - a; print(x)
    Is max_tokens read? ⇔ Is min_tokens read?
    # quoted
    What does "affect" mean? ⇔ What does "effect" mean?
    Reply with "yes" ⇔ Reply with "no"
    Is "dog" a noun? ⇔ Is "dogs" a noun?
    Is 'cat' a verb? ⇔ Is 'cats' a verb?
    Spell “colour” for me ⇔ Spell “color” for me
    What does "the" mean? ⇔ What does "a" mean?
    Is "iPhone" spelled right? ⇔ Is "Iphone" spelled right?
    Reverse the string "abc" ⇔ Reverse the string "abd"
    # languages
    Answer in French ⇔ Answer in German
    Answer in english ⇔ Answer in spanish
    Is it Brazilian Portuguese? ⇔ Is it European Portuguese?
    Ist das sicher für Kinder? ⇔ Ist das nicht sicher für Kinder?
    Ich habe Zeit, was soll ich tun? ⇔ Ich habe keine Zeit, was soll ich tun?
    ¿Es seguro para niños? ⇔ ¿No es seguro para niños?
    ¿Puedo pagar con tarjeta? ⇔ ¿Puedo pagar sin tarjeta?
    Un café avec sucre ⇔ Un café sans sucre
    Je veux que tu viennes ⇔ Je ne veux pas que tu viennes
    È possibile rimborsare l'ordine? ⇔ Non è possibile rimborsare l'ordine?
    Posso pagar com cartão? ⇔ Não posso pagar com cartão?
    Kan ik dit eten? ⇔ Kan ik dit niet eten?
    Jag vill betala nu ⇔ Jag vill inte betala nu
    Czy mogę to zjeść? ⇔ Czy nie mogę to zjeść?
    Можно ли это есть? ⇔ Нельзя ли это есть?
    Я могу заплатить картой ⇔ Я не могу заплатить картой
    Bunu yiyebilir miyim? ⇔ Bunu yiyemez miyim?
    Vor dem Essen oder danach? ⇔ Nach dem Essen oder davor?
    Drei Äpfel bitte ⇔ Vier Äpfel bitte
    # Chinese, Japanese, Korean, Thai
    我可以退款吗？ ⇔ 我不可以退款吗？
    怎么打开通知 ⇔ 怎么关闭通知
    从北京到上海的火车 ⇔ 从上海到北京的火车
    这个药饭前吃 ⇔ 这个药饭后吃
    增加音量 ⇔ 减少音量
    三个苹果 ⇔ 四个苹果
    食べられますか ⇔ 食べられませんか
    砂糖ありのコーヒー ⇔ 砂糖なしのコーヒー
    오늘 학교에 가요 ⇔ 오늘 학교에 안 가요
    환불 가능 한가요 ⇔ 환불 불가능 한가요
    กินได้ไหม ⇔ กินไม่ได้ไหม
    # right to left
    האם מותר לאכול לפני הבדיקה? ⇔ האם מותר לאכול אחרי הבדיקה?
    אני רוצה לשלם ⇔ אני לא רוצה לשלם
    هل هذا آمن للأطفال؟ ⇔ هل هذا غير آمن للأطفال؟
    رحلة من القاهرة إلى دبي ⇔ رحلة من دبي إلى القاهرة
    لدي ٣ قطط ⇔ لدي ٤ قطط
    می‌خواهم بروم ⇔ نمی‌خواهم بروم
    # emoji and signs
    Is 👍 rude? ⇔ Is 👎 rude?
    I feel 😀 today ⇔ I feel 😢 today
    Great job 🙂 ⇔ Great job 🙃
    What is the flag 🇺🇸? ⇔ What is the flag 🇬🇧?
    Mark it ✅ ⇔ Mark it ❌
    Is ♀ male? ⇔ Is ♂ male?
    Who are 👨‍👩‍👧? ⇔ Who are 👨‍👨‍👧?
    Is it a ≤ b? ⇔ Is it a ≥ b?
    Is it a ∧ b? ⇔ Is it a ∨ b?
    Go ↑ there ⇔ Go ↓ there
    # look-alike letters
    Is paypal safe? ⇔ Is раyраl safe?
    Is Google safe? ⇔ Is Gооgle safe?
    Is AMD a buy? ⇔ Is АMD a buy?
    # one word
    increase ⇔ decrease
    yes ⇔ no
    hot ⇔ cold
    2 ⇔ 3
    C ⇔ C++
    -1 ⇔ 1
    + ⇔ -
    👍 ⇔ 👎
    no ⇔ know
    是 ⇔ 否
    $ ⇔ €
    a ⇔ b
    # mixed
    How many calories are in 100 g of rice? ⇔ How many calories are in 150 g of rice?
    Can I bring a 75 cl bottle on board? ⇔ Can I bring a 75 ml bottle on board?
    Does the train leave at 7:15? ⇔ Does the train leave at 7:51?
    Is my password too short? ⇔ Is my password too long?
    Who beat Federer in the final? ⇔ Who did Federer beat in the final?
    How do I disable dark mode? ⇔ How do I enable dark mode?
    Set a reminder for next Friday ⇔ Set a reminder for last Friday
    Why did the stock go up? ⇔ Why did the stock go down?
    Increase the font size ⇔ Decrease the font size
    Is it better to rent than to buy? ⇔ Is it better to buy than to rent?
    How do I add a user to a group? ⇔ How do I remove a user from a group?
    Which is heavier, gold or lead? ⇔ Which is lighter, gold or lead?
    Wie viel kostet das ohne Versand? ⇔ Wie viel kostet das mit Versand?
    Can minors travel alone? ⇔ Can adults travel alone?
    Does insurance cover theft? ⇔ Does insurance exclude theft?
    Give a synonym of fast ⇔ Give an antonym of fast
    Write a positive review ⇔ Write a negative review
    Is my card still valid? ⇔ Is my card no longer valid?
    Approve the refund of Mr Diaz ⇔ Deny the refund of Mr Diaz
    Cancel my subscription ⇔ Renew my subscription
    Open the valve slowly ⇔ Close the valve slowly
    Convert 100 CAD to AUD ⇔ Convert 100 AUD to CAD
    Is 120/80 a normal blood pressure? ⇔ Is 180/120 a normal blood pressure?
    Delete the file but keep the folder ⇔ Delete the folder but keep the file
    Allow all traffic except port 22 ⇔ Deny all traffic except port 22
    Show invoices over $500 ⇔ Show invoices under $500
    Show invoices from May ⇔ Show invoices from June
    Show invoices before May 1 ⇔ Show invoices after May 1
    List employees in London ⇔ List employees not in London
    Does the drug raise blood sugar? ⇔ Does the drug lower blood sugar?
    Who is the CEO of Apple? ⇔ Who is the CFO of Apple?
    What is the boiling point of water? ⇔ What is the freezing point of water?
    Is it safe to mix bleach and vinegar? ⇔ Is it safe to mix baking soda and vinegar?
    Turn the heating off at night ⇔ Turn the heating on at night
    How do I get from Rome to Milan? ⇔ How do I get from Milan to Rome?
    What does npm install -g do? ⇔ What does npm install -D do?
    What does git pull --rebase do? ⇔ What does git pull --no-rebase do?
    What is the square of 12? ⇔ What is the square root of 12?
    Is 17 a prime number? ⇔ Is 18 a prime number?
    Is there life on Mars? ⇔ Is there life on Venus?
    My son is allergic to nuts, what can he eat? ⇔ My son is not allergic to nuts, what can he eat?
    Translate "good morning" to Spanish ⇔ Translate "good evening" to Spanish
    What is the past tense of lie? ⇔ What is the past tense of lay?
    Do I need a visa as a US citizen? ⇔ Do I need a visa as a UK citizen?
    Make the tone more formal ⇔ Make the tone less formal
    Make the tone more formal ⇔ Make the tone more casual
    Explain it like I am five ⇔ Explain it like I am fifteen
    When does summer time start? ⇔ When does summer time end?
    Is Pluto a planet? ⇔ Was Pluto a planet?
    Can I drink alcohol with this pill? ⇔ Can I drive with this pill?
    Block user ann ⇔ Unblock user ann
    Is the meeting still on? ⇔ Is the meeting still off?
    Sort by price, lowest first ⇔ Sort by price, highest first
    What is the limit of free accounts? ⇔ What is the limit of paid accounts?
    Who lost the war of 1812? ⇔ Who won the war of 1812?
    Can I return an opened item? ⇔ Can I return an unopened item?
    How do I turn Celsius into Fahrenheit? ⇔ How do I turn Fahrenheit into Celsius?
    Should the child sit in the front seat? ⇔ Should the child sit in the back seat?
    Is the left ventricle bigger? ⇔ Is the right ventricle bigger?
    What are the side effects in women? ⇔ What are the side effects in men?
    Can I take it on an empty stomach? ⇔ Can I take it on a full stomach?
    Did the plaintiff sue the defendant? ⇔ Did the defendant sue the plaintiff?
    What do I do if the light is red? ⇔ What do I do if the light is green?
    puis-je manger avant l'opération ⇔ puis-je manger après l'opération
    ¿Dónde compro entradas? ⇔ ¿Dónde vendo entradas?
    你喜欢猫吗 ⇔ 你讨厌猫吗
    この薬は食前に飲みますか ⇔ この薬は食後に飲みますか
    Is the API key secret? ⇔ Is the API key public?
    Use let instead of var ⇔ Use var instead of let
    Raise an error if x is None ⇔ Raise an error if x is not None
    Return items where a is null ⇔ Return items where a is not null
    Count rows including duplicates ⇔ Count rows excluding duplicates
    Write the function in Rust ⇔ Write the function in Go
    Give the answer in metres ⇔ Give the answer in feet
    Answer with a single word ⇔ Answer with a single sentence
    Limit the answer to 50 words ⇔ Limit the answer to 50 characters
    My wife's brother is my what? ⇔ My brother's wife is my what?
    Does A imply B? ⇔ Does B imply A?
    Is 3 > 2? ⇔ Is 3 < 2?
    Rate it 1 star ⇔ Rate it 5 stars
    It is 5 o'clock in Tokyo ⇔ It is 6 o'clock in Tokyo
    """#)

  /// Pairs that are near: equal up to what never changes an answer.
  static let near = read(
    #"""
    # case, punctuation, white space
    What is the capital of Peru? ⇔ what is the capital of peru
    Explain photosynthesis. ⇔ explain photosynthesis
    How tall is Everest??? ⇔ How tall is Everest?
    Where is it sold? ⇔ Where  is\nit sold ?
    What is a “gene”? ⇔ What is a "gene"?
    Why is the sky blue? ⇔ WHY IS THE SKY BLUE?
    Name three rivers! ⇔ Name three rivers.
    Who is Marie Curie? ⇔ who is marie curie
    What is naïve Bayes? ⇔ What is naïve Bayes?
    Ｗｈａｔ is love? ⇔ What is love?
    What is love? ⇔ What is love?
    Wie spät ist es? ⇔ wie spät ist es
    你好，世界！ ⇔ 你好 世界
    مرحبا بالعالم ⇔ مرحبا بالعالم!
    # fillers
    Please explain gravity ⇔ Explain gravity
    Could you explain gravity? ⇔ Explain gravity
    Explain gravity, please ⇔ Explain gravity
    Hello, explain gravity ⇔ Explain gravity
    Explain gravity. Thanks! ⇔ Explain gravity
    Explain gravity. Thank you in advance! ⇔ Explain gravity
    How do I reset my password? ⇔ How can I reset my password?
    How does a fridge work? ⇔ How does the fridge work?
    What is the meaning of the word? ⇔ What is meaning of the word?
    What really is gravity? ⇔ What is gravity?
    # contractions and inflection
    What's the time in Tokyo? ⇔ What is the time in Tokyo?
    I don't know it ⇔ I do not know it
    Who's the king? ⇔ Who is the king?
    It isn't ready ⇔ It is not ready
    What can't cats eat? ⇔ What can not cats eat?
    How do plants grow? ⇔ How does a plant grow?
    What are genes? ⇔ What is a gene?
    """#)

  /// Rewordings that a semantic cache may answer: no guard may refuse them.
  static let rewordings = read(
    #"""
    # small words
    How do I reset my password? ⇔ How to reset my password?
    How do I reset my password? ⇔ How can we reset our password?
    How can I lose weight fast? ⇔ How do I lose weight fast?
    What is the best way to learn Spanish? ⇔ What is the best way of learning Spanish?
    Tell me the capital of Peru ⇔ Give me the capital of Peru
    Where can I buy tickets for the show? ⇔ Where do I get to buy tickets for the show?
    Can you tell me how the tide works? ⇔ Tell me how the tide works
    I want to know how the tide works ⇔ I need to know how the tide works
    What is a good book about Rome? ⇔ What is a good book on Rome?
    Can I pay by card? ⇔ Can I pay with a card?
    Explain the tide to me ⇔ Explain the tide
    Is there a way to undo it? ⇔ Is there any way to undo it?
    Help me write a letter ⇔ Help me to write a letter
    What time is it in Oslo now? ⇔ What time is it in Oslo?
    How do I cook rice? ⇔ How should one cook rice?
    # number words, signs, order of one word
    I ate two apples ⇔ I ate 2 apples
    The salt & pepper set ⇔ The salt and pepper set
    Who won the US election? ⇔ Who won the election in the US?
    Show the report of May ⇔ Show me the report for May
    How can I quickly reset it? ⇔ How can I reset it quickly?
    Is it the cause or the effect? ⇔ Is it the effect or the cause?
    # inflection
    How are volcanoes formed? ⇔ How is a volcano formed?
    Cats that were chasing mice ⇔ Cats that chased mice
    Which planet has rings? ⇔ Which planets have rings?
    I am learning to drive ⇔ I learn to drive
    The box opened itself ⇔ The box opens itself
    """#)
}

# The bot: order card, questions, answers. HTML markup; a teacher's words arrive escaped.

# Welcome and commands
bot-welcome =
    👋 Hello! I am <b>Listok</b>. I make worksheets for your lessons: ready to print, with a key in which every answer is checked.

    Tell me in your own words what you need: subject, grade, topic. For example:
    <i>grade 6, percentages, 8 problems, two variants</i>

    Or try an example 👇
bot-welcome-back =
    Hello again! Which worksheet shall we make? Write subject, grade and topic, for example:
    <i>grade 7, algebra, linear equations, a test of 10 questions</i>
bot-example-0 = Grade 5, adding fractions, 10 tasks
bot-example-1 = Grade 2, times tables, 2 variants
bot-example-2 = Grade 7, linear equations, 8 tasks
bot-help =
    <b>How it works</b>

    1. Write what you need: subject, grade, topic. You may add the number of tasks, the level, variants, “test” or “no test”, “large print”.
    2. Check the card, adjust it with the buttons and press “Create”.
    3. You get two files: the pupils' sheet and the key for you.

    Then you can write “another variant”, “easier”, “5 more tasks”, “replace 3 and 7”.

    /my — your worksheets
    /language — русский or English
    /cancel — cancel

    Please do not write pupils' names or other personal data: I do not need them.
bot-command-start = Where to begin
bot-command-my = My worksheets
bot-command-help = How it works
bot-command-language = Language: русский or English
bot-command-cancel = Cancel
bot-greeting = Hello! Which worksheet shall we make? Write subject, grade and topic.
bot-cancelled = All right, cancelled. When you need a worksheet, just write subject, grade and topic.
bot-nothing-to-cancel = There is nothing to cancel. Write subject, grade and topic, and I will make a worksheet.
bot-language-question = Which language shall I speak?
bot-language-set = I speak English now. The language of a worksheet follows the language of your request.
bot-group =
    Hello! I make worksheets in a private chat, so that they do not get lost among the group's messages.
    Write to me: https://t.me/{ $username }

# When the words were not understood
bot-not-text = So far I read text only. Please write in words: subject, grade, topic.
bot-not-understood =
    I did not understand which worksheet you need. Write subject, grade and topic, for example:
    <i>grade 8, physics, Ohm's law, 6 problems</i>
bot-too-long = That is too long: I read up to { $limit } characters. Please be briefer: subject, grade, topic and wishes.
bot-off-topic =
    I cannot help with that: all I make is worksheets. Write subject, grade and topic, for example:
    <i>grade 4, the world around us, natural zones</i>
bot-refused = I do not do that — I make worksheets. Write subject, grade and topic, and we will start at once.
bot-no-last = There is nothing to change yet: you have no worksheets. Write subject, grade and topic, and I will make the first.
bot-replace-wait = The worksheet is still being made. Please write again when it has come.
bot-replace-no-such = The worksheet has { $last ->
        [one] { $last } task
       *[other] { $last } tasks
    }. Which ones shall I replace? For example: “replace 1”.
bot-replacing = { $count ->
        [one] replacing task { $tasks }
       *[other] replacing tasks { $tasks }
    }
bot-replace-failed = I found no other task that passed the checks. The worksheet is as it was, and nothing was charged.
bot-balance = You may make as many worksheets as you like: nobody counts. If there are very many in a row, I will ask you to wait a little.

# Questions
bot-ask-subject = Which subject?
bot-ask-grade = For which grade?
bot-ask-grade-of = { $subject }. For which grade?
bot-ask-topic =
    { $about }
    Which topic? Write it as a message, for example “{ $example }”.
bot-ask-conflict = { $subject } is taught in grades { $first }–{ $last }. For which grade is the worksheet?
bot-grade-suggested = Grade { $number }, perhaps
bot-topic-example-math = adding fractions
bot-topic-example-algebra = quadratic equations
bot-topic-example-geometry = congruent triangles
bot-topic-example-probability = probability of an event
bot-topic-example-russian = participial phrases
bot-topic-example-literature = The Captain's Daughter
bot-topic-example-english = Present Simple
bot-topic-example-world = natural zones
bot-topic-example-biology = structure of the cell
bot-topic-example-chemistry = acids and salts
bot-topic-example-physics = Ohm's law
bot-topic-example-history = the reforms of Peter the Great
bot-topic-example-social = human rights
bot-topic-example-geography = the climate of Russia
bot-topic-example-informatics = number systems

# The card
bot-card-line = { $subject }, grade { $grade }
bot-card-check = Is everything right? Adjust it with the buttons or press “Create”.
bot-card-cut = I fit no more than { $limit } tasks into a variant, so there will be { $limit }.
bot-card-large-print = large print
bot-card-short-wording = short wording
bot-card-without = without: { $kinds }
bot-card-answers-together = key on the last page
bot-card-answers-none = no key
bot-card-without-topic = Tasks in the style of the exam
bot-level-easy = basic level
bot-level-medium = medium level
bot-level-hard = advanced level
bot-format-auto = test and tasks to suit the topic
bot-format-test_only = test only
bot-format-open_only = no test
bot-format-test_and_open = test and tasks
bot-button-level = 🎚 { $level }
bot-button-format = 📝 { $format }
bot-button-topic = ✏️ Topic
bot-button-create = ✅ Create
bot-button-discard = Cancel
bot-button-back = ← Back
bot-draft-dropped = All right, I will not make it. When you need a worksheet, just write.

# Progress
bot-stage-waiting = Waiting for my turn…
bot-stage-searching = Looking for what fits…
bot-stage-planning = Planning…
bot-stage-writing = Writing the tasks…
bot-stage-checking = Checking every answer…
bot-stage-correcting = Correcting…
bot-stage-typesetting = Setting the pages…
bot-button-stop = Cancel
bot-order-stopped = Cancelled, I will not make this worksheet.
bot-failed-unavailable = I cannot write the tasks right now. Please try again in a few minutes.
bot-failed-unchecked = The tasks did not pass the checks, and I hand over nothing unchecked. Try to name the topic differently or more precisely.
bot-failed-unsupported = I cannot make this topic yet. What works best now is mathematics: calculation, fractions, percentages, equations.
bot-failed-refused = This topic will not make a worksheet. Please put it in other words.
bot-failed-budget = Today's allowance is used up. New worksheets { $when }.
bot-failed-unexpected = Something went wrong and there is no worksheet. Please try again.
bot-reference = Reference: <code>{ $reference }</code>
bot-button-retry = 🔁 Try again
bot-trouble = I could not handle your message. Please try again a little later.

# Limits
bot-limit-until = You have made many worksheets in a row. We will go on { $when }.
bot-slower = That is too fast for me. Let us go on { $when }.
bot-when-seconds = in { $count ->
        [one] { $count } second
       *[other] { $count } seconds
    }
bot-when-minutes = in { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
bot-when-hours = in { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }

# The finished worksheet
bot-caption-sheet = Pupils' sheet
bot-caption-key = Teacher's key
bot-summary = Done: { $tasks }.
bot-summary-variants = Done: { $variants } of { $count ->
        [one] { $count } task
       *[other] { $count } tasks
    }.
bot-summary-computed = Every answer in the key was computed exactly.
bot-summary-solved = The answers were checked against an independent solution.
bot-summary-library = 📚 From the library: it was written and checked for the same request before.
bot-notice-fewer = { $delivered } tasks instead of { $ordered }: the others failed the checks, so I left them out.
bot-notice-cut = I fit no more than { $limit } tasks into a variant.
bot-notice-unverified = { $count ->
        [one] Please check task { $tasks } yourself: it is marked in the key.
       *[other] Please check tasks { $tasks } yourself: they are marked in the key.
    }
bot-notice-demonstration = This is a demonstration: the tasks come from a sample set and were not written for your topic.
bot-maybe-repeated-key = If the key has reached you already, this one can be deleted.
bot-maybe-repeated-sheet = If the sheet has reached you already, this one can be deleted.
bot-rate = How is the worksheet?
bot-button-good = 👍
bot-button-bad = 👎
bot-button-another = 🔄 Another variant
bot-button-fresh = ✨ Make a new one
bot-button-wrong-topic = 🚫 Wrong topic
bot-button-mine = 🗂 My worksheets
bot-thanks-good = Thank you! Glad it helped.
bot-thanks-bad = Thank you for being frank. Tell me what to change, for example “easier” or “no test”.
bot-thanks-wrong-topic = Thank you for telling me. This one does not count — I am making a new one.

# My worksheets
bot-mine = 🗂 <b>Your worksheets</b>. Press one and I will send it again together with its key.
bot-mine-empty = Your worksheets will be here. There are none yet: write subject, grade and topic, and we will make the first.
bot-mine-line = Gr. { $grade } · { $title }
bot-button-newest = ⇤ Newest
bot-button-older = Older →

# Pop-up answers to buttons, at most 200 characters
bot-toast-stale = This button is out of date. Please write your request again.
bot-toast-already = I am already making this worksheet 👌
bot-toast-finished = This worksheet is ready already.
bot-toast-not-found = I found no such worksheet.
bot-toast-sending = Sending…
bot-toast-trouble = That did not work. Please try again.
bot-toast-too-often = You have said “wrong topic” many times today. Please press “Make a new one”.

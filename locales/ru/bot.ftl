# Бот: карточка заказа, вопросы, ответы. Разметка HTML; слова учителя приходят уже экранированными.

# Приветствие и команды
bot-welcome =
    👋 Здравствуйте! Я — <b>Листок</b>. Делаю рабочие листы для уроков: сразу для печати и с ключом, в котором проверен каждый ответ.

    Напишите своими словами, что нужно: предмет, класс, тему. Например:
    <i>6 класс, проценты, 8 задач, два варианта</i>

    Или попробуйте готовый пример 👇
bot-welcome-back =
    Снова здравствуйте! Какой лист сделаем? Напишите предмет, класс и тему, например:
    <i>7 класс, русский, причастный оборот, тест на 10 вопросов</i>
bot-example-0 = 5 класс, сложение дробей, 10 примеров
bot-example-1 = 2 класс, таблица умножения, 2 варианта
bot-example-2 = 7 класс, линейные уравнения, 8 заданий
bot-help =
    <b>Как это работает</b>

    1. Напишите, что нужно: предмет, класс, тему. Можно добавить число заданий, уровень, варианты, «тест» или «без теста», «ВПР», «крупный шрифт».
    2. Проверьте карточку, поправьте кнопками и нажмите «Создать».
    3. Получите два файла: лист для учеников и ключ для вас.

    После этого можно написать «ещё вариант», «полегче», «на 5 заданий больше», «замени 3 и 7».

    /my — ваши листы
    /language — русский или English
    /cancel — отменить

    Не пишите, пожалуйста, имена и другие данные учеников: они мне не нужны.
bot-command-start = С чего начать
bot-command-my = Мои листы
bot-command-help = Как это работает
bot-command-language = Язык: русский или English
bot-command-cancel = Отменить
bot-greeting = Здравствуйте! Какой лист сделаем? Напишите предмет, класс и тему.
bot-cancelled = Хорошо, отменил. Когда понадобится лист, просто напишите предмет, класс и тему.
bot-nothing-to-cancel = Отменять нечего. Напишите предмет, класс и тему — сделаю лист.
bot-language-question = На каком языке мне говорить?
bot-language-set = Теперь говорю по-русски. Язык листа зависит от того, на каком языке вы напишете запрос.
bot-group =
    Здравствуйте! Листы я делаю в личной переписке — так они не потеряются среди сообщений группы.
    Напишите мне: https://t.me/{ $username }

# Когда не получилось понять
bot-not-text = Пока я понимаю только текст. Напишите, пожалуйста, словами: предмет, класс, тему.
bot-not-understood =
    Не понял, какой нужен лист. Напишите предмет, класс и тему, например:
    <i>8 класс, физика, закон Ома, 6 задач</i>
bot-too-long = Слишком длинный текст: я читаю до { $limit } знаков. Напишите покороче: предмет, класс, тему и пожелания.
bot-off-topic =
    С этим не помогу: я умею делать только рабочие листы. Напишите предмет, класс и тему, например:
    <i>4 класс, окружающий мир, природные зоны</i>
bot-refused = Так я не умею — я делаю рабочие листы. Напишите предмет, класс и тему, и сразу начнём.
bot-no-last = Пока нечего менять: у вас ещё нет листов. Напишите предмет, класс и тему — сделаю первый.
bot-replace-wait = Лист ещё составляется. Напишите об этом, когда он придёт.
bot-replace-no-such = В листе { $last ->
        [one] { $last } задание
        [few] { $last } задания
       *[many] { $last } заданий
    }. Напишите, какие заменить, например: «замени 1».
bot-replacing = { $count ->
        [one] замена задания { $tasks }
       *[other] замена заданий { $tasks }
    }
bot-replace-failed = Другого задания, которое прошло бы проверку, не нашлось. Лист остался прежним, за замену ничего не списано.
bot-balance = Листов пока можно сделать сколько угодно: счётчика нет. Если сделать очень много подряд, попрошу немного подождать.

# Вопросы
bot-ask-subject = Какой предмет?
bot-ask-grade = Для какого класса?
bot-ask-grade-of = { $subject }. Для какого класса?
bot-ask-topic =
    { $about }
    Какая тема? Напишите её сообщением, например «{ $example }».
bot-ask-conflict = { $subject } — это { $first }–{ $last } классы. Для какого класса делаем лист?
bot-grade-suggested = Наверное, { $number } класс
bot-topic-example-math = сложение дробей
bot-topic-example-algebra = квадратные уравнения
bot-topic-example-geometry = признаки равенства треугольников
bot-topic-example-probability = вероятность события
bot-topic-example-russian = причастный оборот
bot-topic-example-literature = «Капитанская дочка»
bot-topic-example-english = Present Simple
bot-topic-example-world = природные зоны
bot-topic-example-biology = строение клетки
bot-topic-example-chemistry = кислоты и соли
bot-topic-example-physics = закон Ома
bot-topic-example-history = реформы Петра I
bot-topic-example-social = права человека
bot-topic-example-geography = климат России
bot-topic-example-informatics = системы счисления

# Карточка
bot-card-line = { $subject }, { $grade } класс
bot-card-check = Всё верно? Поправьте кнопками или сразу нажмите «Создать».
bot-card-cut = Больше { $limit } заданий в варианте не помещаю — сделаю { $limit }.
bot-card-large-print = крупный шрифт
bot-card-short-wording = короткие формулировки
bot-card-without = без: { $kinds }
bot-card-answers-together = ключ последней страницей
bot-card-answers-none = без ключа
bot-card-without-topic = Задания в формате экзамена
bot-level-easy = базовый уровень
bot-level-medium = средний уровень
bot-level-hard = повышенный уровень
bot-format-auto = тест и задания по теме
bot-format-test_only = только тест
bot-format-open_only = без теста
bot-format-test_and_open = тест и задания
bot-button-level = 🎚 { $level }
bot-button-format = 📝 { $format }
bot-button-topic = ✏️ Тема
bot-button-create = ✅ Создать
bot-button-discard = Отмена
bot-button-back = ← Назад
bot-draft-dropped = Хорошо, не делаю. Понадобится лист — просто напишите.

# Ход работы
bot-stage-waiting = Жду своей очереди…
bot-stage-searching = Смотрю, что подойдёт…
bot-stage-planning = Продумываю план…
bot-stage-writing = Составляю задания…
bot-stage-checking = Проверяю каждый ответ…
bot-stage-correcting = Исправляю неточности…
bot-stage-typesetting = Верстаю страницы…
bot-button-stop = Отменить
bot-order-stopped = Отменил, этот лист делать не буду.
bot-failed-unavailable = Сейчас не получается составить задания. Попробуйте ещё раз через несколько минут.
bot-failed-unchecked = Задания не прошли проверку, а непроверенный лист я не отдаю. Попробуйте назвать тему чуть иначе или точнее.
bot-failed-unsupported = Такую тему я пока составить не могу. Лучше всего у меня сейчас получается математика: вычисления, дроби, проценты, уравнения.
bot-failed-refused = По этой теме лист не получится. Попробуйте сформулировать её иначе.
bot-failed-budget = На сегодня запас исчерпан. Новые листы — { $when }.
bot-failed-unexpected = Что-то пошло не так, лист не получился. Попробуйте ещё раз, пожалуйста.
bot-reference = Номер для обращения: <code>{ $reference }</code>
bot-button-retry = 🔁 Попробовать ещё раз
bot-trouble = Не получилось обработать сообщение. Попробуйте ещё раз чуть позже.

# Пределы
bot-limit-until = Вы сделали много листов подряд. Продолжим { $when }.
bot-slower = Слишком быстро для меня. Продолжим { $when }.
bot-when-seconds = через { $count ->
        [one] { $count } секунду
        [few] { $count } секунды
       *[many] { $count } секунд
    }
bot-when-minutes = через { $count ->
        [one] { $count } минуту
        [few] { $count } минуты
       *[many] { $count } минут
    }
bot-when-hours = через { $count ->
        [one] { $count } час
        [few] { $count } часа
       *[many] { $count } часов
    }

# Готовый лист
bot-caption-sheet = Лист для учеников
bot-caption-key = Ключ для учителя
bot-summary = Готово: { $tasks }.
bot-summary-variants = Готово: { $variants } по { $count ->
        [one] { $count } заданию
        [few] { $count } задания
       *[many] { $count } заданий
    }.
bot-summary-computed = Все ответы в ключе вычислены точно.
bot-summary-solved = Ответы сверены независимым решением.
bot-summary-library = 📚 Лист из библиотеки: его уже составили и проверили по такому же запросу.
bot-notice-fewer = Заданий { $delivered } вместо { $ordered }: остальные не прошли проверку, и я их убрал.
bot-notice-cut = Больше { $limit } заданий в варианте не помещаю.
bot-notice-unverified = { $count ->
        [one] Проверьте, пожалуйста, сами задание { $tasks }: в ключе оно отмечено.
       *[other] Проверьте, пожалуйста, сами задания { $tasks }: в ключе они отмечены.
    }
bot-notice-demonstration = Это демонстрация: задания взяты из учебного набора, а не составлены по вашей теме.
bot-maybe-repeated-key = Если ключ уже пришёл, этот можно удалить.
bot-maybe-repeated-sheet = Если лист уже пришёл, этот можно удалить.
bot-rate = Как вам лист?
bot-button-good = 👍
bot-button-bad = 👎
bot-button-another = 🔄 Ещё вариант
bot-button-fresh = ✨ Создать новый
bot-button-wrong-topic = 🚫 Не та тема
bot-button-mine = 🗂 Мои листы
bot-thanks-good = Спасибо! Рад, что пригодилось.
bot-thanks-bad = Спасибо за честность. Напишите, что поправить, например «полегче» или «без теста».
bot-thanks-wrong-topic = Спасибо, что сказали. Этот лист не в счёт — делаю новый.

# Мои листы
bot-mine = 🗂 <b>Ваши листы</b>. Нажмите на нужный — пришлю его снова вместе с ключом.
bot-mine-empty = Здесь будут ваши листы. Пока их нет: напишите предмет, класс и тему — сделаем первый.
bot-mine-line = { $grade } кл. · { $title }
bot-button-newest = ⇤ Новые
bot-button-older = Раньше →

# Всплывающие ответы на кнопки, не длиннее 200 знаков
bot-toast-stale = Эта кнопка устарела. Напишите запрос ещё раз.
bot-toast-already = Уже делаю этот лист 👌
bot-toast-finished = Этот лист уже готов.
bot-toast-not-found = Не нашёл такого листа.
bot-toast-sending = Отправляю…
bot-toast-trouble = Не получилось. Попробуйте ещё раз.
bot-toast-too-often = Сегодня вы уже много раз отмечали «не та тема». Нажмите «Создать новый».

# Words of the school world, used by bot, page and panel alike.

subject-math = Математика
subject-algebra = Алгебра
subject-geometry = Геометрия
subject-probability = Вероятность и статистика
subject-russian = Русский язык
subject-literature = Литература
subject-english = Английский язык
subject-world = Окружающий мир
subject-biology = Биология
subject-chemistry = Химия
subject-physics = Физика
subject-history = История
subject-social = Обществознание
subject-geography = География
subject-informatics = Информатика

grade = { $number } класс

difficulty-easy = базовый
difficulty-medium = средний
difficulty-hard = повышенный

section-easy = Базовый уровень
section-medium = Средний уровень
section-hard = Повышенный уровень

kind-single_choice = выбор ответа
kind-multiple_choice = несколько ответов
kind-matching = соотнесение
kind-fill_blank = пропуски
kind-true_false = верно/неверно
kind-ordering = по порядку
kind-short_answer = краткий ответ
kind-numeric = числовой ответ
kind-table = таблица
kind-open = развёрнутый ответ
kind-classify = по группам
kind-column_arithmetic = в столбик
kind-number_line = числовая прямая
kind-reading = текст с вопросами

tasks = { $count ->
    [one] { $count } задание
    [few] { $count } задания
   *[many] { $count } заданий
}
variants = { $count ->
    [one] { $count } вариант
    [few] { $count } варианта
   *[many] { $count } вариантов
}

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

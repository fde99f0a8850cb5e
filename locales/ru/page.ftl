# Words on the printed page.

page-school = Школа
page-class = Класс
page-name = Фамилия, имя
page-date = Дата
page-variant = Вариант { $number }
page-score-task = Задание
page-score-most = Максимум
page-score-got = Баллы
page-score-total = Всего
page-score-mark = Отметка
page-in-all = всего { $points }
page-answer = Ответ:
page-number = { $page } из { $pages }
page-true = верно
page-false = неверно
page-key-title = Ключ: { $title }
page-key-word = ключ
page-points = { $count ->
    [one] { $count } балл
    [few] { $count } балла
   *[many] { $count } баллов
}
page-check = — проверьте
page-demonstration = Демонстрация: задания написаны учебной заменой модели, не для уроков.
page-sure-computed = Все ответы вычислены точно.
page-sure-solved = Все ответы проверены независимым решением.
page-sure-some = Ответы с пометкой «проверьте» программа проверить не могла: взгляните на них.
page-notice-fewer = Заказано заданий: { $ordered }, проверку прошли: { $delivered }.
page-notice-limit = В одном варианте не больше { $limit } заданий.
page-remainder = ост.
page-criteria = Критерии
page-number-line = Числовая прямая
page-plane = Координатная плоскость
page-bars = Столбчатая диаграмма
page-line-chart = График
page-pie = Круговая диаграмма
page-geometry = Чертёж
page-sure-mixed = Ответы вычислены точно или проверены независимым решением.

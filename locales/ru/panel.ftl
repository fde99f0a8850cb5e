# The operators' panel.

panel-skip = К содержанию
panel-demonstration = Демонстрация: всё внешнее заменено учебными двойниками.
panel-enter = Войти
panel-leave = Выйти
panel-login = Вход
panel-login-text = Попросите владельца выдать ссылку командой «listok admin invite». Вход через Telegram и Яндекс появится позже.
panel-invite = Приглашение
panel-invite-text = Ссылка одноразовая: нажмите, чтобы открыть панель.
panel-invite-used = Ссылка не действует
panel-invite-used-text = Она уже использована или устарела. Попросите новую.
panel-not-found = Страницы нет
panel-not-found-text = Проверьте адрес.
panel-failed = Не получилось
panel-failed-text = Сообщите владельцу номер { $reference }.
panel-refused = Запрос отклонён
panel-refused-text = Обновите страницу и попробуйте снова.
panel-overview = Обзор
panel-period = Период
panel-days = { $count ->
    [one] { $count } день
    [few] { $count } дня
   *[many] { $count } дней
}
panel-made = Листов сделано
panel-made-more = заказов: { $orders }
panel-teachers = Учителей
panel-teachers-more = новых: { $new }, активных: { $active }
panel-cost = Стоимость
panel-cost-more = вызовов моделей: { $calls }
panel-errors = Не сделано
panel-errors-more = сбоев моделей: { $failures }
panel-sources = Без модели
panel-sources-more = вычислено: { $drill }, из запаса: { $cache }
panel-ratings = Оценки
panel-ratings-more = хорошо / плохо
panel-by-day = По дням
panel-as-table = Таблицей
panel-day = День
panel-recent = Последние заказы
panel-no-orders = Заказов ещё не было.
panel-when = Когда
panel-topic = Лист
panel-state = Состояние
panel-source = Источник
panel-origin-drill = вычислен
panel-origin-model = модель
panel-origin-cache = из запаса
panel-origin-demonstration = демонстрация
panel-origin-failed = не сделан
panel-state-queued = в очереди
panel-state-working = делается
panel-state-ready = отправляется
panel-state-delivered = доставлен
panel-state-failed = не сделан
panel-state-cancelled = отменён

# The operators' panel.

panel-skip = Skip to content
panel-demonstration = Demonstration: everything outside is a stand-in.
panel-enter = Enter
panel-leave = Log out
panel-login = Log in
panel-login-text = Ask the owner for a link made by “listok admin invite”. Logging in with Telegram and Yandex will come later.
panel-invite = Invitation
panel-invite-text = The link works once: press to open the panel.
panel-invite-used = The link does not work
panel-invite-used-text = It was used already or has expired. Ask for a new one.
panel-not-found = No such page
panel-not-found-text = Check the address.
panel-failed = That did not work
panel-failed-text = Tell the owner the number { $reference }.
panel-refused = Request refused
panel-refused-text = Reload the page and try again.
panel-overview = Overview
panel-period = Period
panel-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
panel-made = Worksheets made
panel-made-more = orders: { $orders }
panel-teachers = Teachers
panel-teachers-more = new: { $new }, active: { $active }
panel-cost = Cost
panel-cost-more = model calls: { $calls }
panel-errors = Not made
panel-errors-more = model failures: { $failures }
panel-sources = Without a model
panel-sources-more = computed: { $drill }, from the pool: { $cache }
panel-ratings = Ratings
panel-ratings-more = good / bad
panel-by-day = By day
panel-as-table = As a table
panel-day = Day
panel-recent = Latest orders
panel-no-orders = No orders yet.
panel-when = When
panel-topic = Sheet
panel-state = State
panel-source = Source
panel-origin-drill = computed
panel-origin-model = model
panel-origin-cache = from the pool
panel-origin-demonstration = demonstration
panel-origin-failed = not made
panel-state-queued = queued
panel-state-working = in the making
panel-state-ready = on its way
panel-state-delivered = delivered
panel-state-failed = not made
panel-state-cancelled = cancelled

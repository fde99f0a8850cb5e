# Words on the printed page.

page-school = School
page-class = Class
page-name = Name
page-date = Date
page-variant = Variant { $number }
page-score-task = Task
page-score-most = Maximum
page-score-got = Points
page-score-total = Total
page-score-mark = Mark
page-in-all = { $points } in all
page-answer = Answer:
page-number = { $page } of { $pages }
page-true = true
page-false = false
page-key-title = Key: { $title }
page-key-word = key
page-points = { $count ->
    [one] { $count } point
   *[other] { $count } points
}
page-check = — please check
page-demonstration = Demonstration: the tasks come from a stand-in model, not for lessons.
page-sure-computed = All answers were computed exactly.
page-sure-solved = All answers were confirmed by an independent solution.
page-sure-some = Answers marked “please check” could not be verified by the program: have a look at them.
page-notice-fewer = Tasks ordered: { $ordered }, passed the checks: { $delivered }.
page-notice-limit = One variant holds at most { $limit } tasks.
page-remainder = rem.
page-criteria = Criteria
page-number-line = Number line
page-plane = Coordinate plane
page-bars = Bar chart
page-line-chart = Line chart
page-pie = Pie chart
page-geometry = Geometric figure
page-sure-mixed = All answers were computed exactly or confirmed by an independent solution.

# Words of the school world, used by bot, page and panel alike.

subject-math = Mathematics
subject-algebra = Algebra
subject-geometry = Geometry
subject-probability = Probability and statistics
subject-russian = Russian
subject-literature = Literature
subject-english = English
subject-world = The world around us
subject-biology = Biology
subject-chemistry = Chemistry
subject-physics = Physics
subject-history = History
subject-social = Social studies
subject-geography = Geography
subject-informatics = Informatics

grade = Grade { $number }

difficulty-easy = basic
difficulty-medium = medium
difficulty-hard = advanced

section-easy = Basic level
section-medium = Medium level
section-hard = Advanced level

kind-single_choice = single choice
kind-multiple_choice = several answers
kind-matching = matching
kind-fill_blank = gaps
kind-true_false = true/false
kind-ordering = ordering
kind-short_answer = short answer
kind-numeric = numeric answer
kind-table = table
kind-open = open answer
kind-classify = sorting into groups
kind-column_arithmetic = column arithmetic
kind-number_line = number line
kind-reading = text with questions

tasks = { $count ->
    [one] { $count } task
   *[other] { $count } tasks
}
variants = { $count ->
    [one] { $count } variant
   *[other] { $count } variants
}

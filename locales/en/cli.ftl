# Words on the terminal.

cli-which-subject = Which subject? Add it, e.g. “mathematics”.
cli-which-grade = Which grade? Add it, e.g. “grade 5”.
cli-which-topic = Which topic? Add it, e.g. “adding fractions”.
cli-conflict = This subject is not taught in this grade.
cli-needs-model = Only a language model can write this topic: set OPENAI_API_KEY.

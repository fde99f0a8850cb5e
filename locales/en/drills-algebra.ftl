# Problems of computed sheets: algebra from grade 7 on.

drill-inequality-do = Solve the inequality.
drill-system-do = Solve the system of equations.
drill-standard-do = Write the number in standard form.
drill-derivative-do = Find the derivative.
drill-radians-do = Convert degrees to radians and radians to degrees.
drill-vieta-sum-1 = Find the sum of the roots of ${ $equation }$.
drill-vieta-sum-2 = Without solving ${ $equation }$, find the sum of its roots.
drill-vieta-product-1 = Find the product of the roots of ${ $equation }$.
drill-vieta-product-2 = Without solving ${ $equation }$, find the product of its roots.
drill-vieta-root-1 = One root of ${ $equation }$ is ${ $root }$. Find the other one.
drill-vieta-root-2 = ${ $root }$ is a root of ${ $equation }$. Find the second root.
drill-function-value-1 = A function is given by $y = { $f }$. Find its value at $x = { $x }$.
drill-function-value-2 = What is the value of the function $y = { $f }$ if $x = { $x }$?
drill-function-value-3 = Work out $y$ by the formula $y = { $f }$ at $x = { $x }$.
drill-arithmetic-term-1 = In an arithmetic progression $a_1 = { $a }$, $d = { $d }$. Find the { $nth } term.
drill-arithmetic-term-2 = The first term of an arithmetic progression is ${ $a }$, the difference is ${ $d }$. Find the { $nth } term.
drill-arithmetic-term-3 = Given the arithmetic progression ${ $a }; { $b }; { $c }; …$, find the { $nth } term.
drill-arithmetic-step-1 = In an arithmetic progression $a_1 = { $a }$ and the { $nth } term is ${ $last }$. Find the difference.
drill-arithmetic-step-2 = The first term of an arithmetic progression is ${ $a }$, the { $nth } term is ${ $last }$. What is the difference?
drill-arithmetic-sum-1 = In an arithmetic progression $a_1 = { $a }$, $d = { $d }$. Find the sum of the first { $n } terms.
drill-arithmetic-sum-2 = The first term of an arithmetic progression is ${ $a }$, the difference ${ $d }$. What is the sum of the first { $n } terms?
drill-arithmetic-sum-3 = Given the arithmetic progression ${ $a }; { $b }; { $c }; …$, find the sum of the first { $n } terms.
drill-geometric-term-1 = In a geometric progression $b_1 = { $a }$, $q = { $q }$. Find the { $nth } term.
drill-geometric-term-2 = The first term of a geometric progression is ${ $a }$, the ratio is ${ $q }$. Find the { $nth } term.
drill-geometric-term-3 = Given the geometric progression ${ $a }; { $b }; { $c }; …$, find the { $nth } term.
drill-geometric-sum-1 = In a geometric progression $b_1 = { $a }$, $q = { $q }$. Find the sum of the first { $n } terms.
drill-geometric-sum-2 = The first term of a geometric progression is ${ $a }$, the ratio ${ $q }$. What is the sum of the first { $n } terms?
drill-geometric-sum-3 = Given the geometric progression ${ $a }; { $b }; { $c }; …$, find the sum of the first { $n } terms.

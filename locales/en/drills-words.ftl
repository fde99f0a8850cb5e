# Problems of computed sheets: primary school, motion, work, shares, percent, units.

unit-h = h
unit-min = min
unit-day = days
unit-year = years
unit-century = cent.
unit-rouble = roubles
unit-kopeck = kopecks
unit-percent = %
unit-mm = mm
unit-dm = dm
unit-centner = centners
unit-tonne = t
unit-mm2 = mm²
unit-cm2 = cm²
unit-dm2 = dm²
unit-are = a
unit-hectare = ha
unit-mm3 = mm³
unit-dm3 = dm³
unit-m3 = m³
unit-litre = l
drill-measure = { $n }{ " " }
drill-number = { $n }
drill-two-numbers = { $a } … { $b }
drill-n-sticker = { $n ->
    [one] { $n } sticker
   *[other] { $n } stickers
  }
drill-n-notebook = { $n ->
    [one] { $n } notebook
   *[other] { $n } notebooks
  }
drill-n-pencil = { $n ->
    [one] { $n } pencil
   *[other] { $n } pencils
  }
drill-n-apple = { $n ->
    [one] { $n } apple
   *[other] { $n } apples
  }
drill-n-stamp = { $n ->
    [one] { $n } stamp
   *[other] { $n } stamps
  }
drill-n-nut = { $n ->
    [one] { $n } nut
   *[other] { $n } nuts
  }
drill-n-times = { $n ->
    [one] { $n } time
   *[other] { $n } times
  }
drill-many-sticker = stickers
drill-many-notebook = notebooks
drill-many-pencil = pencils
drill-many-apple = apples
drill-many-stamp = stamps
drill-many-nut = nuts
drill-sum-1 = Ann has { $a }, Peter has { $b }. How many { $many } do they have together?
drill-sum-2 = One box holds { $a }, another holds { $b }. How many { $many } are in the two boxes?
drill-sum-3 = On the table: { $a }; on the shelf: { $b }. How many { $many } are there altogether?
drill-left-1 = Kate had { $a }. She gave away { $n }. How many { $many } are left?
drill-left-2 = A box holds { $a }. { $n } were taken out. How many { $many } are left in the box?
drill-left-3 = On the table: { $a }. Mike took { $n } away. How many { $many } are left on the table?
drill-more-1 = Ann has { $a }, Peter has { $n } more. How many { $many } has Peter?
drill-more-2 = The first box holds { $a }, the second { $n } more. How many { $many } are in the second box?
drill-fewer-1 = Ann has { $a }, Peter has { $n } fewer. How many { $many } has Peter?
drill-fewer-2 = The first box holds { $a }, the second { $n } fewer. How many { $many } are in the second box?
drill-difference-1 = Ann has { $a }, Peter has { $b }. How many more { $many } has Ann than Peter?
drill-difference-2 = The first box holds { $a }, the second { $b }. How many fewer { $many } are in the second box?
drill-times-more-1 = Ann has { $a }, Peter has { $times } as many. How many { $many } has Peter?
drill-times-more-2 = The first box holds { $a }, the second { $times } as many. How many { $many } are in the second box?
drill-times-fewer-1 = Ann has { $a }, which is { $times } as many as Peter has. How many { $many } has Peter?
drill-times-fewer-2 = The first box holds { $a }, { $times } as many as the second. How many { $many } are in the second box?
drill-ratio-1 = Ann has { $a }, Peter has { $b }. How many times as many { $many } has Ann?
drill-ratio-2 = The first box holds { $a }, the second { $b }. How many times as many { $many } are in the first box?
drill-per-unit-1 = { $first } equal boxes hold { $a }. How many { $many } are in { $second } such boxes?
drill-per-unit-2 = { $first } equal sets hold { $a }. How many { $many } are in { $second } such sets?
drill-price-a-1 = A notebook costs { $b } roubles. How much do { $c } notebooks cost?
drill-price-a-2 = Somebody bought { $c } pencils at { $b } roubles each. How much was it altogether?
drill-price-b-1 = { $c } notebooks cost { $a } roubles. What does one notebook cost?
drill-price-b-2 = Somebody bought { $c } albums for { $a } roubles. What is the price of an album?
drill-price-c-1 = A notebook costs { $b } roubles. How many notebooks can be bought for { $a } roubles?
drill-price-c-2 = Albums at { $b } roubles each cost { $a } roubles in all. How many were bought?
drill-motion-a-1 = A train ran for { $c } h at { $b } km/h. How far did it go?
drill-motion-a-2 = The speed of a bus is { $b } km/h. How far does it go in { $c } h?
drill-motion-b-1 = A car went { $a } km in { $c } h. What was its speed?
drill-motion-b-2 = A train went { $a } km and took { $c } h. Find its speed.
drill-motion-c-1 = In how many hours does a bus go { $a } km at { $b } km/h?
drill-motion-c-2 = The speed of a train is { $b } km/h. How many hours does it need to go { $a } km?
drill-towards-way-1 = A car at { $v } km/h and a bus at { $u } km/h set out from two towns towards each other at the same time. They met after { $t } h. How far apart are the towns?
drill-towards-way-2 = Two trains set out towards each other at the same time and met after { $t } h. Their speeds were { $v } km/h and { $u } km/h. How far apart were they at first?
drill-towards-time-1 = Two towns are { $s } km apart. A car at { $v } km/h and a bus at { $u } km/h set out towards each other at the same time. After how many hours do they meet?
drill-towards-time-2 = Two trains { $s } km apart set out towards each other at the same time at { $v } km/h and { $u } km/h. When do they meet?
drill-towards-speed-1 = Two cars set out towards each other at the same time from towns { $s } km apart and met after { $t } h. The speed of the first was { $v } km/h. Find the speed of the second.
drill-towards-speed-2 = Two trains { $s } km apart set out towards each other at the same time and met after { $t } h. The first went at { $v } km/h. What was the speed of the second?
drill-apart-way-1 = A car at { $v } km/h and a bus at { $u } km/h left a town at the same time in opposite directions. How far apart are they after { $t } h?
drill-apart-way-2 = Two trains left a station at the same time in opposite directions at { $v } km/h and { $u } km/h. What is the distance between them after { $t } h?
drill-apart-time-1 = A car at { $v } km/h and a bus at { $u } km/h left a town at the same time in opposite directions. After how many hours are they { $s } km apart?
drill-apart-time-2 = Two trains left a station at the same time in opposite directions at { $v } km/h and { $u } km/h. When is the distance between them { $s } km?
drill-apart-speed-1 = Two cars left a town at the same time in opposite directions. After { $t } h they were { $s } km apart. The first went at { $v } km/h. Find the speed of the second.
drill-apart-speed-2 = Two trains left a station at the same time in opposite directions. After { $t } h the distance was { $s } km; the first went at { $v } km/h. What was the speed of the second?
drill-chase-time-1 = A cyclist is { $s } km ahead of a motorcyclist. The cyclist rides at { $u } km/h, the motorcyclist at { $v } km/h in the same direction. After how many hours does the motorcyclist catch up?
drill-chase-time-2 = Two boats are { $s } km apart on a lake and sail the same way. The first goes at { $u } km/h, the one behind at { $v } km/h. When does it catch up?
drill-chase-gap-1 = A motorcyclist at { $v } km/h follows a cyclist at { $u } km/h in the same direction and catches up after { $t } h. How far apart were they at first?
drill-chase-gap-2 = Two boats leave a place at the same time in the same direction at { $v } km/h and { $u } km/h. How far apart are they after { $t } h?
drill-river-down-way-1 = A boat makes { $v } km/h in still water, the current is { $u } km/h. How far does it go downstream in { $t } h?
drill-river-down-way-2 = A launch sailed { $t } h downstream. Its speed in still water is { $v } km/h, the current is { $u } km/h. How far did it go?
drill-river-up-way-1 = A boat makes { $v } km/h in still water, the current is { $u } km/h. How far does it go upstream in { $t } h?
drill-river-up-way-2 = A launch sailed { $t } h upstream. Its speed in still water is { $v } km/h, the current is { $u } km/h. How far did it go?
drill-river-down-time-1 = A launch makes { $v } km/h in still water, the current is { $u } km/h. In how many hours does it go { $s } km downstream?
drill-river-down-time-2 = A ship must go { $s } km downstream. Its speed in still water is { $v } km/h, the current is { $u } km/h. How many hours does it take?
drill-river-up-time-1 = A launch makes { $v } km/h in still water, the current is { $u } km/h. In how many hours does it go { $s } km upstream?
drill-river-up-time-2 = A ship must go { $s } km upstream. Its speed in still water is { $v } km/h, the current is { $u } km/h. How many hours does it take?
drill-river-down-own-1 = Downstream a launch went { $s } km in { $t } h. The current is { $u } km/h. Find its speed in still water.
drill-river-down-own-2 = The current of a river is { $u } km/h. A boat went { $s } km downstream in { $t } h. What is its speed in still water?
drill-river-up-own-1 = Upstream a launch went { $s } km in { $t } h. The current is { $u } km/h. Find its speed in still water.
drill-river-up-own-2 = The current of a river is { $u } km/h. A boat went { $s } km upstream in { $t } h. What is its speed in still water?
drill-output-a-1 = A machine makes { $b } parts/h. How many parts does it make in { $c } h?
drill-output-a-2 = A worker worked for { $c } h at { $b } parts/h. How many parts did he make?
drill-output-b-1 = In { $c } h a machine made { $a } parts. How many parts does it make in one hour?
drill-output-b-2 = A worker finished an order of { $a } parts in { $c } h at a steady rate. How many parts did he make an hour?
drill-output-c-1 = A machine makes { $b } parts/h. In how many hours does it make { $a } parts?
drill-output-c-2 = An order is for { $a } parts. In how many hours is it done at { $b } parts/h?
drill-joint-1 = One pipe fills a pool in { $a } h, another in { $b } h. In how many hours do they fill it together?
drill-joint-2 = One worker does a job in { $a } h, another in { $b } h. In how many hours do they do it together?
drill-joint-3 = One tractor ploughs a field in { $a } h, another in { $b } h. In how many hours do they plough it together?
drill-joint-other-1 = Two pipes together fill a pool in { $t } h, the first alone in { $a } h. In how many hours does the second fill it alone?
drill-joint-other-2 = Two workers together do a job in { $t } h. The first alone does it in { $a } h. In how many hours does the second do it alone?
drill-joint-other-3 = Two tractors together plough a field in { $t } h, the first alone in { $a } h. In how many hours does the second plough it alone?
drill-greater-1 = The sum of two numbers is { $s }, their difference is { $d }. Find the greater number.
drill-greater-2 = Two classes have { $s } pupils together; the first has { $d } more than the second. How many pupils are in the first class?
drill-smaller-1 = The sum of two numbers is { $s }, their difference is { $d }. Find the smaller number.
drill-smaller-2 = Two classes have { $s } pupils together; the first has { $d } fewer than the second. How many pupils are in the first class?
drill-parts-1 = A mixture of { $s } g consists of two substances: { $a } parts of the first and { $b } parts of the second by mass. How many grams of the first are there?
drill-parts-2 = Rice and buckwheat were mixed in the ratio { $a } to { $b } by mass. The mixture weighs { $s } g. How many grams of rice were taken?
drill-share-of-1 = ${ $f }$ of ${ $all }$
drill-share-whole-1 = ${ $f }$ of a number is ${ $part }$. Find the number.
drill-share-part-1 = A garden has ${ $all }$ trees; ${ $f }$ of them are apple trees. How many apple trees are there?
drill-share-part-2 = A book has ${ $all }$ pages. ${ $f }$ of it has been read. How many pages have been read?
drill-share-part-3 = A route is ${ $all }$ km long. The hikers have walked ${ $f }$ of it. How many kilometres have they walked?
drill-share-all-1 = There are ${ $part }$ apple trees in a garden, ${ $f }$ of all its trees. How many trees are there?
drill-share-all-2 = ${ $part }$ pages have been read, which is ${ $f }$ of the book. How many pages has the book?
drill-share-all-3 = The hikers have walked ${ $part }$ km, ${ $f }$ of the route. How many kilometres long is the route?
drill-percent-part-1 = A school has { $all } pupils; { $p } % of them do sports. How many pupils do sports?
drill-percent-part-2 = A garden of { $all } m² has apple trees on { $p } % of its area. How many square metres is that?
drill-percent-part-3 = A shop got { $all } kg of fruit; { $p } % of it is pears. How many kilograms of pears are there?
drill-percent-rest-1 = A school has { $all } pupils; { $p } % of them do sports. How many pupils do no sports?
drill-percent-rest-2 = A garden of { $all } m² has apple trees on { $p } % of its area. How many square metres are without apple trees?
drill-percent-rest-3 = A shop got { $all } kg of fruit and sold { $p } % of it. How many kilograms are left?
drill-percent-up-1 = A ticket cost { $all } roubles. The price rose by { $p } %. What does it cost now?
drill-percent-up-2 = A salary of { $all } roubles was raised by { $p } %. What is it now?
drill-percent-up-3 = An account held { $all } roubles. In a year it grew by { $p } %. How much is in it now?
drill-percent-down-1 = A jacket cost { $all } roubles. In a sale the price fell by { $p } %. What does it cost now?
drill-percent-down-2 = Books worth { $all } roubles are sold at { $p } % off. How much is to be paid?
drill-percent-down-3 = A phone cost { $all } roubles. In a year it lost { $p } % of its price. What is the price now?
drill-percent-all-1 = { $part } pupils do sports, which is { $p } % of the school. How many pupils are in the school?
drill-percent-all-2 = Apple trees take { $part } m², { $p } % of a garden. What is the area of the garden in square metres?
drill-percent-all-3 = { $part } kg of fruit was sold, { $p } % of what was delivered. How many kilograms were delivered?
drill-percent-ratio-1 = What percentage is { $part } of { $all }?
drill-percent-ratio-2 = Of { $all } pupils { $part } do sports. What percentage is that?
drill-percent-ratio-3 = Of { $all } seeds { $part } sprouted. What percentage is that?
drill-proportion-do = Find the unknown term of the proportion.
drill-scale-ground-1 = The scale of a map is 1 : { $m }. Two towns are { $cm } cm apart on it. How many kilometres is that?
drill-scale-ground-2 = A road is { $cm } cm long on a map of scale 1 : { $m }. Find its length in kilometres.
drill-scale-map-1 = Two towns are { $km } km apart. How many centimetres is that on a map of scale 1 : { $m }?
drill-scale-map-2 = The scale of a map is 1 : { $m }. Find the length on the map, in centimetres, of a road of { $km } km.
drill-solution-part-1 = How many grams of salt are in { $all } g of a solution with { $p } % of salt?
drill-solution-part-2 = A syrup of { $all } g has { $p } % of sugar. How many grams of sugar are in it?
drill-solution-percent-1 = { $part } g of salt was dissolved in { $water } g of water. Find the concentration in per cent.
drill-solution-percent-2 = A syrup was made of { $water } g of water and { $part } g of sugar. What percentage of it is sugar?
drill-solution-all-1 = A solution has { $p } % of salt. Find the mass of the solution that holds { $part } g of salt.
drill-solution-all-2 = A syrup has { $p } % of sugar, the sugar weighs { $part } g. What is the mass of the syrup?
drill-divide-larger-1 = { $s } is divided in the ratio { $a } : { $b }. Find the larger part.
drill-divide-larger-2 = A segment of { $s } mm is divided in the ratio { $a } : { $b }. How many millimetres is the larger part?
drill-divide-smaller-1 = { $s } is divided in the ratio { $a } : { $b }. Find the smaller part.
drill-divide-smaller-2 = A segment of { $s } mm is divided in the ratio { $a } : { $b }. How many millimetres is the smaller part?
drill-compound-up-1 = { $s } roubles are deposited at { $p } % a year, compounded yearly. How many roubles are there after { $t } years?
drill-compound-up-2 = A plot worth { $s } roubles rises by { $p } % every year. What is it worth after { $t } years?
drill-compound-down-1 = A machine cost { $s } roubles and loses { $p } % every year. What is it worth after { $t } years?
drill-compound-down-2 = A price of { $s } roubles was cut by { $p } % every year. What was it after { $t } years?
drill-convert-do = Convert to the given unit.
drill-interval-length-1 = A swimming lesson began at { $start } and ended at { $end }. How many minutes did it last?
drill-interval-length-2 = A train left at { $start } and arrived at { $end } the same day. How many minutes did it take?
drill-interval-length-3 = A tour began at { $start } and ended at { $end }. How long was it in minutes?
drill-interval-end-1 = A film began at { $start } and lasted { $length } min. When did it end?
drill-interval-end-2 = A train left at { $start } and took { $length } min. When did it arrive?
drill-interval-end-3 = Training lasts { $length } min and begins at { $start }. When does it end?
drill-roman-do = Write Arabic numbers as Roman numerals and the other way round.
drill-row-do = Find the pattern and write the next number.
drill-digits-do = Write the number as a sum of its place values.
drill-opposite-1 = Which number is opposite to ${ $n }$?
drill-opposite-2 = Write the number opposite to ${ $n }$.

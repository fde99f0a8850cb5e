# Problems of computed sheets: chemistry.

unit-g-mol = g/mol
unit-litre-mol = l/mol
unit-mol = mol
drill-balance-do = Balance the equation.
drill-relative-1 = Work out the relative molecular mass of ${ $formula }$.
drill-relative-2 = Find the relative molecular mass of the substance ${ $formula }$.
drill-molar-1 = Work out the molar mass of ${ $formula }$.
drill-molar-2 = What is the molar mass of ${ $formula }$?
drill-element-share-1 = Find the mass fraction of the element ${ $element }$ in ${ $formula }$. Round to tenths of a per cent.
drill-element-share-2 = What percentage of the mass of ${ $formula }$ is the element ${ $element }$? Round to tenths.
drill-amount-1 = Find the amount of substance in ${ $m }$ g of ${ $formula }$.
drill-amount-2 = How many moles are ${ $m }$ g of ${ $formula }$?
drill-amount-mass-1 = Find the mass of ${ $n }$ mol of ${ $formula }$.
drill-amount-mass-2 = What is the mass of ${ $n }$ mol of the substance ${ $formula }$?
drill-gas-a-1 = What volume do { $c } mol of a gas take at standard conditions? The molar volume is { $b } l/mol.
drill-gas-a-2 = Find the volume of { $c } mol of a gas at standard conditions if the molar volume is { $b } l/mol.
drill-gas-c-1 = The volume of a gas at standard conditions is { $a } l. Find the amount of substance. The molar volume is { $b } l/mol.
drill-gas-c-2 = How many moles of a gas take { $a } l at standard conditions if the molar volume is { $b } l/mol?
drill-solute-1 = How many grams of salt are needed for { $all } g of a solution with a mass fraction of { $p } % of salt?
drill-solute-2 = A solution weighs { $all } g, the mass fraction of the solute is { $p } %. Find the mass of the solute.
drill-solute-water-1 = How many grams of water are needed for { $all } g of a solution with a mass fraction of { $p } % of salt?
drill-solute-water-2 = A solution weighs { $all } g, the mass fraction of the solute is { $p } %. Find the mass of the water.
drill-solute-share-1 = In { $water } g of water { $part } g of salt was dissolved. Find the mass fraction of salt in per cent.
drill-solute-share-2 = To { $water } g of water { $part } g of sugar was added. What is the mass fraction of sugar in per cent?

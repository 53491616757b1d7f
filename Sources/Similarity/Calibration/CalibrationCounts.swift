/// Counts of labelled pairs that mean the same / of all, a line for each set and kind of difference, a column for each score band of
/// ``Calibration/bands``; and for each form that makes two texts near and none that is finer does, one column.
///
/// Made by Benchmarks/similarity_calibration.py; facts only, no text. Sets: qqp_part, 20,000 of the Quora question pairs as GPTCache's
/// benchmark has them; paws_qqp, PAWS (adversarial word order) on Quora; mrpc, Microsoft Research Paraphrase Corpus (test); stsb4, STS
/// Benchmark (dev and test; same: score of 4 and more); sick, SICK (test; same: entailment and 4.5 and more). Weights are of each set.
let calibrationCounts = """
  qqp_part near-spelling 49/51
  qqp_part near-fillers 164/169
  qqp_part near-stems 122/127
  qqp_part near-typo 2/3
  qqp_part exchange 87/225 93/184 43/88 34/72 32/59 37/57 22/27 24/35
  qqp_part filler 0/0 1/1 0/0 2/2 5/5 6/6 16/17 89/92
  qqp_part function 3/7 11/17 20/30 33/55 62/99 99/135 224/259 183/205
  qqp_part general 57/106 74/144 29/57 21/35 10/22 12/15 0/2 0/0
  qqp_part inflection 0/0 0/0 1/1 0/0 0/0 1/2 3/6 124/132
  qqp_part insertion 62/100 143/252 111/215 147/277 180/317 159/243 97/134 29/34
  qqp_part literal 5/61 4/16 1/11 1/8 0/4 0/2 0/1 0/0
  qqp_part logic 273/557 260/457 131/243 113/193 85/137 68/108 30/44 7/9
  qqp_part name 24/82 42/86 22/66 11/60 21/69 20/58 13/40 7/11
  qqp_part negation 93/222 78/159 18/48 19/61 14/36 10/20 3/13 2/9
  qqp_part none 0/0 0/0 0/0 0/0 0/0 0/0 0/0 69/73
  qqp_part number 117/310 92/210 42/89 24/67 16/44 9/37 7/22 8/10
  qqp_part opposite 63/118 51/88 18/35 20/36 15/27 11/21 12/18 2/3
  qqp_part order 0/4 1/3 1/2 3/3 0/1 0/2 0/0 36/51
  qqp_part question 16/48 52/102 25/55 35/73 33/75 29/79 29/63 19/32
  qqp_part substitution 335/673 351/641 176/344 139/328 87/294 48/209 14/44 2/2
  qqp_part symbol 39/127 58/122 14/32 17/28 10/16 5/18 6/10 3/6
  qqp_part typo 0/0 1/1 1/1 1/1 1/1 0/0 0/0 0/0
  qqp_part unit 2/6 2/6 0/4 0/1 0/0 0/0 0/0 0/0
  paws_qqp near-spelling 20/20
  paws_qqp near-fillers 2/2
  paws_qqp near-stems 4/4
  paws_qqp exchange 0/0 0/0 0/0 0/0 2/4 2/5 0/7 2/18
  paws_qqp filler 0/0 0/0 0/0 0/0 0/0 0/0 0/0 2/2
  paws_qqp function 0/0 0/0 0/0 0/0 0/0 0/0 0/1 2/2
  paws_qqp general 0/0 0/0 0/0 0/1 0/1 1/2 0/2 0/1
  paws_qqp inflection 0/0 0/0 0/0 0/0 0/0 0/0 0/0 4/4
  paws_qqp insertion 0/0 0/0 0/0 0/0 0/0 1/1 2/3 2/3
  paws_qqp literal 1/1 0/0 0/0 0/0 0/0 0/0 1/1 0/0
  paws_qqp logic 0/0 0/0 0/0 0/0 1/1 0/1 0/0 1/2
  paws_qqp name 0/0 0/0 0/0 0/0 0/0 0/2 0/0 0/1
  paws_qqp none 0/0 0/0 0/0 0/0 0/0 0/0 0/0 23/23
  paws_qqp number 0/0 0/0 0/0 0/0 1/2 1/1 1/1 0/1
  paws_qqp opposite 0/0 0/0 0/0 0/0 0/0 0/1 0/0 0/1
  paws_qqp order 0/0 0/0 0/0 0/0 0/0 0/0 0/0 135/564
  paws_qqp substitution 0/0 1/1 0/0 1/2 1/1 1/1 0/2 0/0
  paws_qqp symbol 0/0 0/1 0/0 0/0 1/1 0/1 1/3 0/4
  mrpc near-spelling 5/5
  mrpc near-fillers 1/1
  mrpc exchange 8/16 15/21 11/14 13/16 13/16 17/18 28/29 12/12
  mrpc filler 0/0 0/0 0/0 0/0 0/0 0/0 0/0 1/1
  mrpc function 0/0 0/0 0/0 0/0 0/0 0/0 1/1 3/3
  mrpc general 0/1 0/2 1/3 5/6 5/5 6/6 6/6 0/0
  mrpc insertion 0/0 0/0 0/0 1/1 5/6 6/7 3/3 5/5
  mrpc literal 15/26 19/35 12/15 20/27 16/22 10/11 7/7 3/3
  mrpc logic 30/54 35/53 32/40 29/37 37/46 20/25 8/9 2/2
  mrpc name 1/1 4/6 4/4 9/11 9/11 11/11 3/3 0/0
  mrpc negation 7/14 6/11 5/9 4/5 2/3 0/0 1/1 0/0
  mrpc none 0/0 0/0 0/0 0/0 0/0 0/0 0/0 4/4
  mrpc number 69/142 74/128 39/57 37/45 34/41 28/30 9/10 3/3
  mrpc opposite 3/5 5/8 3/3 2/2 0/1 1/1 1/1 0/0
  mrpc order 0/0 0/0 1/1 1/2 0/0 1/1 0/0 5/5
  mrpc substitution 29/34 32/44 25/30 21/22 25/28 19/19 4/4 0/0
  mrpc symbol 10/13 6/7 8/8 6/8 6/6 6/6 0/0 0/0
  mrpc unit 0/0 1/1 0/0 2/3 1/1 1/1 0/0 0/0
  stsb4 near-spelling 2/2
  stsb4 near-fillers 12/12
  stsb4 near-stems 14/14
  stsb4 exchange 0/12 4/7 2/3 6/10 1/2 1/3 7/8 3/3
  stsb4 filler 0/0 0/0 0/0 0/0 1/1 1/1 3/3 8/8
  stsb4 function 0/0 0/0 2/2 2/2 8/8 6/6 7/7 2/2
  stsb4 general 4/11 6/16 3/6 6/9 4/5 2/3 0/0 0/0
  stsb4 inflection 0/0 0/0 0/0 0/0 0/0 0/0 2/2 15/15
  stsb4 insertion 4/13 10/22 5/9 13/29 13/18 29/34 18/19 3/4
  stsb4 literal 0/17 3/18 4/10 0/4 0/2 3/3 0/0 0/0
  stsb4 logic 9/59 23/60 13/33 12/18 3/14 6/9 5/6 1/1
  stsb4 negation 2/6 5/13 1/6 1/2 1/3 0/0 0/0 0/0
  stsb4 none 0/0 0/0 0/0 0/0 0/0 0/0 0/0 4/4
  stsb4 number 10/115 19/79 6/28 4/18 7/13 6/11 1/2 0/0
  stsb4 opposite 1/7 2/6 1/4 0/4 1/3 1/2 0/1 0/0
  stsb4 order 0/1 0/0 0/0 0/0 2/2 0/0 1/1 4/4
  stsb4 substitution 39/118 55/122 20/41 15/31 13/23 5/8 1/1 0/0
  stsb4 symbol 1/5 1/5 2/5 1/3 0/0 0/0 0/0 0/0
  stsb4 unit 0/0 0/0 0/0 0/0 0/0 1/1 0/0 0/0
  sick near-fillers 84/84
  sick near-stems 0/1
  sick exchange 6/23 6/18 6/21 6/22 12/15 11/23 17/34 5/13
  sick filler 0/0 0/0 0/0 0/0 0/0 4/4 8/8 74/74
  sick function 0/0 1/2 0/1 2/5 4/6 13/15 28/30 35/39
  sick general 10/24 15/29 5/14 7/9 4/5 5/5 2/2 0/0
  sick inflection 0/0 0/0 0/0 0/0 0/0 0/0 0/0 0/1
  sick insertion 12/25 10/27 18/27 15/35 47/69 44/62 43/52 9/14
  sick logic 5/58 5/44 4/13 2/8 1/11 3/10 4/7 0/1
  sick name 0/0 1/1 0/0 0/0 0/0 0/0 0/0 0/0
  sick negation 0/63 0/43 0/21 0/42 0/81 0/88 0/189 0/95
  sick none 0/0 0/0 0/0 0/0 0/0 0/0 0/0 1/1
  sick number 1/15 5/14 2/9 2/8 5/12 0/7 5/10 0/0
  sick opposite 0/16 0/22 0/15 0/13 0/21 0/22 0/30 0/24
  sick order 4/6 5/9 5/6 5/7 20/21 13/14 15/15 3/19
  sick substitution 36/166 47/151 31/80 26/68 40/90 34/62 35/68 5/23
  sick symbol 0/0 0/0 0/0 0/1 0/0 0/0 0/0 0/0
  """

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
  qqp_part exchange 86/219 94/190 41/84 37/75 35/62 38/58 22/27 24/35
  qqp_part filler 0/0 1/1 0/0 2/2 5/5 7/7 15/16 89/92
  qqp_part function 3/7 12/18 27/37 36/58 61/97 100/137 225/260 205/228
  qqp_part general 57/105 73/145 32/61 20/33 11/23 12/15 0/2 0/0
  qqp_part inflection 0/0 0/0 1/1 0/0 0/0 1/2 3/6 126/134
  qqp_part insertion 67/107 136/243 112/220 144/273 178/315 168/252 93/130 30/35
  qqp_part literal 5/61 4/18 1/10 1/7 0/4 0/2 0/1 0/0
  qqp_part logic 270/556 271/471 126/239 111/192 88/138 69/113 29/42 8/10
  qqp_part name 25/81 43/90 21/65 11/58 22/70 21/59 14/41 7/11
  qqp_part negation 92/224 74/148 16/47 15/55 11/31 8/17 2/12 2/9
  qqp_part none 0/0 0/0 0/0 0/0 0/0 0/0 0/0 69/73
  qqp_part number 117/307 96/215 38/86 22/66 16/45 9/37 7/22 8/10
  qqp_part opposite 65/123 51/88 20/39 25/47 16/29 14/24 11/17 2/3
  qqp_part order 0/4 1/3 1/2 3/3 0/1 0/2 0/0 15/29
  qqp_part question 16/48 51/102 26/57 35/71 33/77 29/79 29/63 19/32
  qqp_part substitution 333/671 347/637 173/340 145/332 87/294 48/208 14/43 2/2
  qqp_part symbol 38/124 57/123 13/32 17/27 9/15 5/18 6/10 3/6
  qqp_part typo 0/0 1/1 1/1 1/1 1/1 0/0 0/0 0/0
  qqp_part unit 2/7 3/8 1/5 0/1 0/0 0/0 0/0 0/0
  paws_qqp near-spelling 20/20
  paws_qqp near-fillers 2/2
  paws_qqp near-stems 4/4
  paws_qqp exchange 0/0 0/0 0/0 0/0 0/2 3/6 0/7 2/18
  paws_qqp filler 0/0 0/0 0/0 0/0 0/0 0/0 0/0 2/2
  paws_qqp function 0/0 0/0 0/0 0/0 0/0 0/0 0/1 79/79
  paws_qqp general 0/0 0/0 0/0 0/1 0/1 1/2 0/2 0/1
  paws_qqp inflection 0/0 0/0 0/0 0/0 0/0 0/0 0/0 5/5
  paws_qqp insertion 0/0 0/0 0/0 0/0 0/0 1/1 2/3 2/3
  paws_qqp literal 1/1 0/0 0/0 0/0 0/0 0/0 1/1 0/0
  paws_qqp logic 0/0 0/0 0/0 0/0 1/1 0/1 0/0 1/2
  paws_qqp name 0/0 0/0 0/0 0/0 0/0 0/2 0/0 1/2
  paws_qqp none 0/0 0/0 0/0 0/0 0/0 0/0 0/0 23/23
  paws_qqp number 0/0 0/0 0/0 0/0 1/2 0/0 1/1 0/2
  paws_qqp opposite 0/0 0/0 0/0 0/0 0/0 0/0 0/0 0/1
  paws_qqp order 0/0 0/0 0/0 0/0 1/1 0/2 0/0 57/485
  paws_qqp substitution 0/0 1/1 0/0 1/2 1/1 1/1 0/2 0/0
  paws_qqp symbol 0/0 0/1 0/0 0/0 1/1 0/0 1/3 0/4
  mrpc near-spelling 5/5
  mrpc near-fillers 1/1
  mrpc exchange 8/15 14/21 10/12 13/15 14/19 19/21 29/30 12/12
  mrpc filler 0/0 0/0 0/0 0/0 0/0 0/0 0/0 1/1
  mrpc function 0/0 0/0 0/0 0/0 0/0 0/0 1/1 4/4
  mrpc general 0/1 0/2 1/3 5/6 6/6 4/4 6/6 0/0
  mrpc insertion 0/0 0/0 0/0 2/2 5/6 7/8 3/3 5/5
  mrpc literal 14/25 19/34 13/16 18/26 17/23 11/12 7/7 3/3
  mrpc logic 30/51 32/52 32/39 28/36 38/48 20/25 9/10 1/1
  mrpc name 1/1 5/7 4/4 7/9 10/12 11/11 4/4 1/1
  mrpc negation 7/14 6/11 6/9 3/5 2/3 0/0 1/1 0/0
  mrpc none 0/0 0/0 0/0 0/0 0/0 0/0 0/0 4/4
  mrpc number 68/145 72/127 40/57 38/46 31/38 30/33 8/9 3/3
  mrpc opposite 3/5 4/8 5/5 3/3 0/1 1/1 1/1 0/0
  mrpc order 0/0 0/0 1/1 1/2 0/0 1/1 0/0 5/5
  mrpc substitution 28/34 32/44 25/30 23/24 23/26 17/17 5/5 0/0
  mrpc symbol 10/13 6/7 8/8 6/8 5/5 6/6 0/0 0/0
  mrpc unit 0/0 0/0 0/0 4/4 0/0 1/1 0/0 0/0
  stsb4 near-spelling 2/2
  stsb4 near-fillers 12/12
  stsb4 near-stems 14/14
  stsb4 exchange 0/13 4/6 2/3 6/10 1/2 1/2 7/8 3/3
  stsb4 filler 0/0 0/0 0/0 0/0 1/1 1/1 3/3 8/8
  stsb4 function 0/0 1/1 1/1 2/2 8/8 6/6 8/8 3/3
  stsb4 general 3/9 7/18 3/7 6/8 4/5 2/3 0/0 0/0
  stsb4 inflection 0/0 0/0 0/0 0/0 0/0 0/0 2/2 15/15
  stsb4 insertion 4/12 9/21 5/10 13/26 13/20 29/34 18/19 3/4
  stsb4 literal 0/17 3/18 4/9 0/5 0/2 3/3 0/0 0/0
  stsb4 logic 9/56 19/56 15/35 11/18 3/13 6/9 5/6 1/1
  stsb4 negation 2/6 5/13 0/4 2/4 1/3 0/0 0/0 0/0
  stsb4 none 0/0 0/0 0/0 0/0 0/0 0/0 0/0 4/4
  stsb4 number 10/113 20/79 5/30 5/20 5/11 8/14 1/2 0/0
  stsb4 opposite 1/8 4/10 1/5 1/5 1/3 1/2 0/1 0/0
  stsb4 order 0/1 0/0 0/0 0/0 2/2 0/0 0/0 3/3
  stsb4 substitution 40/119 55/125 18/39 18/34 12/21 6/10 1/1 0/0
  stsb4 symbol 1/6 1/4 2/5 1/3 0/0 0/0 0/0 0/0
  stsb4 unit 0/0 0/0 0/0 0/0 0/0 1/1 0/0 0/0
  sick near-fillers 84/84
  sick near-stems 0/1
  sick exchange 3/17 3/16 5/19 8/24 13/17 17/28 24/46 7/15
  sick filler 0/0 0/0 0/0 0/0 0/0 4/4 8/8 74/74
  sick function 0/0 1/2 0/1 2/5 4/6 14/16 28/30 34/38
  sick general 3/17 13/26 3/12 6/8 3/4 5/5 2/2 0/0
  sick inflection 0/0 0/0 0/0 0/0 0/0 0/0 0/0 3/4
  sick insertion 12/25 10/27 18/27 15/34 46/70 44/62 43/52 10/15
  sick logic 5/58 4/43 4/13 1/8 1/8 3/9 4/7 0/1
  sick name 0/0 1/1 0/0 0/0 0/0 0/0 0/0 0/0
  sick negation 0/62 0/43 0/23 0/43 0/81 0/89 0/188 0/95
  sick none 0/0 0/0 0/0 0/0 0/0 0/0 0/0 1/1
  sick number 1/16 5/14 2/10 2/7 5/12 0/7 5/10 0/0
  sick opposite 0/17 0/24 0/15 0/13 0/23 0/22 0/30 0/24
  sick order 4/7 5/10 7/8 5/8 23/25 16/17 20/20 3/19
  sick substitution 34/164 48/152 30/79 25/67 39/90 35/63 35/68 5/23
  sick symbol 0/0 0/0 0/0 0/1 0/0 0/0 0/0 0/0
  """

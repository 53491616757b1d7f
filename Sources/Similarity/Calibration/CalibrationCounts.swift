/// Counts of labelled pairs that mean the same / of all, a line for each set and kind of difference, a column for each score band of
/// ``Calibration/bands``; and for each form that makes two texts near and none that is finer does, one column.
///
/// Made by Benchmarks/similarity_calibration.py; facts only, no text. Sets: qqp_part, 20,000 of the Quora question pairs as GPTCache's
/// benchmark has them; paws_qqp, PAWS (adversarial word order) on Quora; mrpc, Microsoft Research Paraphrase Corpus (test); stsb4, STS
/// Benchmark (dev and test; same: score of 4 and more); sick, SICK (test; same: entailment and 4.5 and more). Weights are of each set.
let calibrationCounts = """
  qqp_part near-spelling 50/52
  qqp_part near-fillers 164/169
  qqp_part near-stems 122/128
  qqp_part near-typo 2/3
  qqp_part exchange 66/154 60/108 33/65 30/53 26/45 30/44 20/24 21/31
  qqp_part filler 0/0 1/1 0/0 2/2 5/5 6/6 16/17 89/92
  qqp_part function 4/8 13/20 23/34 40/66 73/116 117/177 242/294 198/234
  qqp_part general 63/137 92/178 34/69 24/43 12/26 13/17 0/2 0/0
  qqp_part inflection 0/0 0/0 0/0 0/0 0/0 1/2 3/6 122/131
  qqp_part insertion 70/111 170/307 122/251 161/310 192/351 163/266 101/140 31/37
  qqp_part literal 4/33 3/14 1/6 1/5 0/4 0/2 0/1 0/0
  qqp_part logic 282/583 277/489 135/243 111/196 80/133 67/105 30/43 7/9
  qqp_part name 23/87 46/97 23/63 12/63 21/67 20/58 13/39 6/10
  qqp_part negation 94/222 78/159 16/46 19/61 14/36 10/20 3/13 2/9
  qqp_part none 0/0 0/0 0/0 0/0 0/0 0/0 0/0 70/74
  qqp_part number 119/308 95/212 41/88 22/67 16/42 9/37 6/21 8/10
  qqp_part opposite 61/113 49/86 18/36 19/35 15/27 10/20 12/18 2/3
  qqp_part order 0/0 0/0 0/0 0/0 0/0 0/0 0/0 36/51
  qqp_part question 8/24 16/41 10/22 16/39 15/38 14/33 12/31 5/7
  qqp_part substitution 349/735 370/686 180/354 141/335 86/295 49/211 14/44 2/3
  qqp_part symbol 35/108 41/93 13/28 18/23 11/16 4/13 4/7 2/3
  qqp_part typo 0/0 2/2 1/1 1/1 1/1 0/1 0/0 0/0
  qqp_part unit 2/6 2/6 0/4 0/1 0/0 0/0 0/0 0/0
  paws_qqp near-spelling 20/20
  paws_qqp near-fillers 2/2
  paws_qqp near-stems 4/4
  paws_qqp exchange 0/0 0/0 0/0 0/0 2/4 2/5 0/8 2/18
  paws_qqp filler 0/0 0/0 0/0 0/0 0/0 0/0 0/0 2/2
  paws_qqp function 0/0 0/0 0/0 0/0 0/0 0/0 0/1 1/2
  paws_qqp general 0/0 0/0 0/0 0/1 0/1 1/2 0/2 0/1
  paws_qqp inflection 0/0 0/0 0/0 0/0 0/0 0/0 0/0 5/5
  paws_qqp insertion 0/0 0/0 0/0 0/0 0/0 1/1 2/3 2/3
  paws_qqp literal 1/1 0/0 0/0 0/0 0/0 0/0 0/0 0/0
  paws_qqp logic 0/0 0/0 0/0 0/0 2/2 0/1 0/0 1/2
  paws_qqp name 0/0 0/0 0/0 0/0 0/0 0/2 0/0 0/1
  paws_qqp none 0/0 0/0 0/0 0/0 0/0 0/0 0/0 23/23
  paws_qqp number 0/0 0/1 0/0 0/0 1/2 1/1 1/1 0/1
  paws_qqp opposite 0/0 0/0 0/0 0/0 0/0 0/1 0/0 0/1
  paws_qqp order 0/0 0/0 0/0 0/0 0/0 0/0 0/0 136/565
  paws_qqp substitution 0/0 1/1 0/0 1/2 1/1 1/1 0/1 0/0
  paws_qqp symbol 0/0 0/0 0/0 0/0 0/0 0/0 1/3 0/4
  mrpc near-spelling 5/5
  mrpc near-fillers 1/1
  mrpc exchange 9/17 17/23 12/16 13/15 15/17 17/18 27/28 12/12
  mrpc filler 0/0 0/0 0/0 0/0 0/0 0/0 0/0 1/1
  mrpc function 0/0 0/0 0/0 0/0 0/0 0/0 1/1 3/3
  mrpc general 0/1 0/2 1/3 4/5 5/5 8/8 6/6 0/0
  mrpc insertion 0/0 0/0 0/0 1/1 4/5 5/6 2/2 2/2
  mrpc literal 18/29 20/40 16/20 23/29 19/25 12/14 11/11 5/5
  mrpc logic 32/58 37/52 32/40 30/38 37/46 20/25 9/10 1/1
  mrpc name 1/1 4/6 4/4 11/14 10/12 10/10 3/3 0/0
  mrpc negation 8/16 6/11 5/9 4/5 1/2 0/0 1/1 0/0
  mrpc none 0/0 0/0 0/0 0/0 0/0 0/0 0/0 4/4
  mrpc number 71/146 76/130 41/57 37/45 34/41 25/27 9/10 3/3
  mrpc opposite 2/3 3/6 3/3 2/2 0/0 1/1 0/0 0/0
  mrpc order 0/0 0/0 0/0 0/0 0/0 0/0 0/0 4/4
  mrpc substitution 31/36 35/47 24/29 21/22 23/26 17/17 4/4 0/0
  mrpc symbol 5/6 1/2 5/6 5/7 1/1 3/3 0/0 0/0
  mrpc unit 0/0 1/1 0/0 2/3 1/1 1/1 0/0 0/0
  stsb4 near-spelling 2/2
  stsb4 near-fillers 11/11
  stsb4 near-stems 14/14
  stsb4 exchange 0/12 6/9 2/3 6/11 1/2 1/3 7/8 3/3
  stsb4 filler 0/0 0/0 0/0 0/0 1/1 1/1 3/3 8/8
  stsb4 function 0/0 0/0 2/2 2/2 8/8 6/6 7/7 2/2
  stsb4 general 4/11 6/16 3/7 6/9 3/4 2/3 0/0 0/0
  stsb4 inflection 0/0 0/0 0/0 0/0 0/0 0/0 2/2 15/15
  stsb4 insertion 4/13 10/23 5/9 13/29 15/20 28/33 18/19 3/4
  stsb4 literal 0/16 2/17 4/10 0/3 0/2 3/3 0/0 0/0
  stsb4 logic 10/60 24/59 12/32 12/18 3/14 6/9 5/6 1/1
  stsb4 negation 3/7 5/13 1/6 1/2 1/3 0/0 0/0 0/0
  stsb4 none 0/0 0/0 0/0 0/0 0/0 0/0 0/0 4/4
  stsb4 number 10/116 20/82 6/28 4/18 7/13 6/11 1/2 0/0
  stsb4 opposite 1/6 0/4 1/4 0/4 0/2 1/2 0/1 0/0
  stsb4 order 0/0 0/0 0/0 0/0 0/0 0/0 1/1 4/4
  stsb4 substitution 39/118 56/124 21/42 16/32 14/24 5/8 1/1 0/0
  stsb4 symbol 1/6 0/2 1/3 0/1 0/0 0/0 0/0 0/0
  stsb4 unit 0/0 0/0 0/0 0/0 0/0 1/1 0/0 0/0
  sick near-fillers 86/86
  sick near-stems 0/1
  sick exchange 9/27 10/24 11/27 11/28 32/35 24/36 32/49 7/15
  sick filler 0/0 0/0 0/0 0/0 0/0 4/4 8/8 74/74
  sick function 0/0 1/2 0/1 2/5 4/7 13/17 28/32 35/39
  sick general 11/26 16/32 5/14 7/10 4/6 5/5 2/2 0/0
  sick inflection 0/0 0/0 0/0 0/0 0/0 0/0 0/0 0/1
  sick insertion 12/25 10/28 18/27 15/35 47/69 44/62 43/52 9/14
  sick logic 5/59 5/42 4/13 2/8 1/11 3/11 4/6 0/1
  sick name 0/0 1/1 0/0 0/0 0/0 0/0 0/0 0/0
  sick negation 0/63 0/43 0/21 0/42 0/81 0/88 0/189 0/95
  sick none 0/0 0/0 0/0 0/0 0/0 0/0 0/0 1/1
  sick number 1/15 5/14 2/9 2/8 5/12 0/7 5/10 0/0
  sick opposite 0/14 0/19 0/15 0/13 0/20 0/20 0/29 0/24
  sick order 0/0 0/0 0/0 0/0 0/0 0/0 0/0 1/17
  sick substitution 36/167 47/154 31/80 26/68 40/90 34/61 35/69 5/23
  sick symbol 0/0 0/0 0/0 0/1 0/0 0/0 0/0 0/0
  """

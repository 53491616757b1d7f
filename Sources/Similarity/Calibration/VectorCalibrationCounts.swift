/// Counts of labelled pairs that mean the same / of all, by their cosine: a column for each band of ``VectorCalibration/bands``, a line for
/// those that ``EmbeddingGuard`` lets through and one for those that it refuses.
///
/// Made by Benchmarks/similarity_calibration.py; facts only, no text. Sets: qqp_part and paws_qqp (see ``calibrationCounts``), with the
/// vectors of all-MiniLM-L6-v2 (384 dimensions).
let vectorCalibrationCounts = """
  qqp_part allowed 365/1059 585/1261 888/1603 1241/1823 692/960 751/927 605/691 282/317 304/329 287/301
  qqp_part refused 134/427 189/482 249/517 244/521 112/234 86/162 32/67 17/35 13/21 10/22
  paws_qqp allowed 0/1 0/0 0/1 0/3 0/3 4/7 5/14 6/12 8/16 102/110
  paws_qqp refused 0/0 0/0 1/4 1/5 1/3 0/15 2/47 2/48 13/104 46/284
  """

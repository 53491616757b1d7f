/// Counts of labelled pairs that mean the same / of all, by their cosine: a column for each band of ``VectorCalibration/bands``, a line for
/// those that ``EmbeddingGuard`` lets through and one for those that it refuses.
///
/// Made by Benchmarks/similarity_calibration.py; facts only, no text. Sets: qqp_part and paws_qqp (see ``calibrationCounts``), with the
/// vectors of all-MiniLM-L6-v2 (384 dimensions).
let vectorCalibrationCounts = """
  qqp_part allowed 350/1017 546/1205 865/1579 1226/1813 687/963 751/932 599/688 280/316 300/327 271/284
  qqp_part refused 149/469 228/538 272/541 259/531 117/231 86/157 38/70 19/36 17/23 26/39
  paws_qqp allowed 0/1 0/0 0/0 0/4 0/3 3/6 4/16 6/11 3/11 32/42
  paws_qqp refused 0/0 0/0 1/5 1/4 1/3 1/16 3/45 2/49 18/109 116/352
  """

/// Counts of labelled pairs that mean the same / of all, by their cosine: a column for each band of ``VectorCalibration/bands``, a line for
/// those that ``EmbeddingGuard`` lets through and one for those that it refuses.
///
/// Made by Benchmarks/similarity_calibration.py; facts only, no text. Sets: qqp_part and paws_qqp (see ``calibrationCounts``), with the
/// vectors of all-MiniLM-L6-v2 (384 dimensions).
let vectorCalibrationCounts = """
  qqp_part allowed 349/1009 543/1197 862/1564 1218/1799 683/952 748/927 597/684 280/316 300/327 271/284
  qqp_part refused 150/477 231/546 275/556 267/545 121/242 89/162 40/74 19/36 17/23 26/39
  paws_qqp allowed 0/1 0/0 0/0 0/4 0/3 3/6 4/14 6/11 3/11 31/41
  paws_qqp refused 0/0 0/0 1/5 1/4 1/3 1/16 3/47 2/49 18/109 117/353
  """

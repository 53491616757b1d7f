/// Counts of labelled pairs that mean the same / of all, by their cosine: a column for each band of ``VectorCalibration/bands``, a line for
/// those that ``EmbeddingGuard`` lets through and one for those that it refuses.
///
/// Made by Benchmarks/similarity_calibration.py; facts only, no text. Sets: qqp_part and paws_qqp (see ``calibrationCounts``), with the
/// vectors of all-MiniLM-L6-v2 (384 dimensions).
let vectorCalibrationCounts = """
  qqp_part allowed 381/1084 593/1286 904/1621 1248/1832 695/966 753/930 606/692 284/319 304/331 287/301
  qqp_part refused 118/402 181/457 233/499 237/512 109/228 84/159 31/66 15/33 13/19 10/22
  paws_qqp allowed 0/1 0/0 0/1 0/4 0/3 4/7 5/14 6/12 8/16 103/111
  paws_qqp refused 0/0 0/0 1/4 1/4 1/3 0/15 2/47 2/48 13/104 45/283
  """
